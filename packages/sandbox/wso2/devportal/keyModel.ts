import type { FurtherReaders } from "../furtherFields";
import { any, bean, listOf, oneOf, text, type Reader } from "../jackson/beans";
import { withoutNulls } from "../jackson/gson";
import { print, type Json } from "../jackson/json";
import type { KeyMapping, KeyType } from "../state";
import { ConstraintViolations } from "./constraintViolations";
import { long } from "./long";
import type { ClientToken } from "./oauthApplication";
import type { PortalTraits } from "./portalTraits";

const keyTypes = ["PRODUCTION", "SANDBOX"] as const;
const modes = ["CREATED", "MAPPED"] as const;
const tokenGrantTypes = ["CLIENT_CREDENTIALS", "TOKEN_EXCHANGE"] as const;

type Texts = (string | null)[] | null;

/** The body of `generate-keys`. */
export interface GenerateKeysRequest {
  keyType: KeyType | null;
  /** Name or id. */
  keyManager: string | null;
  grantTypesToBeSupported: Texts;
  callbackUrl: string | null;
  scopes: Texts;
  validityTime: string | null;
  clientId: string | null;
  clientSecret: string | null;
  additionalProperties: Json;
}

export const generateKeysReader = (further: FurtherReaders): Reader<GenerateKeysRequest | null> =>
  bean<GenerateKeysRequest>(
    () => ({
      keyType: null,
      keyManager: null,
      grantTypesToBeSupported: [],
      callbackUrl: null,
      scopes: [],
      validityTime: null,
      clientId: null,
      clientSecret: null,
      additionalProperties: null,
    }),
    {
      keyType: oneOf(keyTypes),
      keyManager: text,
      grantTypesToBeSupported: listOf(text),
      callbackUrl: text,
      scopes: listOf(text),
      validityTime: text,
      clientId: text,
      clientSecret: text,
      additionalProperties: any,
      ...further,
    },
  );

export function checkGenerateKeys(request: GenerateKeysRequest): void {
  new ConstraintViolations()
    .required("keyType", request.keyType)
    .required("grantTypesToBeSupported", request.grantTypesToBeSupported)
    .throwIfAny();
}

/** The body of `map-keys`. */
export interface MapKeysRequest {
  consumerKey: string | null;
  consumerSecret: string | null;
  keyManager: string | null;
  keyType: KeyType | null;
}

export const mapKeysReader: Reader<MapKeysRequest | null> = bean<MapKeysRequest>(
  () => ({ consumerKey: null, consumerSecret: null, keyManager: null, keyType: null }),
  { consumerKey: text, consumerSecret: text, keyManager: text, keyType: oneOf(keyTypes) },
);

export function checkMapKeys({ consumerKey, keyType }: MapKeysRequest): void {
  new ConstraintViolations()
    .required("consumerKey", consumerKey)
    .required("keyType", keyType)
    .throwIfAny();
}

/** The body of `generate-token`. */
export interface TokenGenerationRequest {
  consumerSecret: string | null;
  /** A `Long` in Java, whose value nothing here uses. */
  validityPeriod: number | null;
  scopes: Texts;
  revokeToken: string | null;
  grantType: (typeof tokenGrantTypes)[number] | null;
  additionalProperties: Json;
}

export function tokenGenerationReader({
  grantTypeOfTokens,
}: PortalTraits): Reader<TokenGenerationRequest | null> {
  return bean<TokenGenerationRequest>(
    () => ({
      consumerSecret: null,
      validityPeriod: null,
      scopes: [],
      revokeToken: null,
      grantType: "CLIENT_CREDENTIALS",
      additionalProperties: null,
    }),
    {
      consumerSecret: text,
      validityPeriod: long,
      scopes: listOf(text),
      revokeToken: text,
      additionalProperties: any,
      ...(grantTypeOfTokens && { grantType: oneOf(tokenGrantTypes) }),
    },
  );
}

/** The keys of an application with one Key Manager, as requests and answers have them. */
export interface ApplicationKey {
  keyMappingId: string | null;
  keyManager: string | null;
  consumerKey: string | null;
  consumerSecret: string | null;
  supportedGrantTypes: Texts;
  callbackUrl: string | null;
  keyState: string | null;
  keyType: KeyType | null;
  mode: KeyMapping["mode"] | null;
  groupId: string | null;
  token: object | null;
  additionalProperties: Json;
  consumerSecrets: readonly unknown[] | null;
}

export function newApplicationKey(): ApplicationKey {
  return {
    keyMappingId: null,
    keyManager: null,
    consumerKey: null,
    consumerSecret: null,
    supportedGrantTypes: [],
    callbackUrl: null,
    keyState: null,
    keyType: null,
    mode: null,
    groupId: null,
    token: null,
    additionalProperties: null,
    consumerSecrets: [],
  };
}

const token = bean<object>(() => ({}), {
  ...({ accessToken: text, tokenScopes: listOf(text), validityTime: long } as object),
});

const consumerSecret = bean<object>(() => ({}), {
  ...({ secretId: text, secretValue: text, additionalProperties: any } as object),
});

/** Reads the keys of `PUT`; fields that the release does not know are refused. */
export function applicationKeyReader(
  { keyFields }: PortalTraits,
  further: FurtherReaders,
): Reader<ApplicationKey | null> {
  const later = { mode: oneOf(modes), consumerSecrets: listOf(consumerSecret) };
  return bean<ApplicationKey>(newApplicationKey, {
    keyMappingId: text,
    keyManager: text,
    consumerKey: text,
    consumerSecret: text,
    supportedGrantTypes: listOf(text),
    callbackUrl: text,
    keyState: text,
    keyType: oneOf(keyTypes),
    groupId: text,
    token,
    additionalProperties: any,
    ...Object.fromEntries(keyFields.map((field) => [field, later[field]])),
    ...further,
  });
}

/** The keys as the body of an answer, with the fields that the release knows. */
export function applicationKeyView(
  { keyFields }: PortalTraits,
  { mode, consumerSecrets, ...key }: ApplicationKey,
) {
  const later = { mode, consumerSecrets };
  return { ...key, ...Object.fromEntries(keyFields.map((field) => [field, later[field]])) };
}

/** A token, or that there is none, as part of an answer. */
export function tokenView(token: ClientToken | undefined) {
  const { accessToken = null, scopes, validityTime = null } = token ?? {};
  return { accessToken, tokenScopes: scopes ?? [], validityTime };
}

/** As JSON text: a text is taken for it, an object is printed, anything else counts as nothing. */
export function additionalPropertiesOf(value: Json): string | null {
  if (value instanceof Map) return print(withoutNulls(value));
  return typeof value === "string" && value !== "" ? value : null;
}

/** Elements of a list one after the other, as Java's `StringUtils.join` does it. */
export function join(values: Texts, separator: string): string | null {
  return values && values.map((value) => value ?? "").join(separator);
}
