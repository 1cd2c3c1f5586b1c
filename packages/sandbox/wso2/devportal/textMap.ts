import { DisallowedValue, text, type Reader } from "../jackson/beans";

/** A `Map<String, String>`. */
export const textMap: Reader<Record<string, string | null> | null> = (first, tokens) => {
  if (first.kind === "null") return null;
  if (first.kind !== "{") throw new DisallowedValue();
  const result: Record<string, string | null> = {};
  for (let token = tokens.next(); token.kind === "name"; token = tokens.next()) {
    result[token.text] = text(tokens.next(), tokens);
  }
  return result;
};
