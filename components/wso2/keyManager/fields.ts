import { z } from "zod";
import { isLoopback } from "../../http/loopback";
import { nameText, text, trueOrFalse, webUrl } from "../../validation/validation";
import * as canonical from "../provider/canonicalValues";
import type { Field } from "../provider/fieldTable";
import { additionalFieldsRow, recordOfUnknown } from "../provider/additionalFields";
import type { FieldsWith } from "../../validation/declarations";
import type { Release } from "../rest/releases";
import { ownerProperty } from "./document";
import { checkNames, type PreflightCheckName } from "./preflightCheckNames";
import type {
  CertificateFile,
  Certificates,
  ClaimMapping,
  Permissions,
  TokenHandling,
} from "./values";

/** A field of the entry, or a way of managing it. */
export interface KeyManagerField extends Field {
  /** Key of the connector property that holds the field. Default: it has a place of its own. */
  readonly connectorProperty?: string;
}

// WSO2's connector takes a URL as it stands: no white space, braces or scheme in capitals.
const plainUrl = /^https?:\/\/(?![^/]*@)[^\s{}]+$/;
const url = webUrl(/^https?:$/, "an http(s) URL").regex(plainUrl, {
  error: "an http(s) URL without white space, braces and user",
});
const urlWithSlash = url.regex(/\/$/, { error: "an http(s) URL that ends with a slash" });
/** The management application's secret, or a token that it gets, is sent there. */
const withoutListeners = {
  error: "an https URL (http on this machine alone): a secret is sent there",
};
const secretUrl = url.refine(isSafe, withoutListeners);

const required = { canonical: canonical.trimmedText } as const;
const optionalText = { default: null, canonical: canonical.trimmedText } as const;
const flag = (byDefault: boolean) =>
  ({ schema: trueOrFalse, default: byDefault, canonical: canonical.flag }) as const;
const option = { canonical: canonical.properties, option: true } as const;

/**
 * Properties that WSO2 keeps in the same place as the connector's, so that they cannot be used as
 * connector properties: WSO2 would lift them into the field of that meaning.
 */
const reservedProperties: Readonly<Record<string, string>> = {
  client_id: "clientId",
  client_secret: "clientSecret",
  audience: "audience",
  client_registration_endpoint: "clientRegistrationEndpoint",
  introspection_endpoint: "introspectionEndpoint",
  token_endpoint: "tokenEndpoint",
  display_token_endpoint: "displayTokenEndpoint",
  revoke_endpoint: "revokeEndpoint",
  display_revoke_endpoint: "displayRevokeEndpoint",
  scope_endpoint: "scopeManagementEndpoint",
  userinfo_endpoint: "userInfoEndpoint",
  authorize_endpoint: "authorizeEndpoint",
  well_known_endpoint: "wellKnownEndpoint",
  issuer: "issuer",
  grant_types: "availableGrantTypes",
  certificate_type: "certificates",
  certificate_value: "certificates",
  enable_oauth_app_creation: "enableOAuthAppCreation",
  enable_map_oauth_consumer_apps: "enableMapOAuthConsumerApps",
  enable_token_generation: "enableTokenGeneration",
  enable_token_hash: "enableTokenHashing",
  enable_token_encryption: "enableTokenEncryption",
  self_validate_jwt: "enableSelfValidationJWT",
  token_format_string: "tokenValidation",
  claim_mappings: "claimMapping",
  consumer_key_claim: "consumerKeyClaim",
  scopes_claim: "scopesClaim",
};

const additionalProperties = recordOfUnknown(
  (key) => (Object.hasOwn(reservedProperties, key) ? reservedProperties[key] : undefined),
  [ownerProperty],
);

