import { DisallowedValue, integer, type Reader } from "../jackson/beans";

/** A `Long`; of what is beyond JavaScript's integers only the magnitude is kept. */
export const long: Reader<number | null> = (token, tokens) => {
  if (token.kind !== "integer") return integer(token, tokens);
  if (!isLong(token.text)) throw new DisallowedValue();
  return Number(token.text);
};

/** Whether an integer fits into a `Long`. */
export function isLong(text: string): boolean {
  const value = BigInt(text);
  return value === BigInt.asIntN(64, value);
}
