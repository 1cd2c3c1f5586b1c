/**
 * A Key Manager as WSO2's admin REST API sends and takes it (version 4; earlier ones lack some
 * fields). Names are WSO2's.
 */
export interface KeyManagerDocument {
  id?: string;
  name: string;
  displayName?: string | null;
  type: string;
  description?: string | null;
  enabled?: boolean;
  wellKnownEndpoint?: string | null;
  issuer?: string | null;
  clientRegistrationEndpoint?: string | null;
  introspectionEndpoint?: string | null;
  tokenEndpoint?: string | null;
  displayTokenEndpoint?: string | null;
  revokeEndpoint?: string | null;
  displayRevokeEndpoint?: string | null;
  userInfoEndpoint?: string | null;
  authorizeEndpoint?: string | null;
  scopeManagementEndpoint?: string | null;
  availableGrantTypes?: string[] | null;
  certificates?: { type: string | null; value: string | null } | null;
  consumerKeyClaim?: string | null;
  scopesClaim?: string | null;
  claimMapping?: { remoteClaim: string; localClaim: string }[] | null;
  tokenValidation?: { id: number; enable: boolean; type: string | null; value: unknown }[] | null;
  enableTokenGeneration?: boolean | null;
  enableTokenEncryption?: boolean | null;
  enableTokenHashing?: boolean | null;
  enableMapOAuthConsumerApps?: boolean | null;
  enableOAuthAppCreation?: boolean | null;
  enableSelfValidationJWT?: boolean | null;
  tokenType?: string | null;
  alias?: string | null;
  permissions?: { permissionType: string | null; roles: string[] | null } | null;
  allowedOrganizations?: string[] | null;
  additionalProperties?: Record<string, unknown> | null;
}

/** An entry of the list of Key Managers. */
export interface KeyManagerListItem {
  id: string;
  name: string;
  type: string;
  enabled?: boolean;
  /** Releases before 4.1 have no such thing. */
  tokenType?: string | null;
  /** Whether APIs or applications use it; releases before 4.3 do not say. */
  isUsed?: boolean;
}

/** Whether WSO2 loads an entry: of one that it does not load the gateway does not know the issuer. */
export function isLoadable({
  enabled = true,
  tokenType,
}: Pick<KeyManagerListItem, "enabled" | "tokenType">): boolean {
  return enabled && tokenType !== "EXCHANGED";
}

/** What WSO2 imports from a discovery document. */
export interface DiscoveredKeyManager {
  valid: boolean;
  value: KeyManagerDocument | null;
}

/** What uses a Key Manager. */
export interface KeyManagerUsages {
  apis: { name: string; version: string }[];
  /** WSO2 gives the id for the name, too. */
  applications: { name: string; uuid: string; owner: string }[];
}

/** A connector, as far as it is used: what its entries have in their additional properties. */
export interface InstalledConnector {
  type: string;
  configurations: { name: string; required: boolean }[];
}

/** What WSO2 shows instead of a secret. It also shows it where the stored secret is empty. */
export const maskedSecret = "*****";

/**
 * Connector property that names the owner of an entry. WSO2 keeps properties that its connector does
 * not know, and the Admin Portal's form sends them back as they were.
 */
export const ownerProperty = "managed_by";
