import { explain, type Mistake } from "../../validation";
import { hasUnknown } from "../unknown";
import { fieldNames, fields, isFieldName } from "./fields";

/**
 * Checks a declaration field by field and lists every mistake. Values that are unknown yet pass.
 *
 * @param options.optional required fields that may be left out all the same
 */
export function validateDeclaration(
  declaration: object,
  { optional = [] }: { optional?: readonly string[] } = {},
): Mistake[] {
  const values: Record<string, unknown> = { ...declaration };
  const unknownFields = Object.keys(values).filter((property) => !isFieldName(property));
  const mistakes = unknownFields.map((property) => ({
    path: [property],
    reason: `is not a field of a Key Manager, which has: ${fieldNames.join(", ")}`,
  }));
  for (const field of fieldNames) {
    const { schema, secret, default: byDefault } = fields[field];
    const value = values[field];
    const mayBeLeftOut = byDefault !== undefined || optional.includes(field);
    if (hasUnknown(value) || (value === undefined && mayBeLeftOut)) continue;
    for (const { path, reason } of explain(schema, value, secret && { secrets: [""] })) {
      mistakes.push({ path: [field, ...path], reason });
    }
  }
  return mistakes;
}
