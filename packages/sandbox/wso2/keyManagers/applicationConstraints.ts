import { invalidAdditionalProperties, internalServerError } from "../errors";
import { JsonNumber, type Json, type JsonObject } from "../jackson/json";

/**
 * Checks the property `constraints`, with which an entry restricts what applications may set. All
 * complaints are told at once.
 */
export function checkApplicationConstraints(additionalProperties: Json): void {
  if (!(additionalProperties instanceof Map)) return;
  const constraints = additionalProperties.get("constraints");
  if (!(constraints instanceof Map)) return;
  const complaints = [...constraints].flatMap(([field, constraint]) => {
    const complaint = constraint === null ? undefined : complaintAbout(field, constraint);
    return complaint ?? [];
  });
  if (complaints.length > 0) throw invalidAdditionalProperties(complaints.join("; "));
}

function complaintAbout(field: string, constraint: Json): string | undefined {
  if (!(constraint instanceof Map)) {
    return `Constraint configuration for field '${field}' must be a valid object`;
  }
  const type = constraint.get("type") ?? null;
  if (type === null) return `Missing constraint type for field '${field}'`;
  // The cast to String fails in the real code.
  if (typeof type !== "string") throw internalServerError();
  const check = new Map(Object.entries(checks)).get(type);
  if (!check) return `Invalid constraint type for field '${field}'`;
  const value = constraint.get("value");
  if (!(value instanceof Map)) {
    return `Constraint value for field '${field}' must be a valid object`;
  }
  const reason = check(value);
  return reason && `Invalid constraint configuration for field '${field}': ${reason}`;
}

const checks: Record<string, (value: JsonObject) => string | undefined> = {
  RANGE: (value) =>
    bound(value, "min", "Minimum") ?? bound(value, "max", "Maximum") ?? boundsInOrder(value),
  MIN: (value) => bound(value, "min", "Minimum"),
  MAX: (value) => bound(value, "max", "Maximum"),
  REGEX: (value) => {
    const pattern = value.get("pattern") ?? null;
    if (pattern === null) return "Regex pattern not found in constraints.";
    return isPattern(pattern) ? undefined : "Invalid regex pattern";
  },
  ENUM: (value) => {
    const allowed = value.get("allowed") ?? null;
    if (allowed === null) return "Allowed values list ('allowed') not found for enum constraint.";
    return Array.isArray(allowed) ? undefined : "Allowed values must be a list.";
  },
};

function bound(value: JsonObject, name: string, label: string): string | undefined {
  if (!value.has(name)) return `${label} value ('${name}') not found for range constraint.`;
  if (value.get(name) instanceof JsonNumber) return undefined;
  return `${label} value ('${name}') must be a number.`;
}

function boundsInOrder(value: JsonObject): string | undefined {
  const [min, max] = [value.get("min"), value.get("max")];
  const ordered =
    min instanceof JsonNumber && max instanceof JsonNumber && Number(min.text) <= Number(max.text);
  return ordered ? undefined : "Minimum value cannot be greater than maximum value.";
}

/** JavaScript's idea of a pattern stands in for Java's. */
function isPattern(pattern: Json): boolean {
  if (typeof pattern !== "string") return true;
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
