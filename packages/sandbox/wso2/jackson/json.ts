import { javaDouble } from "./javaDouble";

/** A number as it is written: JavaScript would lose the difference between `5` and `5.0`. */
export class JsonNumber {
  constructor(readonly text: string) {}

  /** As Java's `Double` prints it. */
  get asDouble(): JsonNumber {
    return new JsonNumber(javaDouble(Number(this.text)));
  }
}

/** JSON of any shape, as Jackson reads it into an `Object`. */
export type Json = null | boolean | string | JsonNumber | Json[] | JsonObject;
export type JsonObject = Map<string, Json>;

/** What can be printed: JSON, and JavaScript's own values, whose numbers are integers. */
export type Printable = null | undefined | boolean | string | number | object;

/** JSON text. A property that is `undefined` is left out, one that is `null` is not. */
export function print(value: Printable): string {
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) return `[${(value as Printable[]).map(print).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const members: ReadonlyMap<string, Printable> =
    value instanceof Map ? value : new Map<string, Printable>(Object.entries(value));
  return `{${[...members]
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${JSON.stringify(name)}:${print(member)}`)
    .join(",")}}`;
}

/** JSON as the data of a state file: numbers become JavaScript's. */
export type PlainJson = null | boolean | string | number | PlainJson[] | PlainObject;
export interface PlainObject {
  [property: string]: PlainJson;
}

export function toPlain(value: Json): PlainJson {
  if (value instanceof JsonNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Map) return toPlainObject(value);
  return value;
}

export function toPlainObject(value: JsonObject): PlainObject {
  return Object.fromEntries([...value].map(([name, member]) => [name, toPlain(member)]));
}

/** Reads stored data back; every number is a double from then on. */
export function fromPlain(value: PlainJson): Json {
  if (typeof value === "number") return new JsonNumber(javaDouble(value));
  if (Array.isArray(value)) return value.map(fromPlain);
  if (typeof value === "object" && value !== null) return fromPlainObject(value);
  return value;
}

export function fromPlainObject(value: PlainObject): JsonObject {
  return new Map(Object.entries(value).map(([name, member]) => [name, fromPlain(member)]));
}
