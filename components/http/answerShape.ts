/** What an answer looks like, without any of its values. */
export interface AnswerShape {
  /** Kinds of values that were seen, in JSON's words. */
  readonly is: readonly string[];
  /** Of objects: the shape of each field. */
  readonly fields?: Readonly<Record<string, AnswerShape>>;
  /** Of objects: the fields that each of them has. */
  readonly always?: readonly string[];
  /** Of arrays: what was seen in them. */
  readonly items?: AnswerShape;
}

/** Fields whose own fields are named by users. */
const named = ["additionalProperties", "attributes", "client_metadata"];

export function shapeOf(value: unknown): AnswerShape {
  if (Array.isArray(value)) {
    const [first, ...others] = value.map(shapeOf);
    return { is: ["array"], ...(first && { items: others.reduce(mergedShape, first) }) };
  }
  if (typeof value !== "object" || value === null) {
    return { is: [value === null ? "null" : value === undefined ? "nothing" : typeof value] };
  }
  const fields = Object.entries(value).map(([name, field]) => [
    name,
    named.includes(name) ? { is: shapeOf(field).is } : shapeOf(field),
  ]);
  return {
    is: ["object"],
    fields: Object.fromEntries(fields) as Record<string, AnswerShape>,
    always: Object.keys(value).sort(),
  };
}

/** What is either of one shape or of the other. */
export function mergedShape(one: AnswerShape, other: AnswerShape): AnswerShape {
  const is = [...new Set([...one.is, ...other.is])].sort();
  const items =
    one.items && other.items ? mergedShape(one.items, other.items) : (one.items ?? other.items);
  const fields = mergedFields(one.fields, other.fields);
  const always =
    one.always && other.always
      ? one.always.filter((name) => other.always?.includes(name))
      : (one.always ?? other.always);
  return { is, ...(fields && { fields }), ...(always && { always }), ...(items && { items }) };
}

function mergedFields(
  one: AnswerShape["fields"],
  other: AnswerShape["fields"],
): AnswerShape["fields"] {
  if (one === undefined || other === undefined) return one ?? other;
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  const fields = names.map((name) => {
    const [left, right] = [own(one, name), own(other, name)];
    return [name, left && right ? mergedShape(left, right) : (left ?? right)];
  });
  return Object.fromEntries(fields) as Record<string, AnswerShape>;
}

/**
 * How an answer differs from what was expected.
 *
 * @param path of the answer's part that is looked at
 */
export function shapeDifferences(expected: AnswerShape, seen: AnswerShape, path = ""): string[] {
  const others = seen.is.filter((kind) => !expected.is.includes(kind));
  if (others.length > 0)
    return [`${path || "the answer"} is ${others.join(" or ")}, not ${expected.is.join(" or ")}`];
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const missing = (expected.always ?? []).filter((name) => seen.always?.includes(name) === false);
  const fields = Object.entries(seen.fields ?? {}).flatMap(([name, shape]) => {
    const known = own(expected.fields, name);
    return known
      ? shapeDifferences(known, shape, at(name))
      : expected.fields
        ? [`${at(name)} is new`]
        : [];
  });
  const items =
    expected.items && seen.items ? shapeDifferences(expected.items, seen.items, `${path}[]`) : [];
  const lacking =
    missing.length > 0
      ? [`${missing.map(at).join(", ")} ${missing.length > 1 ? "are" : "is"} missing`]
      : [];
  return [...lacking, ...fields, ...items];
}

/** A field may be called as something that every object of JavaScript has. */
function own(fields: AnswerShape["fields"], name: string): AnswerShape | undefined {
  return fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
}