const pem = /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/;
const pemError = {
  error:
    'a certificate as PEM text, from "-----BEGIN CERTIFICATE-----" on; decode what is in base64',
};
const certificates: z.ZodType<Certificates | CertificateFile> = z.union(
  [
    z.strictObject({ type: z.literal("JWKS"), value: url }),
    z.strictObject({
      type: z.literal("PEM"),
      value: z.string(pemError).regex(pem, pemError),
    }),
    z.strictObject({ type: z.literal("PEM"), file: text(4096) }),
  ],
  {
    error:
      "the URL of a key set (type: JWKS, value: <http(s) URL>) or a certificate " +
      "(type: PEM, value: <PEM text> or file: <path>)",
  },
);

// Without roles WSO2 would store PUBLIC.
const permissions = z.discriminatedUnion(
  "permissionType",
  [
    z.strictObject({ permissionType: z.literal("PUBLIC"), roles: z.array(text(255)).optional() }),
    z.strictObject({
      permissionType: z.enum(["ALLOW", "DENY"]),
      roles: z.array(text(255)).min(1, { error: "a list of at least one role" }),
    }),
  ],
  { error: "PUBLIC, ALLOW or DENY" },
) as z.ZodType<Permissions>;

const claim: z.ZodType<ClaimMapping> = z.strictObject({
  remoteClaim: text(500),
  localClaim: text(500),
});

const tokenHandling = z.discriminatedUnion(
  "type",
  [
    z.strictObject({
      type: z.literal("REFERENCE"),
      value: z.string().min(1),
      enable: trueOrFalse.optional(),
    }),
    z.strictObject({
      type: z.literal("JWT"),
      value: z.strictObject({ body: z.record(z.string(), z.string()) }),
      enable: trueOrFalse.optional(),
    }),
    z.strictObject({ type: z.literal("CUSTOM"), enable: trueOrFalse.optional() }),
  ],
  { error: "REFERENCE, JWT or CUSTOM" },
) as z.ZodType<TokenHandling>;

const selfValidation: z.ZodType<boolean> = z.literal(true, {
  error:
    "true: Auth0 has no introspection endpoint, so the gateway can only validate tokens by itself",
});

const preflightChecks: z.ZodType<PreflightCheckName[]> = z.array(z.enum(checkNames));

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || isLoopback(hostname);
}

