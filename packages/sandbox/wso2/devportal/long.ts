import { DisallowedValue, integer, type Reader } from "../jackson/beans";

/** A `Long`; of what is beyond JavaScript's integers only the magnitude is kept. */
export const long: Reader<number | null> = (token, tokens) => {
  if (token.kind !== "integer") return integer(token, tokens);
  const value = BigInt(token.text);
  if (value !== BigInt.asIntN(64, value)) throw new DisallowedValue();
  return Number(value);
};
