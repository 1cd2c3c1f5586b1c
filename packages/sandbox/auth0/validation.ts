import { z } from "zod";
import { ManagementError } from "./errors";

/** The body as `schema` has it, or Auth0's 400 that names every violation. */
export function validatePayload<T extends z.ZodType>(schema: T, payload: unknown): z.infer<T> {
  return validate("Payload", "invalid_body", schema, payload);
}

/** The query parameters as `schema` has them, or Auth0's 400. */
export function validateQuery<T extends z.ZodType>(schema: T, query: unknown): z.infer<T> {
  return validate("Query", "invalid_query_string", schema, query);
}

/** A whole-number query parameter. */
export function integerParameter(description: string, minimum: number, maximum: number) {
  const number = z.int().min(minimum).max(maximum);
  return z
    .preprocess((text) => (/^-?\d+$/.test(String(text)) ? Number(text) : text), number)
    .exactOptional()
    .describe(description);
}

/** A query parameter that is `true` or `false`. */
export function booleanParameter(description: string) {
  const parse = (text: unknown) => (text === "true" ? true : text === "false" ? false : text);
  return z.preprocess(parse, z.boolean()).exactOptional().describe(description);
}

/** A query parameter that lists some of `values`, separated by commas. */
export function listParameter(description: string, values: readonly string[]) {
  return z
    .string()
    .refine((text) => text.split(",").every((value) => values.includes(value)), {
      error: (issue) =>
        `String '${String(issue.input)}' does not match pattern. ` +
        `Must be a comma separated list of the following values: ${values.join(",")}`,
    })
    .exactOptional()
    .describe(description);
}

/** `schema`, but an object without any property does not do. */
export function notEmpty<T extends z.ZodObject>(schema: T): T {
  return schema.refine((object) => Object.keys(object).length > 0, {
    error: "Too few properties defined (0), minimum 1",
    // Unknown properties are properties, although zod does not pass them on.
    when: ({ issues }) => issues.length === 0,
  });
}

/** The wording for a text that is not of `format`. */
export function invalidFormat(format: string) {
  return (issue: { input?: unknown }) =>
    `Object didn't pass validation for format ${format}: ${String(issue.input)}`;
}

function validate<T extends z.ZodType>(
  part: "Payload" | "Query",
  errorCode: string,
  schema: T,
  input: unknown,
): z.infer<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const violations = result.error.issues.map((issue) => {
    const { why, path } = explain(issue, input);
    return `${part} validation error: '${why}'${locate(schema, path)}.`;
  });
  throw new ManagementError(400, violations.join(" (also) "), errorCode);
}

interface Violation {
  why: string;
  path: readonly PropertyKey[];
}

/** The wording of Auth0's own validator for what zod has found. */
function explain(issue: z.core.$ZodIssue, input: unknown): Violation {
  const { path } = issue;
  const value = valueAt(input, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return { why: `Additional properties not allowed: ${issue.keys.join(",")}`, path };
    case "invalid_type":
      return value === undefined ? missing(path) : { why: wrongType(issue.expected, value), path };
    case "invalid_value":
      return value === undefined
        ? missing(path)
        : { why: `No enum match for: ${show(value)}`, path };
    case "too_small":
      return { why: tooSmall(issue, value), path };
    case "too_big":
      return { why: tooBig(issue, value), path };
    case "invalid_format":
      return {
        why:
          issue.format === "regex"
            ? `String does not match pattern ${trimSlashes(issue.pattern)}: ${show(value)}`
            : `Object didn't pass validation for format ${issue.format}: ${show(value)}`,
        path,
      };
    case "invalid_union":
      return { why: "None of the valid schemas were met", path };
    default:
      return { why: issue.message, path };
  }
}

/** A missing property is the fault of the object that should have it. */
function missing(path: readonly PropertyKey[]): Violation {
  return { why: `Missing required property: ${String(path.at(-1))}`, path: path.slice(0, -1) };
}

function wrongType(expected: string, value: unknown): string {
  // All numbers in Auth0's schemas are whole.
  const names: Record<string, string> = { int: "integer", number: "integer", record: "object" };
  return `Expected type ${names[expected] ?? expected} but found type ${typeName(value)}`;
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (Number.isInteger(value)) return "integer";
  return typeof value;
}

function tooSmall(issue: z.core.$ZodIssueTooSmall, value: unknown): string {
  const minimum = String(issue.minimum);
  switch (issue.origin) {
    case "string":
      return `String is too short (${String(value).length} chars), minimum ${minimum}`;
    case "array":
      return `Array is too short (${(value as unknown[]).length}), minimum ${minimum}`;
    default:
      return `Value ${show(value)} is less than minimum ${minimum}`;
  }
}

function tooBig(issue: z.core.$ZodIssueTooBig, value: unknown): string {
  const maximum = String(issue.maximum);
  switch (issue.origin) {
    case "string":
      return `String is too long (${String(value).length} chars), maximum ${maximum}`;
    case "array":
      return `Array is too long (${(value as unknown[]).length}), maximum ${maximum}`;
    default:
      return `Value ${show(value)} is greater than maximum ${maximum}`;
  }
}

function show(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function trimSlashes(pattern: string | undefined): string {
  return (pattern ?? "").replace(/^\/|\/$/g, "");
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    input,
  );
}

/** ` on property a.b[0] (what it is)`; nothing for the body itself. */
function locate(schema: z.ZodType, path: readonly PropertyKey[]): string {
  if (path.length === 0) return "";
  const name = path.reduce<string>(
    (text, key) =>
      typeof key === "number" ? `${text}[${key}]` : `${text}${text && "."}${String(key)}`,
    "",
  );
  const description = describeAt(schema, path);
  return ` on property ${name}${description === undefined ? "" : ` (${description})`}`;
}

function describeAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return z.globalRegistry.get(schema)?.description;
  const container = unwrap(schema);
  if (container instanceof z.ZodArray) return describeAt(container.element, rest);
  if (!(container instanceof z.ZodObject)) return undefined;
  const property = (container.shape as Record<string, z.core.$ZodType>)[String(key)];
  return property && describeAt(property, rest);
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNullable
    ? unwrap(schema.unwrap())
    : schema;
}
