import { connectorOf } from "./connectors";
import { internalServerError } from "../errors";
import type { KeyManagerConfiguration } from "./keyManagerConfiguration";
import type { ReleaseTraits } from "../releases";

/** What is shown in place of a secret, and what a PUT sends to keep the stored one. */
const mask = "*****";

/** Hides the secrets that are there; only GET does so. */
export function maskSecrets({ type, properties }: KeyManagerConfiguration): void {
  for (const name of secretNames(type)) {
    if (properties.has(name)) properties.set(name, mask);
  }
}

/**
 * Puts the stored secrets back where a PUT sent the mask. Without `stored`, that is on POST, the
 * mask is taken for the secret itself, or the server fails.
 */
export function restoreSecrets(
  { type, properties }: KeyManagerConfiguration,
  { maskOnCreate }: ReleaseTraits,
  stored?: KeyManagerConfiguration,
): void {
  for (const name of secretNames(type)) {
    const value = properties.get(name) ?? null;
    // The cast to String fails in the real code.
    if (value !== null && typeof value !== "string") throw internalServerError();
    if (value === mask && !stored && maskOnCreate === 500) throw internalServerError();
    if (value === mask && stored) properties.set(name, stored.properties.get(name) ?? null);
  }
}

function secretNames(type: string | null): string[] {
  const properties = connectorOf(type)?.configurations ?? [];
  return properties.filter((property) => property.mask).map(({ name }) => name);
}
