/**
 * One form for each kind of value, so that what WSO2 answers and what is declared can be compared:
 * white space that WSO2 trims, empty values that it stores as none, and orders that mean nothing
 * are gone. All functions take what either side may hold and are idempotent.
 */
export type Canonical =
  null | boolean | number | string | readonly Canonical[] | { readonly [key: string]: Canonical };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const byText = (left: Canonical, right: Canonical) =>
  JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;

/** WSO2 stores an empty text as none and trims the rest. */
export function trimmedText(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** WSO2 treats none as false. */
export function flag(value: unknown): boolean {
  return value === true;
}

/** A list in which neither order nor repetition matters. */
export function set(value: unknown): Canonical[] {
  return [...new Set(items(value).map(trimmedText))].filter((item) => item !== null).sort();
}

/** Any JSON with sorted keys; WSO2 drops members that are null and trims texts. */
export function properties(value: unknown): Canonical {
  if (Array.isArray(value)) return value.map(properties);
  if (isRecord(value)) {
    const members = Object.entries(value).filter(
      ([, member]) => member !== null && member !== undefined,
    );
    members.sort(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(members.map(([key, member]) => [key, properties(member)]));
  }
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}

/** PEM texts are kept as text here; WSO2's API has them in base64. */
export function certificates(value: unknown): Canonical {
  if (!isRecord(value)) return null;
  const content = trimmedText(value["value"]);
  if (content === null) return null;
  return value["type"] === "PEM"
    ? { type: "PEM", value: pemText(content) }
    : { type: trimmedText(value["type"]), value: content };
}

export function certificatesToWire(value: Canonical): unknown {
  if (!isRecord(value) || value["type"] !== "PEM") return value;
  return {
    type: "PEM",
    value: Buffer.from(`${trimmedText(value["value"]) ?? ""}\n`).toString("base64"),
  };
}

function pemText(content: string): string {
  const decoded = content.startsWith("-----") ? content : Buffer.from(content, "base64").toString();
  return decoded.replace(/\r\n/g, "\n").trim() + "\n";
}

/** Ids of the rules are positions; WSO2 gives them no other meaning. */
export function tokenHandling(value: unknown): Canonical[] {
  return items(value)
    .filter(isRecord)
    .map((rule) => ({
      type: trimmedText(rule["type"]),
      enable: rule["enable"] !== false,
      value: properties(rule["value"]),
    }));
}

export function tokenHandlingToWire(value: Canonical): unknown {
  return items(value)
    .filter(isRecord)
    .map(({ value: pattern, ...rule }, index) => ({
      id: index + 1,
      ...rule,
      ...(pattern !== null && { value: pattern }),
    }));
}

export function claimMapping(value: unknown): Canonical[] {
  return items(value)
    .filter(isRecord)
    .map(({ remoteClaim, localClaim }) => ({
      remoteClaim: trimmedText(remoteClaim),
      localClaim: trimmedText(localClaim),
    }))
    .sort(byText);
}

/** A public entry has no roles, whatever was sent. */
export function permissions(value: unknown): Canonical {
  const { permissionType, roles } = isRecord(value) ? value : {};
  return permissionType === "ALLOW" || permissionType === "DENY"
    ? { permissionType, roles: set(roles) }
    : { permissionType: "PUBLIC", roles: [] };
}

/** An entry without organizations is one for all. */
export function organizations(value: unknown): Canonical[] {
  const ids = set(value);
  return ids.length === 0 ? ["ALL"] : ids;
}

/** Whether two values in canonical form are the same. */
export function equal(left: Canonical, right: Canonical): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
