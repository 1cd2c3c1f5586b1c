/** A secret that is at least so long stands nowhere by chance, so that it is masked within words, too. */
const unmistakable = 12;

/** A text without secrets. Of a short secret whole words are taken: "admin" leaves "administrator". */
export function masked(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== "")
    .sort((left, right) => right.length - left.length)
    .reduce((rest, secret) => rest.replace(patternOf(secret), "[secret]"), text);
}

/** A value from JSON with every text in it masked; what is not text stays as it is. */
export function maskedIn<Value>(value: Value, secrets: readonly string[]): Value {
  return mapTexts(value, (text) => masked(text, secrets)) as Value;
}

function mapTexts(value: unknown, convert: (text: string) => string): unknown {
  if (typeof value === "string") return convert(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, convert));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, item]) => [key, mapTexts(item, convert)]);
  return Object.fromEntries(members) as unknown;
}

function patternOf(secret: string): RegExp {
  const escaped = secret.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  return new RegExp(secret.length < unmistakable ? `(?<!\\w)${escaped}(?!\\w)` : escaped, "g");
}
