import { z } from "zod";

/** A mistake in a value: where in it, and what is wrong. */
export interface Mistake {
  path: string[];
  /** Reads on from the name of the value: "must be …, but is …". */
  reason: string;
}

/** A text of 1 to `maximum` characters that is not white space alone. */
export function text(maximum: number): z.ZodString {
  const error = `a text of 1 to ${maximum} characters`;
  return z.string({ error }).trim().min(1, { error }).max(maximum, { error });
}

const nameError = { error: "a text of 1 to 100 characters without white space around it" };

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
  return result.error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: [...path, key], reason: "is not known here" }));
    }
    const given = valueAt(value, path);
    const expected = expectation(issue.message);
    if (given === undefined) return [{ path, reason: `is missing; it is ${expected}` }];
    const shown = secrets.includes(path.join(".")) ? "" : `, but is ${show(given)}`;
    return [{ path, reason: `must be ${expected}${shown}` }];
  });
}

function valueAt(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (parent, key) => (parent as Record<string, unknown> | undefined)?.[key],
    value,
  );
}

/** What zod says it wants, without what it says about the rest. */
function expectation(message: string): string {
  return message
    .replace(/^[^:]+: expected /, "")
    .replace(/^[^:]+: must /, "")
    .replace(/, received .*$/, "");
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
