import { internalServerError } from "../errors";
import { print, type Json, type JsonObject } from "../jackson/json";
import {
  furtherFieldsIn,
  newKeyManager,
  type ClaimMapping,
  type KeyManager,
  type PermissionType,
  type TokenType,
  type TokenValidation,
} from "./keyManagerModel";
import { javaTrim } from "../jackson/javaTrim";
import { asBoolean, asText, doubles, parse, withoutNulls } from "../jackson/gson";

/**
 * A Key Manager as the server works on it: most of its fields are merged with the additional
 * properties into one map, under internal names.
 */
export interface KeyManagerConfiguration {
  uuid: string;
  name: string | null;
  displayName: string | null;
  description: string | null;
  type: string | null;
  enabled: boolean;
  organization: string;
  tokenType: TokenType;
  alias: string | null;
  permissions: { permissionType: PermissionType; roles: (string | null)[] };
  allowedOrganizations: (string | null)[];
  properties: JsonObject;
  /** The endpoints of a request: these are validated, `properties` are stored. */
  endpoints: Map<string | null, string | null>;
}

/** The organization to which global Key Managers belong. */
export const globalOrganization = "WSO2/System";

const endpointKeys = {
  clientRegistrationEndpoint: "client_registration_endpoint",
  introspectionEndpoint: "introspection_endpoint",
  tokenEndpoint: "token_endpoint",
  displayTokenEndpoint: "display_token_endpoint",
  revokeEndpoint: "revoke_endpoint",
  displayRevokeEndpoint: "display_revoke_endpoint",
  scopeManagementEndpoint: "scope_endpoint",
  userInfoEndpoint: "userinfo_endpoint",
  authorizeEndpoint: "authorize_endpoint",
} as const;

const otherTextKeys = {
  issuer: "issuer",
  wellKnownEndpoint: "well_known_endpoint",
  consumerKeyClaim: "consumer_key_claim",
  scopesClaim: "scopes_claim",
} as const;

const flagKeys = {
  enableOAuthAppCreation: "enable_oauth_app_creation",
  enableMapOAuthConsumerApps: "enable_map_oauth_consumer_apps",
  enableTokenGeneration: "enable_token_generation",
  enableTokenHashing: "enable_token_hash",
  enableTokenEncryption: "enable_token_encryption",
  enableSelfValidationJWT: "self_validate_jwt",
} as const;

/** A request's Key Manager as the server works on it. */
export function toConfiguration(
  organization: string,
  uuid: string,
  keyManager: KeyManager,
): KeyManagerConfiguration {
  // Unboxing null throws in the real code.
  if (keyManager.enabled === null || keyManager.tokenType === null) throw internalServerError();
  const { permissionType, roles } = keyManager.permissions ?? { permissionType: null, roles: null };
  return {
    uuid,
    name: keyManager.name,
    displayName: keyManager.displayName,
    description: keyManager.description,
    type: keyManager.type,
    enabled: keyManager.enabled,
    organization,
    tokenType: keyManager.tokenType,
    alias: keyManager.alias,
    permissions:
      permissionType === null
        ? { permissionType: "PUBLIC", roles: [] }
        : { permissionType, roles: roles ?? [] },
    allowedOrganizations: keyManager.allowedOrganizations ?? [],
    properties: toProperties(keyManager),
    endpoints: toEndpoints(keyManager),
  };
}

function toEndpoints(keyManager: KeyManager): Map<string | null, string | null> {
  const endpoints = new Map<string | null, string | null>();
  for (const [field, key] of entriesOf(endpointKeys)) {
    const value = keyManager[field];
    if (value) endpoints.set(key, value);
  }
  for (const endpoint of keyManager.endpoints ?? []) {
    if (endpoint === null) throw internalServerError();
    endpoints.set(endpoint.name, endpoint.value);
  }
  return endpoints;
}

/** Later lines win over the additional properties, which is why their order matters. */
function toProperties(keyManager: KeyManager): JsonObject {
  const { additionalProperties, certificates, tokenValidation, claimMapping } = keyManager;
  const properties: JsonObject = new Map(
    additionalProperties instanceof Map ? additionalProperties : [],
  );
  for (const [field, key] of [...entriesOf(endpointKeys), ...entriesOf(otherTextKeys)]) {
    const value = keyManager[field];
    if (value) properties.set(key, value);
  }
  if (keyManager.availableGrantTypes !== null) {
    properties.set("grant_types", keyManager.availableGrantTypes);
  }
  if (certificates !== null) {
    properties.set("certificate_value", certificates.value);
    if (certificates.type !== null) properties.set("certificate_type", certificates.type);
  }
  for (const [field, key] of entriesOf(flagKeys)) properties.set(key, keyManager[field]);
  if (tokenValidation !== null && tokenValidation.length > 0) {
    properties.set("token_format_string", print(withoutNulls(tokenValidation.map(toObject))));
  }
  if (claimMapping !== null) properties.set("claim_mappings", claimMapping.map(toObject));
  for (const [field, value] of furtherFieldsIn(keyManager)) properties.set(field, value);
  return properties;
}

