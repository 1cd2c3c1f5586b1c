/** How Pulumi's files tell that a value is a secret. */
const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** Values of which those with these names are secrets, for the engine to encrypt. */
export function wrapped(values: object, names: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      names.includes(name) && value !== undefined
        ? { ...signature, plaintext: JSON.stringify(value) }
        : (value as unknown),
    ]),
  );
}
