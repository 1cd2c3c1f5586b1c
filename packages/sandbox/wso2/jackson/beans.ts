import { javaDouble } from "./javaDouble";
import { javaTrim } from "./javaTrim";
import { JsonNumber, type Json, type JsonObject } from "./json";
import { JsonParseFailure, TokenReader, type Token } from "./tokens";

/** A property that the class does not have. */
export class UnrecognizedProperty extends Error {
  constructor(readonly property: string) {
    super();
  }
}

/** A value that does not fit its property. */
export class DisallowedValue extends Error {}

/** Reads one value, of which `first` is the first token. */
export type Reader<T> = (first: Token, tokens: TokenReader) => T;

/** The properties of a class and how each is read. */
export type Properties<T> = { readonly [Name in keyof T]-?: Reader<T[Name]> };

/** `undefined` for an empty body or the JSON text `null`: the method gets no object then. */
export function readBody<T>(body: string, reader: Reader<T | null>): T | undefined {
  const tokens = new TokenReader(body);
  const first = tokens.next();
  if (first.kind === "end") return undefined;
  const result = reader(first, tokens);
  if (tokens.next().kind !== "end") throw new DisallowedValue();
  return result ?? undefined;
}

/** An object of a class. A broken value inside of it counts as one that does not fit. */
export function bean<T extends object>(
  defaults: () => T,
  properties: Partial<Properties<T>>,
): Reader<T | null> {
  const readers = new Map(Object.entries(properties)) as Map<string, Reader<unknown>>;
  return (first, tokens) => {
    if (first.kind === "null") return null;
    if (first.kind !== "{") throw new DisallowedValue();
    const result = defaults();
    for (let token = tokens.next(); token.kind === "name"; token = tokens.next()) {
      const name = token.text;
      const value = tokens.next();
      const reader = readers.get(name);
      if (!reader) throw new UnrecognizedProperty(name);
      Object.assign(result, { [name]: insideOfBean(() => reader(value, tokens)) });
    }
    return result;
  };
}

function insideOfBean<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonParseFailure) throw new DisallowedValue();
    throw error;
  }
}

/** A `String`: numbers and booleans are accepted and become their text. */
export const text: Reader<string | null> = (token) => {
  switch (token.kind) {
    case "string":
      return token.read();
    case "integer":
    case "decimal":
      return token.text;
    case "true":
    case "false":
      return token.kind;
    case "null":
      return null;
    default:
      throw new DisallowedValue();
  }
};

/** A `Boolean`: also as text, and as an integer, of which 0 is false. */
export const flag: Reader<boolean | null> = (token) => {
  switch (token.kind) {
    case "true":
      return true;
    case "false":
      return false;
    case "null":
      return null;
    case "integer":
      return !/^-?0+$/.test(token.text);
    case "string":
      return flagInText(javaTrim(token.read()));
    default:
      throw new DisallowedValue();
  }
};

function flagInText(value: string): boolean | null {
  if (["true", "True", "TRUE"].includes(value)) return true;
  if (["false", "False", "FALSE"].includes(value)) return false;
  if (value === "" || value === "null") return null;
  throw new DisallowedValue();
}

/** An `Integer`: a fraction is cut off; also as text. */
export const integer: Reader<number | null> = (token) => {
  switch (token.kind) {
    case "integer":
    case "decimal":
      return withinInteger(Math.trunc(Number(token.text)));
    case "null":
      return null;
    case "string": {
      const value = javaTrim(token.read());
      if (value === "" || value === "null") return null;
      if (!/^[+-]?[0-9]+$/.test(value)) throw new DisallowedValue();
      return withinInteger(Number(value));
    }
    default:
      throw new DisallowedValue();
  }
};

function withinInteger(value: number): number {
  if (value < -(2 ** 31) || value >= 2 ** 31) throw new DisallowedValue();
  return value;
}

/** An enum of WSO2's: whatever is none of its values is read as null. */
export function oneOf<T extends string>(values: readonly T[]): Reader<T | null> {
  return (token, tokens) => {
    const value = text(token, tokens);
    return values.find((candidate) => candidate === value) ?? null;
  };
}

/** A `List`; a single value is none. */
export function listOf<T>(element: Reader<T>): Reader<T[] | null> {
  return (first, tokens) => {
    if (first.kind === "null") return null;
    if (first.kind !== "[") throw new DisallowedValue();
    const result: T[] = [];
    for (let token = tokens.next(); token.kind !== "]"; token = tokens.next()) {
      const value = token;
      result.push(insideOfBean(() => element(value, tokens)));
    }
    return result;
  };
}

/** An `Object`: whatever JSON there is. */
export const any: Reader<Json> = (first, tokens) => readAny(first, tokens);

function readAny(first: Token, tokens: TokenReader): Json {
  switch (first.kind) {
    case "{":
      return readObject(tokens);
    case "[": {
      const result: Json[] = [];
      for (let token = tokens.next(); token.kind !== "]"; token = tokens.next()) {
        result.push(readAny(token, tokens));
      }
      return result;
    }
    case "string":
      return first.read();
    case "integer":
      return new JsonNumber(first.text === "-0" ? "0" : first.text);
    case "decimal":
      return new JsonNumber(javaDouble(Number(first.text)));
    case "true":
      return true;
    case "false":
      return false;
    default:
      return null;
  }
}

function readObject(tokens: TokenReader): JsonObject {
  const result: JsonObject = new Map();
  for (let token = tokens.next(); token.kind === "name"; token = tokens.next()) {
    const name = token.text;
    result.set(name, readAny(tokens.next(), tokens));
  }
  return result;
}
