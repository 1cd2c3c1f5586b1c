import { z } from "zod";
import { isLoopback } from "../../http/loopback";
import { nameText, text, trueOrFalse, webUrl } from "../../validation/validation";
import * as canonical from "../provider/canonicalValues";
import type { Field } from "../provider/fieldTable";
import type { Release } from "../rest/releases";
import type { KeyManagerDeclaration } from "./args";
import { ownerProperty } from "./document";
import { checkNames } from "./preflightCheckNames";

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

/**
 * Anything by names that nobody knows here.
 *
 * @param fieldOf the field that a name stands for
 * @param taken names that are taken otherwise
 */
function open(fieldOf: (name: string) => string | undefined, taken: string) {
  return (
    z
      .unknown()
      // Names are looked at first: a record takes "__proto__" away without a word.
      .superRefine((values, context) => {
        const names = typeof values === "object" ? Object.keys(values ?? {}) : [];
        for (const key of names) {
          const field = fieldOf(key);
          if (field === undefined && ![taken, "__proto__"].includes(key)) continue;
          const reason = field === undefined ? "is a name that is taken" : `is the field ${field}`;
          context.addIssue({ code: "custom", path: [key], params: { reason, remedy: "remove" } });
        }
      })
      .pipe(z.record(z.string().min(1), z.json()))
  );
}

const additionalProperties = open(
  (key) => (Object.hasOwn(reservedProperties, key) ? reservedProperties[key] : undefined),
  ownerProperty,
);
const additionalFields = open((key) => (Object.hasOwn(fields, key) ? key : undefined), "id");

const pem = /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/;
const pemError = {
  error:
    'a certificate as PEM text, from "-----BEGIN CERTIFICATE-----" on; decode what is in base64',
};
const certificates = z.union(
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
);

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
);

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || isLoopback(hostname);
}

/** Every field of a Key Manager entry, in the order of the Admin Portal; then the options. */
export const fields: {
  readonly [Name in keyof KeyManagerDeclaration]-?: KeyManagerField;
} = {
  // WSO2 keeps white space around a name, and its portals do not.
  name: { ...required, schema: nameText, immutable: true },
  type: { ...optionalText, schema: z.literal("Auth0", { error: '"Auth0"' }), default: "Auth0" },
  displayName: { ...optionalText, schema: text(100) },
  description: { ...optionalText, schema: text(256) },
  enabled: flag(true),
  wellKnownEndpoint: { ...optionalText, schema: url },
  issuer: { ...required, schema: urlWithSlash },
  clientRegistrationEndpoint: { ...required, schema: url },
  introspectionEndpoint: {
    schema: z.union([z.literal("none"), url], { error: "none, or an http(s) URL" }),
    default: "none",
    canonical: canonical.trimmedText,
  },
  tokenEndpoint: { ...required, schema: secretUrl },
  displayTokenEndpoint: { ...optionalText, schema: secretUrl, since: "4.1" },
  revokeEndpoint: { ...required, schema: url },
  displayRevokeEndpoint: { ...optionalText, schema: url, since: "4.1" },
  userInfoEndpoint: { ...optionalText, schema: url },
  authorizeEndpoint: { ...optionalText, schema: url },
  scopeManagementEndpoint: { ...optionalText, schema: url },
  availableGrantTypes: {
    schema: z.array(text(200)),
    default: ["client_credentials"],
    canonical: canonical.set,
  },
  clientId: { ...required, schema: text(500), connectorProperty: "client_id" },
  clientSecret: {
    ...required,
    schema: text(500).refine((value) => value !== "*****", {
      error: "the secret itself, not WSO2's mask for it",
    }),
    connectorProperty: "client_secret",
    secret: true,
  },
  audience: {
    ...required,
    schema: urlWithSlash.refine(isSafe, withoutListeners),
    connectorProperty: "audience",
  },
  additionalProperties: {
    schema: additionalProperties,
    default: {},
    canonical: canonical.properties,
    secretMembers: "any",
  },
  additionalFields: {
    schema: additionalFields,
    default: {},
    canonical: canonical.properties,
    secretMembers: "any",
  },
  consumerKeyClaim: { ...optionalText, schema: text(200), default: "azp" },
  scopesClaim: { ...optionalText, schema: text(200), default: "scope" },
  certificates: {
    schema: certificates,
    canonical: canonical.certificates,
    toWire: canonical.certificatesToWire,
  },
  enableTokenGeneration: flag(true),
  enableMapOAuthConsumerApps: flag(true),
  enableOAuthAppCreation: flag(true),
  enableSelfValidationJWT: {
    ...flag(true),
    schema: z.literal(true, {
      error:
        "true: Auth0 has no introspection endpoint, so the gateway can only validate tokens by itself",
    }),
  },
  enableTokenEncryption: flag(false),
  enableTokenHashing: flag(false),
  tokenValidation: {
    schema: z.array(tokenHandling),
    default: [],
    canonical: canonical.tokenHandling,
    toWire: canonical.tokenHandlingToWire,
  },
  claimMapping: {
    schema: z.array(z.strictObject({ remoteClaim: text(500), localClaim: text(500) })),
    default: [],
    canonical: canonical.claimMapping,
  },
  tokenType: {
    schema: z.enum(["DIRECT", "EXCHANGED", "BOTH"]),
    default: "DIRECT",
    since: "4.1",
    canonical: canonical.trimmedText,
  },
  alias: { ...optionalText, schema: text(255), since: "4.1" },
  permissions: {
    schema: permissions,
    default: { permissionType: "PUBLIC", roles: [] },
    since: "4.3",
    canonical: canonical.permissions,
  },
  allowedOrganizations: {
    schema: z.array(text(50)).min(1, { error: "a list of at least one organization" }),
    default: ["ALL"],
    since: "4.5",
    canonical: canonical.organizations,
  },

  adopt: { ...option, schema: trueOrFalse, default: false },
  importEndpoints: { ...option, schema: z.enum(["directly", "byWso2"]), default: null },
  skipPreflight: { ...option, schema: z.array(z.enum(checkNames)), default: [] },
  deleteUnchecked: { ...option, schema: trueOrFalse, default: false },
  imported: {
    ...option,
    schema: z.undefined({ error: "left out: importEndpoints keeps here what it has found" }),
    default: null,
  },
};

/** Name of a field of the entry. */
export type FieldName = Exclude<
  keyof typeof fields,
  "adopt" | "importEndpoints" | "skipPreflight" | "deleteUnchecked" | "imported"
>;

/** The fields of the entry, in the order of the table. */
export const fieldNames = Object.keys(fields).filter(
  (name) => fields[name as FieldName].option !== true,
) as FieldName[];

/** Releases whose API has a field. */
export function sinceOf(field: FieldName): Release {
  return fields[field].since ?? "4.0";
}
