import { internalServerError } from "../errors";
import { any, readBody } from "./beans";
import { JsonNumber, type Json } from "./json";

/*
 * The server keeps a Key Manager's configuration with Gson, whose conversions differ from Jackson's
 * and whose exceptions nothing expects: they all end as 500.
 */

/** What Gson writes: members of objects that are null are left out, elements of arrays are not. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!(value instanceof Map)) return value;
  return new Map(
    [...value]
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, withoutNulls(member)]),
  );
}

/** What Gson reads into an `Object`: every number is a double. */
export function doubles(value: Json): Json {
  if (value instanceof JsonNumber) return value.asDouble;
  if (Array.isArray(value)) return value.map(doubles);
  if (value instanceof Map) {
    return new Map([...value].map(([name, member]) => [name, doubles(member)]));
  }
  return value;
}

/** `getAsString`: also of numbers, booleans and of the only element of an array. */
export function asText(element: Json): string {
  if (typeof element === "string") return element;
  if (typeof element === "boolean") return String(element);
  if (element instanceof JsonNumber) return element.text;
  if (Array.isArray(element) && element.length === 1) return asText(element[0] ?? null);
  throw internalServerError();
}

/** `getAsBoolean`: whatever does not read "true" is false. */
export function asBoolean(element: Json): boolean {
  return typeof element === "boolean" ? element : asText(element).toLowerCase() === "true";
}

/** Reads JSON text. */
export function parse(text: string): Json {
  try {
    return readBody(text, any) ?? null;
  } catch {
    throw internalServerError();
  }
}
