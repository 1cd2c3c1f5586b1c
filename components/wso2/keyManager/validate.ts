import type { z } from "zod";
import { explain, type Mistake } from "../../validation";
import { hasUnknown } from "../unknown";
import type { KeyManagerInputs } from "./args";
import { fieldNames, fields } from "./fields";
import { options } from "./options";

interface Property {
  schema: z.ZodType;
  isRequired: boolean;
  isSecret: boolean;
}

/** Everything that may be declared. */
const properties = new Map<string, Property>([
  ...fieldNames.map((field): [string, Property] => {
    const { schema, secret = false, default: byDefault } = fields[field];
    return [field, { schema, isRequired: byDefault === undefined, isSecret: secret }];
  }),
  ...Object.entries(options).map(([option, schema]): [string, Property] => [
    option,
    { schema, isRequired: false, isSecret: false },
  ]),
]);

/**
 * Checks a declaration and lists every mistake. Values that are unknown yet pass.
 *
 * @param options.optional required fields that may be left out all the same
 */
export function validateDeclaration(
  declaration: object,
  { optional = [] }: { optional?: readonly string[] } = {},
): Mistake[] {
  const values: Record<string, unknown> = { ...declaration };
  const mistakes: Mistake[] = Object.keys(values)
    .filter((name) => !properties.has(name))
    .map((name) => ({
      path: [name],
      reason: `is not a field of a Key Manager, which has: ${[...properties.keys()].join(", ")}`,
    }));
  for (const [name, { schema, isRequired, isSecret }] of properties) {
    const value = values[name];
    const mayBeLeftOut = !isRequired || optional.includes(name);
    if (hasUnknown(value) || (value === undefined && mayBeLeftOut)) continue;
    for (const { path, reason } of explain(schema, value, isSecret ? { secrets: [""] } : {})) {
      mistakes.push({ path: [name, ...path], reason });
    }
  }
  return mistakes.concat(aliasMistakes(values));
}

/** WSO2 keeps the alias with the exchange of tokens, and drops it where there is none. */
function aliasMistakes({ alias, tokenType = "DIRECT" }: Partial<KeyManagerInputs>): Mistake[] {
  if (hasUnknown(alias) || hasUnknown(tokenType)) return [];
  if (tokenType === "DIRECT" && alias !== undefined) {
    return [{ path: ["alias"], reason: "needs tokenType EXCHANGED or BOTH" }];
  }
  if (tokenType !== "DIRECT" && alias === undefined) {
    return [{ path: ["alias"], reason: `is missing; tokenType ${tokenType} needs it` }];
  }
  return [];
}