function toObject(value: ClaimMapping | TokenValidation | null): Json {
  if (value === null) return null;
  return new Map(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === "number" ? parse(String(member)) : (member as Json),
    ]),
  );
}

/** The Key Manager as an answer shows it: what has a field of its own leaves the properties. */
export function toKeyManager(configuration: KeyManagerConfiguration): KeyManager {
  const properties = withoutNulls(configuration.properties) as JsonObject;
  return {
    ...newKeyManager(),
    id: configuration.uuid,
    name: configuration.name,
    displayName: configuration.displayName,
    description: configuration.description,
    type: configuration.type,
    enabled: configuration.enabled,
    global: configuration.organization === globalOrganization,
    tokenType: configuration.tokenType,
    alias: configuration.alias,
    permissions: configuration.permissions,
    allowedOrganizations: configuration.allowedOrganizations,
    ...liftTexts(properties),
    ...liftGrantTypes(properties),
    ...liftCertificates(properties),
    ...liftFlags(properties),
    ...liftTokenValidation(properties),
    ...liftClaimMapping(properties),
    additionalProperties: doubles(properties),
  };
}

function liftTexts(properties: JsonObject): Partial<KeyManager> {
  const lifted: Partial<KeyManager> = {};
  for (const [field, key] of [...entriesOf(endpointKeys), ...entriesOf(otherTextKeys)]) {
    const element = properties.get(key);
    if (element === undefined) continue;
    const value = asText(element);
    if (key.startsWith("display_") && javaTrim(value) === "") continue;
    lifted[field] = value;
    properties.delete(key);
  }
  return lifted;
}

function liftGrantTypes(properties: JsonObject): Partial<KeyManager> {
  const element = properties.get("grant_types");
  if (!Array.isArray(element)) return {};
  properties.delete("grant_types");
  return { availableGrantTypes: element.map(doubles) };
}

/** One of the two alone stays among the properties. */
function liftCertificates(properties: JsonObject): Partial<KeyManager> {
  const type = properties.get("certificate_type");
  const value = properties.get("certificate_value");
  if (type === undefined || value === undefined) return {};
  const typeText = asText(type);
  properties.delete("certificate_type");
  properties.delete("certificate_value");
  return {
    certificates: {
      type: typeText === "JWKS" || typeText === "PEM" ? typeText : null,
      value: asText(value),
    },
  };
}

/** `self_validate_jwt` is the one that stays among the properties as well. */
function liftFlags(properties: JsonObject): Partial<KeyManager> {
  const lifted: Partial<KeyManager> = {};
  const encryptionKnown = properties.has("enable_token_encryption");
  for (const [field, key] of entriesOf(flagKeys)) {
    const element = properties.get(key);
    // Hashing is read if encryption is there; that hashing itself may be missing was forgotten.
    if (field === "enableTokenHashing" && !encryptionKnown) continue;
    if (field === "enableTokenHashing" && element === undefined) throw internalServerError();
    if (element === undefined) continue;
    lifted[field] = asBoolean(element);
    if (field !== "enableSelfValidationJWT") properties.delete(key);
  }
  return lifted;
}

function liftTokenValidation(properties: JsonObject): Partial<KeyManager> {
  const element = properties.get("token_format_string");
  if (element === undefined || Array.isArray(element) || element instanceof Map) return {};
  const list = parse(asText(element));
  properties.delete("token_format_string");
  return { tokenValidation: elementsOf(list).map((entry) => entry && readTokenValidation(entry)) };
}

function readTokenValidation(entry: JsonObject): TokenValidation {
  const id = entry.get("id") ?? null;
  const type = entry.get("type");
  return {
    id: id === null ? null : Number(asText(id)),
    enable: asBoolean(entry.get("enable") ?? true),
    type: type === "REFERENCE" || type === "JWT" || type === "CUSTOM" ? type : null,
    value: doubles(entry.get("value") ?? null),
  };
}

function liftClaimMapping(properties: JsonObject): Partial<KeyManager> {
  const element = properties.get("claim_mappings");
  if (element === undefined) return {};
  properties.delete("claim_mappings");
  return {
    claimMapping: elementsOf(element).map(
      (entry) =>
        entry && {
          remoteClaim: optionalText(entry.get("remoteClaim")),
          localClaim: optionalText(entry.get("localClaim")),
        },
    ),
  };
}

function optionalText(element: Json | undefined): string | null {
  return element === undefined || element === null ? null : asText(element);
}

function elementsOf(list: Json): (JsonObject | null)[] {
  if (!Array.isArray(list)) throw internalServerError();
  return list.map((element) => {
    if (element !== null && !(element instanceof Map)) throw internalServerError();
    return element;
  });
}

function entriesOf<Keys extends Record<string, string>>(keys: Keys) {
  return Object.entries(keys) as [keyof Keys, string][];
}
