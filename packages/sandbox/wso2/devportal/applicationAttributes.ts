import type { ApplicationAttribute } from "../state";

/** Values of an application's attributes, by name. */
export type Attributes = Record<string, string>;

/**
 * The attributes that are stored: only those that an administrator has configured; everything else
 * is dropped without a word. `undefined` if a required one is missing.
 */
export function attributesToStore(
  configured: readonly ApplicationAttribute[],
  requested: Record<string, string | null>,
  existing?: Attributes,
): Attributes | undefined {
  const stored: Attributes = {};
  for (const attribute of configured) {
    const value = attributeToStore(attribute, requested, existing);
    if (value === undefined && attribute.required) return undefined;
    if (value !== undefined) stored[attribute.name] = value;
  }
  return stored;
}

function attributeToStore(
  { name, required, hidden, defaultValue }: ApplicationAttribute,
  requested: Record<string, string | null>,
  existing: Attributes | undefined,
): string | undefined {
  const known = existing?.[name];
  const preset = known ?? defaultValue;
  if (hidden) return required ? preset || undefined : known;
  const value = requested[name];
  if (value !== undefined) return value ?? "";
  // Only a new application gets what is neither required nor sent.
  if (!required) return existing ? undefined : "";
  return preset || undefined;
}

/** The attributes that are shown: those that are configured and not hidden, empty if not set. */
export function attributesToShow(
  configured: readonly ApplicationAttribute[],
  stored: Attributes,
): Attributes {
  return Object.fromEntries(
    configured.filter(({ hidden }) => !hidden).map(({ name }) => [name, stored[name] ?? ""]),
  );
}
