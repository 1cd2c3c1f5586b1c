import type { KeysDeclaration, Condition } from "./args";
import type {
  ApplicationKey,
  GenerateKeysRequest,
  MapKeysRequest,
  UpdateKeysRequest,
} from "./document";

/** Between declarations and WSO2's documents. */

export function keyTypeOf({ keyType }: KeysDeclaration): "PRODUCTION" | "SANDBOX" {
  return keyType ?? "PRODUCTION";
}

export function isGenerated({ mode }: KeysDeclaration): boolean {
  return mode !== "map";
}

export function toGenerateRequest(inputs: KeysDeclaration): GenerateKeysRequest {
  return {
    keyType: keyTypeOf(inputs),
    keyManager: inputs.keyManager,
    grantTypesToBeSupported: inputs.grantTypes ?? ["client_credentials"],
    callbackUrl: inputs.callbackUrl ?? "",
    // Neither has an effect with Auth0; releases differ in whether they can do without.
    scopes: ["default"],
    validityTime: "3600",
    additionalProperties: connectorProperties(inputs),
  };
}

export function toUpdateRequest(
  inputs: KeysDeclaration,
  keyMappingId: string,
  consumerKey: string | undefined,
): UpdateKeysRequest {
  return {
    keyMappingId,
    keyType: keyTypeOf(inputs),
    keyManager: inputs.keyManager,
    ...(consumerKey !== undefined && { consumerKey }),
    supportedGrantTypes: inputs.grantTypes ?? ["client_credentials"],
    callbackUrl: inputs.callbackUrl ?? "",
    additionalProperties: connectorProperties(inputs),
  };
}

export function toMapRequest(inputs: KeysDeclaration): MapKeysRequest {
  return {
    keyType: keyTypeOf(inputs),
    keyManager: inputs.keyManager,
    consumerKey: inputs.clientId ?? "",
    consumerSecret: inputs.clientSecret ?? "",
  };
}

/** All are always sent: without the audience the connector breaks after it has made a client. */
function connectorProperties(inputs: KeysDeclaration): Record<string, string> {
  return {
    app_type: inputs.appType ?? "non_interactive",
    token_endpoint_auth_method: inputs.tokenEndpointAuthMethod ?? "client_secret_basic",
    audience_of_api: inputs.audience ?? "",
  };
}

/** The fields of the declaration that an answer says something about. */
export function fieldsIn(key: ApplicationKey, inputs: KeysDeclaration): Partial<KeysDeclaration> {
  if (!isGenerated(inputs)) return { clientId: key.consumerKey ?? "" };
  const properties = key.additionalProperties;
  // A Key Manager that is not loaded tells nothing about the client.
  if (properties === null) return {};
  return {
    // The connector of release 4.0 joins them with commas, and does not tell the audience.
    grantTypes: (key.supportedGrantTypes ?? []).flatMap((types) => types.split(",")),
    callbackUrl: key.callbackUrl ?? "",
    appType: properties["app_type"],
    tokenEndpointAuthMethod: properties["token_endpoint_auth_method"],
    audience: properties["audience_of_api"],
  } as Partial<KeysDeclaration>;
}

/** What a row of WSO2's table says; `failed` is what a generation that failed has left. */
export function conditionOf(key: ApplicationKey): Condition | "failed" {
  if (key.consumerKey !== null && key.consumerKey !== "") return "complete";
  if (key.keyState === "CREATED") return "waitsForApproval";
  return key.keyState === "REJECTED" ? "rejected" : "failed";
}
