import { javaDouble } from "../jackson/javaDouble";
import { JsonNumber, type JsonObject } from "../jackson/json";
import type { Auth0Client } from "../registry/auth0Answers";
import { ConnectorFailure, used } from "../registry/connectorFailure";
import type { OAuthAppRequest } from "./oauthApplication";

/** Names of user, application and type follow each other without a separator before the type's. */
export function clientOf(request: OAuthAppRequest): object {
  const { username, applicationName, keyType, callbackUrl, grantTypes } = request;
  const appType = request.additionalProperties?.has("app_type")
    ? textIn(request, "app_type")
    : "regular_web";
  const authMethod = textIn(request, "token_endpoint_auth_method");
  const user = withUserStore(username.replace(/@[^@]*$/, ""));
  return {
    ...(appType !== undefined && { app_type: appType }),
    ...(authMethod !== undefined && { token_endpoint_auth_method: authMethod }),
    name: `${user}${applicationName}_${keyType}`,
    grant_types: grantTypes === null ? [] : javaSplit(grantTypes),
    callbacks: callbackUrl ? javaSplit(callbackUrl) : [],
  };
}

/** A secondary user store is part of the name, with another separator. */
function withUserStore(user: string): string {
  return /^(PRIMARY\/|\/)/.test(user) ? user : user.replaceAll("/", "_");
}

/** The audience that is to be granted. The connector does without nothing but the empty one. */
export function audienceOf(request: OAuthAppRequest): string {
  return used(textIn(request, "audience_of_api"));
}

function textIn({ additionalProperties }: OAuthAppRequest, name: string): string | undefined {
  const value = additionalProperties?.get(name) ?? undefined;
  if (value === undefined || typeof value === "string") return value;
  throw new ConnectorFailure("ClassCastException");
}

/** As Java's `String.split` does: empty elements at the end are dropped, an empty text is one. */
function javaSplit(text: string): string[] {
  if (text === "") return [""];
  const elements = text.split(",");
  while (elements.at(-1) === "") elements.pop();
  return elements;
}

/** Everything the connector has read that is not null, the secret included, and the audience if it is known. */
export function propertiesOf(client: Auth0Client, audience: string | null | undefined): JsonObject {
  const properties: JsonObject = new Map();
  for (const [name, value] of Object.entries({ ...client })) {
    if (value === null) continue;
    properties.set(name, typeof value === "number" ? new JsonNumber(javaDouble(value)) : value);
  }
  return audience === undefined ? properties : properties.set("audience_of_api", audience);
}
