import { secretSignature, signature } from "../secretObject";

/** Values of which those with these names are secrets, for the engine to encrypt. */
export function wrapped(values: object, names: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      names.includes(name) && value !== undefined
        ? { [signature]: secretSignature, plaintext: JSON.stringify(value) }
        : (value as unknown),
    ]),
  );
}
