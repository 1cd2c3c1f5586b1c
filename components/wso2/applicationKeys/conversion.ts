import type {
  Condition,
  GeneratedKeysDeclaration,
  KeysDeclaration,
  MappedKeysDeclaration,
} from "./args";
import type {
  ApplicationKey,
  GenerateKeysRequest,
  KeyType,
  MapKeysRequest,
  UpdateKeysRequest,
} from "./document";

/** Between declarations and WSO2's documents. */

export function keyTypeOf({ keyType }: Pick<KeysDeclaration, "keyType">): KeyType {
  return keyType ?? "PRODUCTION";
}

export function toGenerateRequest(
  inputs: GeneratedKeysDeclaration,
  callbackUrl: string,
): GenerateKeysRequest {
  return {
    ...place(inputs),
    grantTypesToBeSupported: inputs.grantTypes ?? ["client_credentials"],
    callbackUrl,
    // Neither has an effect with Auth0; releases differ in whether they can do without.
    scopes: ["default"],
    validityTime: "3600",
    additionalProperties: connectorProperties(inputs),
  };
}

export function toUpdateRequest(
  inputs: GeneratedKeysDeclaration,
  keyMappingId: string,
  consumerKey: string,
): UpdateKeysRequest {
  return {
    ...{ keyMappingId, ...place(inputs), consumerKey },
    supportedGrantTypes: inputs.grantTypes ?? ["client_credentials"],
    callbackUrl: inputs.callbackUrl ?? "",
    additionalProperties: connectorProperties(inputs),
  };
}

export function toMapRequest(inputs: MappedKeysDeclaration): MapKeysRequest {
  const { clientId: consumerKey, clientSecret: consumerSecret } = inputs;
  return { ...place(inputs), consumerKey, consumerSecret };
}

/** What keys an application has but once. */
const place = (inputs: KeysDeclaration) => ({
  keyType: keyTypeOf(inputs),
  keyManager: inputs.keyManager,
});

/** All are always sent: without the audience the connector breaks after it has made a client. */
function connectorProperties(inputs: GeneratedKeysDeclaration): Record<string, string> {
  return {
    app_type: inputs.appType ?? "non_interactive",
    token_endpoint_auth_method: inputs.tokenEndpointAuthMethod ?? "client_secret_basic",
    audience_of_api: inputs.audience ?? "",
  };
}

/** What an answer says of the client of generated keys. */
export function clientIn(key: ApplicationKey): Partial<GeneratedKeysDeclaration> {
  const properties = key.additionalProperties;
  // Where there is none yet, or the Key Manager is not loaded.
  if (properties === null) return {};
  return {
    // The connector of release 4.0 joins them with commas, and does not tell the audience.
    grantTypes: (key.supportedGrantTypes ?? []).flatMap((types) => types.split(",")),
    callbackUrl: key.callbackUrl ?? "",
    appType: properties["app_type"],
    tokenEndpointAuthMethod: properties["token_endpoint_auth_method"],
    audience: properties["audience_of_api"],
  } as Partial<GeneratedKeysDeclaration>;
}

/** What a row of WSO2's table says; `failed` is what a generation that failed has left. */
export function conditionOf(key: ApplicationKey): Condition | "failed" {
  if (key.consumerKey !== null && key.consumerKey !== "") return "complete";
  if (key.keyState === "CREATED") return "waitsForApproval";
  return key.keyState === "REJECTED" ? "rejected" : "failed";
}

/**
 * What WSO2's connector calls the client that it makes: the user without the domain of a tenant, where
 * a user store other than the primary one is joined by "_", then application and type.
 */
export function clientNameFor(
  { name, owner }: { name: string; owner: string },
  keyType: KeyType,
): string {
  const user = owner.replace(/@[^@]*$/, "");
  const isPrimary = /^(PRIMARY)?\//i.test(user);
  return `${isPrimary ? user : user.replaceAll("/", "_")}${name}_${keyType}`;
}
