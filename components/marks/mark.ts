import { randomBytes } from "node:crypto";

/** Whose an object is. */
export interface Ownership {
  /** Id of the stack's {@link Owner}: stays the same however stack and project are called. */
  readonly owner: string;
  /** `project/stack`; for people, never compared. */
  readonly stack: string;
  /** Logical name of the resource; for people, never compared. */
  readonly resource: string;
  /** Tells the object from an earlier or a later one of the same resource. */
  readonly creation: string;
}

/** Where a resource has its creation, of which a replacement gets another one. */
export const creationPath = "ownership.creation" satisfies `${string}.${keyof Ownership}`;

/** What is written beside an object: whose it is, and the last write that its owner did. */
export interface Mark extends Ownership {
  /** Counts the owner's writes; a state that has another number has missed an answer. */
  readonly write: number;
  /** Whether the object was there before its owner: then it is released, never deleted. */
  readonly adopted: boolean;
}

/** What every mark begins with. */
export const heritage = "heritage=pulumi";

/** Labels are for people; longer ones are cut. */
const longestLabel = 60;

/** A text that no other object has. */
export function newCreation(): string {
  return randomBytes(6).toString("hex");
}

/** The mark of a write. */
export function markOf(ownership: Ownership, write: number, adopted: boolean): Mark {
  return { ...ownership, write, adopted };
}

/** @param labels whether stack and resource are named, for which there is not always room */
export function markText(mark: Mark, { labels = true } = {}): string {
  const { owner, creation, write, adopted, stack, resource } = mark;
  return [
    heritage,
    `owner=${owner}`,
    `creation=${creation}`,
    `write=${write}`,
    ...(adopted ? ["adopted=true"] : []),
    ...(labels ? [`stack=${label(stack)}`, `resource=${label(resource)}`] : []),
  ].join(",");
}

/** The mark that a text holds, if it is one. */
export function parseMark(text: unknown): Mark | undefined {
  const { owner, creation, write, adopted, stack = "", resource = "" } = valuesIn(text);
  if (!owner || !creation) return undefined;
  return {
    owner,
    creation,
    write: Number(write ?? 0),
    adopted: adopted === "true",
    stack: decoded(stack),
    resource: decoded(resource),
  };
}

/** What a text says of an object's owner; nothing where it is no mark. */
export function valuesIn(text: unknown): Readonly<Record<string, string | undefined>> {
  if (typeof text !== "string" || !text.startsWith(`${heritage},`)) return {};
  return Object.fromEntries(
    text.split(",").map((part) => [part.split("=", 1)[0], part.slice(part.indexOf("=") + 1)]),
  ) as Record<string, string>;
}

/** As it stands in a mark. */
export const label = (text: string) => encodeURIComponent(text).slice(0, longestLabel);

/** A label that was cut may end within a character. */
export function decoded(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}

/** The owner that a mark names, for the reader of an error. */
export function describeOwner({
  owner,
  stack,
  resource,
}: Pick<Mark, "owner" | "stack" | "resource">): string {
  const who = [resource && `resource "${resource}"`, stack && `stack ${stack}`].filter(Boolean);
  return `${who.join(" of ") || "another stack"} (owner ${owner})`;
}
