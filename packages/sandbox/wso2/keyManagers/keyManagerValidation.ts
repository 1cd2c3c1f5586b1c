import { connectorOf, residentKeyManager, residentType } from "./connectors";
import {
  invalidKeyManagerType,
  keyManagerNameEmpty,
  requiredConfigurationMissing,
  roleDoesNotExist,
} from "../errors";
import { javaTrim } from "../jackson/javaTrim";
import type { KeyManagerConfiguration } from "./keyManagerConfiguration";
import type { ReleaseTraits } from "../releases";

/** Whether it is the Key Manager that comes with the product. */
export function isResident({ name, type }: { name: string | null; type: string | null }): boolean {
  return name === residentKeyManager && (type === residentType || type === "WSO2-IS");
}

/** A role may be a list with commas; a blank one counts as existing. */
export function checkRoles(
  { permissions }: KeyManagerConfiguration,
  existingRoles: readonly string[],
): void {
  for (const role of permissions.roles) {
    if (role === null || javaTrim(role) === "") continue;
    const names = role.split(",").map(javaTrim);
    if (!names.every((name) => existingRoles.includes(name))) throw roleDoesNotExist();
  }
}

/** Trims, validates and completes a configuration; one that only exchanges tokens is let through. */
export function validate(configuration: KeyManagerConfiguration, traits: ReleaseTraits): void {
  if (configuration.tokenType === "EXCHANGED") return;
  if (traits.whitespace === "trimmed") trim(configuration);
  if (!configuration.name) throw keyManagerNameEmpty();
  if (isResident(configuration)) return;
  const connector = connectorOf(configuration.type);
  if (!connector) throw invalidKeyManagerType();
  const { properties, endpoints } = configuration;
  // Only the presence of the key counts; a default does not make up for its absence.
  const required = connector.configurations.filter((property) => property.required);
  if (!required.every(({ name }) => properties.has(name))) throw requiredConfigurationMissing();
  setDefault(configuration, "consumer_key_claim", connector.defaultConsumerKeyClaim);
  setDefault(configuration, "scopes_claim", connector.defaultScopesClaim);
  if (!traits.requiredEndpoints.every((name) => endpoints.has(name))) {
    throw requiredConfigurationMissing();
  }
}

function trim({ properties }: KeyManagerConfiguration): void {
  for (const [name, value] of properties) {
    if (typeof value === "string") properties.set(name, javaTrim(value));
  }
}

function setDefault({ properties }: KeyManagerConfiguration, name: string, value: string): void {
  if (!properties.has(name)) properties.set(name, value);
}
