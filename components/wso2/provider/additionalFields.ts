import { z } from "zod";
import { equal, properties } from "./canonicalValues";

/** Fields of a later release of WSO2 that are not known here: a field holds them, by the names of WSO2's API. */

type Values = Readonly<Record<string, unknown>>;

interface Declared {
  readonly additionalFields?: Values;
}

/**
 * Anything by names that nobody knows here.
 *
 * @param fieldOf the field that a name stands for
 * @param taken names that are taken otherwise
 */
export function recordOfUnknown(
  fieldOf: (name: string) => string | undefined,
  taken: readonly string[],
): z.ZodType<Record<string, unknown>> {
  return (
    z
      .unknown()
      // Names are looked at first: a record takes "__proto__" away without a word.
      .superRefine((values, context) => {
        // A text may be the whole map, with secrets, so it is not shown.
        if (typeof values !== "object" || values === null || Array.isArray(values)) {
          const params = { reason: "must be an object", remedy: "setMembers" };
          context.addIssue({ code: "custom", params });
          return;
        }
        const names = Object.keys(values);
        for (const key of names) {
          const field = fieldOf(key);
          if (field === undefined && ![...taken, "__proto__"].includes(key)) continue;
          const reason = field === undefined ? "is a name that is taken" : `is the field ${field}`;
          context.addIssue({ code: "custom", path: [key], params: { reason, remedy: "remove" } });
        }
      })
      .pipe(z.record(z.string().min(1), z.json()))
  );
}

/**
 * The facts of a field that holds such fields.
 *
 * @param isKnown whether a name is that of a field of the same table
 * @param taken names that WSO2 has for what the code here reads and writes by itself
 */
export function additionalFieldsRow(isKnown: (name: string) => boolean, taken: readonly string[]) {
  return {
    schema: recordOfUnknown((name) => (isKnown(name) ? name : undefined), taken),
    default: {},
    canonical: properties,
    secretMembers: "any",
  } as const;
}

/** Names of those that are declared; none as long as they are unknown, a text then. */
export function additionalNames(declaration: object): string[] {
  const { additionalFields } = declaration as { readonly additionalFields?: unknown };
  return typeof additionalFields === "object" ? Object.keys(additionalFields ?? {}) : [];
}

/** Those that are declared, as the server has them. */
export function additionalIn(live: object, { additionalFields = {} }: Declared): Values {
  return pick(live, (name) => Object.hasOwn(additionalFields, name));
}

/** What a server has that is not known here, so that it can go back as it came. */
export function unknownIn(live: object, known: readonly string[]): Values {
  return pick(live, (name) => !known.includes(name));
}

/** Why an object is not as declared, where the server has dropped a field without a word. */
export function droppedFields(seen: object, declaration: object): string | undefined {
  const { additionalFields: has = {} } = seen as Declared;
  const { additionalFields: declared = {} } = declaration as Declared;
  const dropped = Object.keys(declared).filter(
    (name) => !equal(properties({ [name]: has[name] }), properties({ [name]: declared[name] })),
  );
  if (dropped.length === 0) return undefined;
  const names = dropped.map((name) => `additionalFields.${name}`).join(", ");
  return `WSO2 did not store ${names}. Correct or remove what it does not store, and run pulumi up again.`;
}

/** A document with what is declared, and without what was declared before. */
export function withAdditional<Document extends object>(
  document: Document,
  { additionalFields }: Declared,
  { additionalFields: before = {} }: Declared = {},
): Document {
  const others = pick(document, (name) => !Object.hasOwn(before, name));
  return { ...others, ...additionalFields } as Document;
}

/** Those members of an object that have a name which is chosen. */
export function pick(object: object, choose: (name: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => choose(name)));
}
