import { isDeepStrictEqual } from "node:util";
import { Output } from "@pulumi/pulumi";
import { z } from "zod";

/** A mistake in a value: where in it, and what is wrong. */
export interface Mistake {
  path: string[];
  /** Reads on from the name of the value: "must be …, but is …". */
  reason: string;
  /** @default "set" */
  remedy?: Remedy;
}

/** What is to be done about a value. */
export type Remedy =
  | "set"
  /** The same, where it looks like a number or a boolean, and has to be a text. */
  | "setText"
  /** The same, where a text is there: Pulumi keeps a text that is quoted in the file one. */
  | "setAnew"
  /** The same for a list, and for an object: what is there goes, and they are set part by part. */
  | "setItems"
  | "setMembers"
  | "remove"
  /** A sentence, where something else is. */
  | { sentence: string };

/** A text of 1 to `maximum` characters without white space around it: nobody takes it away later. */
export function text(maximum: number): z.ZodString {
  const expected = `a string of 1 to ${maximum} characters`;
  const isLong = (value: string) => value.length >= 1 && value.length <= maximum;
  const error = ({ input }: { readonly input?: unknown }) =>
    typeof input === "string" && isLong(input.trim())
      ? `${expected} without white space around it`
      : expected;
  return z.string({ error }).refine((value) => isLong(value) && value === value.trim(), { error });
}

/** A text of 1 to `maximum` characters, white space included. */
export function secretText(maximum: number): z.ZodString {
  const error = `a string of 1 to ${maximum} characters`;
  return z.string({ error }).min(1, { error }).max(maximum, { error });
}

/** A text of `maximum` characters at most, which may be empty. */
export function longText(maximum: number): z.ZodString {
  const error = `a string of ${maximum} characters at most`;
  return z.string({ error }).max(maximum, { error });
}

/** A URL without white space around it, which zod's own would take away. */
export function webUrl(schemes: RegExp, error: string): z.ZodString {
  const isOne = (value: string) => schemes.test(new URL(value).protocol);
  return z
    .string({ error })
    .refine((value) => value === value.trim() && URL.canParse(value) && isOne(value), { error });
}

const nameError = { error: "a string of 1 to 100 characters without white space around it" };

/** A text of 1 to 100 characters without white space around it. */
export const nameText = z.string(nameError).regex(/^\S(.{0,98}\S)?$/, nameError);

/** A boolean. */
export const trueOrFalse = z.boolean({ error: "true or false" });

/**
 * Lists every mistake that `schema` finds in `value`.
 *
 * @param options.secrets paths, joined by dots, of values that the reasons must not show
 */
export function explain(
  schema: z.ZodType,
  value: unknown,
  { secrets = [] }: { secrets?: readonly string[] } = {},
): Mistake[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  const mistakes = result.error.issues.flatMap((issue) => mistakesOf(issue, value, secrets));
  // A string of the wrong type fails at each of its rules, in the same words.
  return mistakes.filter(
    (each, place) => mistakes.findIndex((other) => isSaidAlike(each, other)) === place,
  );
}

function isSaidAlike(one: Mistake, other: Mistake): boolean {
  return one.reason === other.reason && isDeepStrictEqual(one.path, other.path);
}

function mistakesOf(
  issue: z.core.$ZodIssue,
  value: unknown,
  secrets: readonly string[],
): Mistake[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [...path, key],
      reason: "is not known here",
      remedy: "remove",
    }));
  }
  if (issue.code === "custom" && issue.params !== undefined) {
    return [{ path, ...(issue.params as Omit<Mistake, "path">) }];
  }
  const given = valueAt(value, path);
  if (isPending(given)) return [];
  const expected = expectation(issue.message);
  const remedy = remedyOf(issue, given);
  if (given === undefined) return [{ path, reason: `is missing; it is ${expected}`, ...remedy }];
  const shown = secrets.includes(path.join(".")) ? "" : `, but is ${show(given)}`;
  return [{ path, reason: `must be ${expected}${shown}`, ...remedy }];
}

/** Whether a program knows a value, or a part of it, only when something else has been made. */
function isPending(value: unknown): boolean {
  if (Output.isInstance(value) || value instanceof Promise) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(isPending);
}

function remedyOf(issue: z.core.$ZodIssue, given: unknown): Pick<Mistake, "remedy"> {
  // Of a union that tells its members apart by a key, the mistake is in that key.
  if (issue.code === "invalid_union" && issue.discriminator === undefined) {
    return { remedy: "setMembers" };
  }
  if (issue.code !== "invalid_type") return {};
  if (issue.expected === "array") return { remedy: "setItems" };
  if (issue.expected === "object" || issue.expected === "record") return { remedy: "setMembers" };
  const isText = typeof given === "string";
  if (issue.expected !== "string") return isText ? { remedy: "setAnew" } : {};
  return isText || given === undefined ? {} : { remedy: "setText" };
}

function valueAt(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (parent, key) => (parent as Record<string, unknown> | undefined)?.[key],
    value,
  );
}

const words: Readonly<Record<string, string>> = {
  array: "a list",
  object: "an object",
  record: "an object",
  string: "a string",
};

/** What zod says it wants, without what it says about the rest, and in our words. */
function expectation(message: string): string {
  const expected = message.replace(/^[^:]+: expected /, "").replace(/, received .*$/, "");
  return words[expected] ?? expected;
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
