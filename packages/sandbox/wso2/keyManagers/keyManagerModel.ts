import { any, bean, flag, integer, listOf, oneOf, text, type Reader } from "../jackson/beans";
import type { Json } from "../jackson/json";
import type { LaterField, ReleaseTraits } from "../releases";

export const tokenTypes = ["DIRECT", "EXCHANGED", "BOTH"] as const;
export const permissionTypes = ["PUBLIC", "ALLOW", "DENY"] as const;
export const certificateTypes = ["JWKS", "PEM"] as const;
const tokenValidationTypes = ["REFERENCE", "JWT", "CUSTOM"] as const;

export type TokenType = (typeof tokenTypes)[number];
export type PermissionType = (typeof permissionTypes)[number];
export type CertificateType = (typeof certificateTypes)[number];

export interface Permissions {
  permissionType: PermissionType | null;
  roles: (string | null)[] | null;
}

export interface Certificates {
  type: CertificateType | null;
  value: string | null;
}

export interface Endpoint {
  name: string | null;
  value: string | null;
}

export interface ClaimMapping {
  remoteClaim: string | null;
  localClaim: string | null;
}

export interface TokenValidation {
  id: number | null;
  enable: boolean | null;
  type: (typeof tokenValidationTypes)[number] | null;
  value: Json;
}

/** A Key Manager as requests and answers have it. */
export interface KeyManager {
  id: string | null;
  name: string | null;
  displayName: string | null;
  type: string | null;
  description: string | null;
  wellKnownEndpoint: string | null;
  introspectionEndpoint: string | null;
  clientRegistrationEndpoint: string | null;
  tokenEndpoint: string | null;
  displayTokenEndpoint: string | null;
  revokeEndpoint: string | null;
  displayRevokeEndpoint: string | null;
  userInfoEndpoint: string | null;
  authorizeEndpoint: string | null;
  endpoints: (Endpoint | null)[] | null;
  certificates: Certificates | null;
  issuer: string | null;
  alias: string | null;
  scopeManagementEndpoint: string | null;
  availableGrantTypes: Json[] | null;
  enableTokenGeneration: boolean | null;
  enableTokenEncryption: boolean | null;
  enableTokenHashing: boolean | null;
  enableMapOAuthConsumerApps: boolean | null;
  enableOAuthAppCreation: boolean | null;
  enableSelfValidationJWT: boolean | null;
  claimMapping: (ClaimMapping | null)[] | null;
  consumerKeyClaim: string | null;
  scopesClaim: string | null;
  tokenValidation: (TokenValidation | null)[] | null;
  enabled: boolean | null;
  global: boolean | null;
  additionalProperties: Json;
  permissions: Permissions | null;
  tokenType: TokenType | null;
  allowedOrganizations: (string | null)[] | null;
}

/** What a Key Manager is before any of its properties is set. */
export function newKeyManager(): KeyManager {
  return {
    id: null,
    name: null,
    displayName: null,
    type: null,
    description: null,
    wellKnownEndpoint: null,
    introspectionEndpoint: null,
    clientRegistrationEndpoint: null,
    tokenEndpoint: null,
    displayTokenEndpoint: null,
    revokeEndpoint: null,
    displayRevokeEndpoint: null,
    userInfoEndpoint: null,
    authorizeEndpoint: null,
    endpoints: [],
    certificates: null,
    issuer: null,
    alias: null,
    scopeManagementEndpoint: null,
    availableGrantTypes: [],
    enableTokenGeneration: null,
    enableTokenEncryption: false,
    enableTokenHashing: false,
    enableMapOAuthConsumerApps: false,
    enableOAuthAppCreation: false,
    enableSelfValidationJWT: true,
    claimMapping: [],
    consumerKeyClaim: null,
    scopesClaim: null,
    tokenValidation: [],
    enabled: null,
    global: null,
    additionalProperties: null,
    permissions: null,
    tokenType: "DIRECT",
    allowedOrganizations: [],
  };
}

