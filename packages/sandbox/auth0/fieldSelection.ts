import { isJsonObject, type JsonObject } from "./state";
import { booleanParameter, listParameter } from "./validation";

/** Query parameters that choose what is shown of an entity. */
export interface FieldSelection {
  fields?: string;
  include_fields?: boolean;
}

/** Schema of those parameters for an entity whose fields have these `names`. */
export function fieldParameters(names: readonly string[]) {
  return {
    fields: listParameter(
      "Comma-separated list of fields to include or exclude (based on value provided for include_fields) in the result. Leave empty to retrieve all fields.",
      names,
    ),
    include_fields: booleanParameter(
      "Whether specified fields are to be included (true) or excluded (false).",
    ),
  };
}

/** What is left of `object` when only the named fields, or all others, are wanted. */
export function selectFields(
  object: JsonObject,
  { fields, include_fields: include = true }: FieldSelection,
): JsonObject {
  return fields === undefined ? object : select(object, fields.split(","), include);
}

/** Keeps (or drops) the members that are named; `a.b` means member `b` of `a`. */
function select(object: JsonObject, names: readonly string[], include: boolean): JsonObject {
  const selected: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    const prefix = `${key}.`;
    const inside = names.filter((name) => name.startsWith(prefix));
    if (names.includes(key)) {
      if (include) selected[key] = value;
    } else if (inside.length > 0 && isJsonObject(value)) {
      const members = inside.map((name) => name.slice(prefix.length));
      selected[key] = select(value, members, include);
    } else if (!include) {
      selected[key] = value;
    }
  }
  return selected;
}
