import { invalidAdditionalProperties } from "../errors";
import { JsonNumber, print, type Json, type JsonObject } from "../jackson/json";
import type { KeyManagerConfiguration } from "../keyManagers/keyManagerConfiguration";

/** What an application asks for, held against the `constraints` of the Key Manager. */
export function checkAgainstConstraints(
  { properties }: KeyManagerConfiguration,
  requested: JsonObject | null,
): void {
  const constraints = properties.get("constraints");
  if (!(constraints instanceof Map) || requested === null) return;
  const complaints = [...constraints].flatMap(([field, constraint]) =>
    constraint instanceof Map ? (complaintAbout(field, constraint, requested) ?? []) : [],
  );
  if (complaints.length > 0) throw invalidAdditionalProperties(complaints.join("; "));
}

function complaintAbout(
  field: string,
  constraint: JsonObject,
  requested: JsonObject,
): string | undefined {
  const input = requested.get(field);
  if (input === undefined) return `Missing input for constrained property: ${field}`;
  const type = constraint.get("type");
  const validator = typeof type === "string" ? new Map(Object.entries(validators)).get(type) : null;
  if (!validator) return undefined;
  const value = constraint.get("value");
  const reason = validator(input, value instanceof Map ? value : (new Map() as JsonObject));
  return reason && `Property '${field}' is invalid. ${reason}`;
}

const validators: Record<string, (input: Json, value: JsonObject) => string | undefined> = {
  RANGE: (input, value) => below(input, value) ?? above(input, value),
  MIN: below,
  MAX: above,
  REGEX: (input, value) => {
    if (input === null) return "Input value is null.";
    const pattern = value.get("pattern");
    if (typeof pattern !== "string") return "Regex pattern not found in constraints.";
    return new RegExp(`^(?:${pattern})$`).test(textOf(input))
      ? undefined
      : "Value does not match pattern.";
  },
  ENUM: (input, value) => {
    if (input === null) return "Input value is null.";
    const allowed = value.get("allowed");
    if (!Array.isArray(allowed)) return "Allowed values list not found in constraints.";
    const texts = allowed.map(textOf);
    const inputs = Array.isArray(input) ? input : [input];
    if (inputs.includes(null)) return "Null value found in input list.";
    return inputs.every((each) => texts.includes(textOf(each)))
      ? undefined
      : "Given Values are not among the allowed values.";
  },
};

function below(input: Json, value: JsonObject): string | undefined {
  return compare(input, value.get("min"), (number, min) => number < min, "less than minimum");
}

function above(input: Json, value: JsonObject): string | undefined {
  return compare(input, value.get("max"), (number, max) => number > max, "greater than maximum");
}

function compare(
  input: Json,
  bound: Json | undefined,
  isBeyond: (number: number, bound: number) => boolean,
  reason: string,
): string | undefined {
  const text = textOf(input).trim();
  const number = text === "" ? NaN : Number(text);
  if (Number.isNaN(number)) return "Input value is not a valid number.";
  if (!(bound instanceof JsonNumber) || !isBeyond(number, Number(bound.text))) return undefined;
  return `Value is ${reason}`;
}

function textOf(value: Json): string {
  if (value instanceof JsonNumber) return value.asDouble.text;
  return typeof value === "object" ? print(value) : String(value);
}