const permissions = bean<Permissions>(() => ({ permissionType: "PUBLIC", roles: [] }), {
  permissionType: oneOf(permissionTypes),
  roles: listOf(text),
});

const certificates = bean<Certificates>(() => ({ type: null, value: null }), {
  type: oneOf(certificateTypes),
  value: text,
});

const endpoint = bean<Endpoint>(() => ({ name: null, value: null }), { name: text, value: text });

const claimMapping = bean<ClaimMapping>(() => ({ remoteClaim: null, localClaim: null }), {
  remoteClaim: text,
  localClaim: text,
});

const tokenValidation = bean<TokenValidation>(
  () => ({ id: null, enable: true, type: null, value: null }),
  { id: integer, enable: flag, type: oneOf(tokenValidationTypes), value: any },
);

const fieldsOfAllReleases = {
  id: text,
  name: text,
  displayName: text,
  type: text,
  description: text,
  wellKnownEndpoint: text,
  introspectionEndpoint: text,
  clientRegistrationEndpoint: text,
  tokenEndpoint: text,
  revokeEndpoint: text,
  userInfoEndpoint: text,
  authorizeEndpoint: text,
  certificates,
  issuer: text,
  scopeManagementEndpoint: text,
  availableGrantTypes: listOf(text),
  enableTokenGeneration: flag,
  enableTokenEncryption: flag,
  enableTokenHashing: flag,
  enableMapOAuthConsumerApps: flag,
  enableOAuthAppCreation: flag,
  enableSelfValidationJWT: flag,
  claimMapping: listOf(claimMapping),
  consumerKeyClaim: text,
  scopesClaim: text,
  tokenValidation: listOf(tokenValidation),
  enabled: flag,
  additionalProperties: any,
};

const laterFields: { [Field in LaterField]: Reader<KeyManager[Field]> } = {
  displayTokenEndpoint: text,
  displayRevokeEndpoint: text,
  alias: text,
  tokenType: oneOf(tokenTypes),
  permissions,
  endpoints: listOf(endpoint),
  global: flag,
  allowedOrganizations: listOf(text),
};

function fieldsOf(traits: ReleaseTraits): Record<string, Reader<unknown>> {
  const later = traits.keyManagerFields.map((field) => [field, laterFields[field]] as const);
  return { ...fieldsOfAllReleases, ...Object.fromEntries(later) };
}

/**
 * Reads a request body into a Key Manager; fields that the release does not know are refused.
 *
 * @param further what it knows all the same
 */
export function keyManagerReader(
  traits: ReleaseTraits,
  further: readonly string[] = [],
): Reader<KeyManager | null> {
  const furtherFields = Object.fromEntries(further.map((field) => [field, any]));
  return bean<KeyManager>(newKeyManager, { ...fieldsOf(traits), ...furtherFields });
}

/** What a request says of further fields. */
export function furtherFieldsIn(keyManager: KeyManager): [name: string, value: Json][] {
  const known = newKeyManager();
  return Object.entries<Json>(keyManager as unknown as Record<string, Json>).filter(
    ([field]) => !(field in known),
  );
}

/** The Key Manager with the fields that the release knows, as the body of an answer. */
export function withFieldsOf(
  traits: ReleaseTraits,
  keyManager: KeyManager,
  further: readonly string[] = [],
): object {
  const known = fieldsOf(traits);
  const fields = Object.entries(keyManager).filter(([field]) => field in known);
  const properties = keyManager.additionalProperties;
  if (further.length === 0 || !(properties instanceof Map)) return Object.fromEntries(fields);
  const stored = [...properties].filter(([name]) => !further.includes(name));
  return {
    ...Object.fromEntries(fields),
    ...Object.fromEntries(further.map((name) => [name, properties.get(name) ?? null])),
    additionalProperties: new Map(stored),
  };
}