/** Every field of a Key Manager entry, in the order of the Admin Portal; then the options. */
export const keyManagerRows = {
  // WSO2 keeps white space around a name, and its portals do not.
  /** Unique in the organization, 1 to 100 characters. Changing it replaces the entry. */
  name: { ...required, schema: nameText, immutable: true },
  /**
   * Type of its connector.
   *
   * @default "Auth0"
   */
  type: { ...optionalText, schema: z.literal("Auth0", { error: '"Auth0"' }), default: "Auth0" },
  /**
   * Name shown in the portals, 100 characters at most.
   *
   * @default none: the portals show `name`
   */
  displayName: { ...optionalText, schema: text(100) },
  /**
   * Shown in the portals, 256 characters at most.
   *
   * @default none
   */
  description: { ...optionalText, schema: text(256) },
  /**
   * Whether gateways accept its tokens and the Developer Portal generates keys with it.
   *
   * @default true
   */
  enabled: flag(true),
  /**
   * OpenID Connect discovery document, for the reader's information.
   *
   * @default none
   */
  wellKnownEndpoint: { ...optionalText, schema: url },
  /** `iss` of the tokens, letter by letter; Auth0's ends with a slash. */
  issuer: { ...required, schema: urlWithSlash },
  /** Dynamic client registration endpoint. Required by WSO2, not called for Auth0. */
  clientRegistrationEndpoint: { ...required, schema: url },
  /**
   * Token introspection endpoint. WSO2 requires a value; Auth0 has no such endpoint.
   *
   * @default "none"
   */
  introspectionEndpoint: {
    schema: z.union([z.literal("none"), url], { error: "none, or an http(s) URL" }),
    default: "none",
    canonical: canonical.trimmedText,
  },
  /** Token endpoint, at which WSO2 logs in and applications get their tokens. */
  tokenEndpoint: { ...required, schema: secretUrl },
  /**
   * Token endpoint that the Developer Portal shows: that of the custom domain, where the tenant
   * has one.
   *
   * @default none: it shows `tokenEndpoint`
   */
  displayTokenEndpoint: { ...optionalText, schema: secretUrl, since: "4.1" },
  /** Token revocation endpoint. Required by WSO2, not called for Auth0. */
  revokeEndpoint: { ...required, schema: url },
  /**
   * Revocation endpoint that the Developer Portal shows.
   *
   * @default none: it shows `revokeEndpoint`
   */
  displayRevokeEndpoint: { ...optionalText, schema: url, since: "4.1" },
  /**
   * UserInfo endpoint.
   *
   * @default none
   */
  userInfoEndpoint: { ...optionalText, schema: url },
  /**
   * Authorization endpoint.
   *
   * @default none
   */
  authorizeEndpoint: { ...optionalText, schema: url },
  /**
   * Scope management endpoint; not used for Auth0.
   *
   * @default none
   */
  scopeManagementEndpoint: { ...optionalText, schema: url },
  /**
   * Grant types that the Developer Portal offers, in any order, by Auth0's names.
   *
   * @default ["client_credentials"]
   */
  availableGrantTypes: {
    schema: z.array(text(200)),
    default: ["client_credentials"],
    canonical: canonical.set,
  },
  /** Client ID of the application with which WSO2 calls Auth0's Management API. */
  clientId: { ...required, schema: text(500), connectorProperty: "client_id" },
  /** Its client secret. */
  clientSecret: {
    ...required,
    schema: text(500).refine((value) => value !== "*****", {
      error: "the secret itself, not WSO2's mask for it",
    }),
    connectorProperty: "client_secret",
    secret: true,
  },
  /** Identifier of the Management API, with its trailing slash: WSO2 appends paths to it. */
  audience: {
    ...required,
    schema: urlWithSlash.refine(isSafe, withoutListeners),
    connectorProperty: "audience",
  },
  /**
   * Further properties for the connector. Those that are not declared here are left as they are.
   *
   * @default {}
   */
  additionalProperties: {
    schema: additionalProperties,
    default: {},
    canonical: canonical.properties,
    secretMembers: "any",
  },
  /**
   * Fields of a later release of WSO2 that this module does not know, by the names of its REST API. They
   * are sent and compared as they are declared. Those that are not declared here are left as they are.
   *
   * @default {}
   */
  additionalFields: additionalFieldsRow((name): boolean => Object.hasOwn(fields, name), ["id"]),
  /**
   * Claim that names the application a token was issued to.
   *
   * @default "azp"
   */
  consumerKeyClaim: { ...optionalText, schema: text(200), default: "azp" },
  /**
   * Claim that lists the token's scopes.
   *
   * @default "scope"
   */
  scopesClaim: { ...optionalText, schema: text(200), default: "scope" },
  /** Keys that tokens are signed with: a key set's URL, or a certificate as PEM text or file. */
  certificates: {
    schema: certificates,
    canonical: canonical.certificates,
    toWire: canonical.certificatesToWire,
  },
  /**
   * Whether the Developer Portal hands out tokens together with keys.
   *
   * @default true
   */
  enableTokenGeneration: flag(true),
  /**
   * Out-of-band provisioning: whether the Developer Portal takes keys of an existing application.
   *
   * @default true
   */
  enableMapOAuthConsumerApps: flag(true),
  /**
   * Whether the Developer Portal creates applications in Auth0.
   *
   * @default true
   */
  enableOAuthAppCreation: flag(true),
  /**
   * Whether the gateway validates JWTs by itself. Auth0 has no introspection, so nothing else works.
   *
   * @default true
   */
  enableSelfValidationJWT: {
    ...flag(true),
    schema: selfValidation,
  },
  /**
   * Whether WSO2 stores tokens encrypted.
   *
   * @default false
   */
  enableTokenEncryption: flag(false),
  /**
   * Whether WSO2 stores tokens hashed.
   *
   * @default false
   */
  enableTokenHashing: flag(false),
  /**
   * Token handling options: which tokens are this Key Manager's. None means by issuer alone.
   *
   * @default []
   */
  tokenValidation: {
    schema: z.array(tokenHandling),
    default: [],
    canonical: canonical.tokenHandling,
    toWire: canonical.tokenHandlingToWire,
  },
  /**
   * Claims that are passed on under another name, in any order.
   *
   * @default []
   */
  claimMapping: {
    schema: z.array(claim),
    default: [],
    canonical: canonical.claimMapping,
  },
  /**
   * Which tokens the gateway takes: Auth0's own (`DIRECT`), those that WSO2 exchanges them for
   * (`EXCHANGED`), or `BOTH`.
   *
   * @default "DIRECT"
   */
  tokenType: {
    schema: z.enum(["DIRECT", "EXCHANGED", "BOTH"]),
    default: "DIRECT",
    since: "4.1",
    canonical: canonical.trimmedText,
  },
  /**
   * Audience of the tokens that are exchanged. Required unless `tokenType` is `DIRECT`.
   *
   * @default none
   */
  alias: { ...optionalText, schema: text(255), since: "4.1" },
  /**
   * Roles whose Developer Portal shows the Key Manager.
   *
   * @default { permissionType: "PUBLIC" }
   */
  permissions: {
    schema: permissions,
    default: { permissionType: "PUBLIC", roles: [] },
    since: "4.3",
    canonical: canonical.permissions,
  },
  /**
   * Organizations that see the Key Manager: `ALL`, `NONE`, or their ids, in any order.
   *
   * @default ["ALL"]
   */
  allowedOrganizations: {
    schema: z.array(text(50)).min(1, { error: "a list of at least one organization" }),
    default: ["ALL"],
    since: "4.5",
    canonical: canonical.organizations,
  },

  /**
   * Takes over an entry of the same name that is somebody else's, or another stack's. The preview
   * says what will change in it. What was adopted is released by `pulumi destroy` (the mark of its
   * owner is removed), not deleted.
   *
   * @default false
   */
  adopt: { ...option, schema: trueOrFalse, default: false },
  /**
   * Fills endpoints and certificates that are not declared from the discovery document at
   * `wellKnownEndpoint`: read `directly` by this program, or `byWso2`, which must reach it then.
   * Imported once, and again when `wellKnownEndpoint` changes. The document's issuer must be
   * `issuer`.
   *
   * @default none: nothing is imported
   */
  importEndpoints: { ...option, schema: z.enum(["directly", "byWso2"]), default: null },
  /**
   * Preflight checks to leave out: `login` (and with it those that look at its token), `managementApi`,
   * `permissions`, `issuer`, `signingKeys`, `uniqueIssuer`.
   *
   * @default []
   */
  skipPreflight: { ...option, schema: preflightChecks, default: [] },
  /**
   * Lets releases before 4.3 delete the entry, although they cannot be asked whether APIs or
   * applications use it and would break them. Later releases refuse that by themselves.
   *
   * @default false
   */
  deleteUnchecked: { ...option, schema: trueOrFalse, default: false },
  /** What `importEndpoints` has found, and at which `wellKnownEndpoint`. */
  imported: {
    ...option,
    schema: z.undefined({ error: "left out: importEndpoints keeps here what it has found" }),
    default: null,
  },
} as const satisfies Readonly<Record<string, KeyManagerField>>;

/** The same, as the life cycle needs it. */
export const fields: Readonly<Record<keyof typeof keyManagerRows, KeyManagerField>> =
  keyManagerRows;

/** Name of a field of the entry. */
export type FieldName = Exclude<
  keyof typeof keyManagerRows,
  FieldsWith<typeof keyManagerRows, { option: true }>
>;

/** The fields of the entry, in the order of the table. */
export const fieldNames = Object.keys(fields).filter(
  (name) => fields[name as FieldName].option !== true,
) as FieldName[];

/** Releases whose API has a field. */
export function sinceOf(field: FieldName): Release {
  return fields[field].since ?? "4.0";
}
