import type { Json, JsonObject } from "../jackson/json";
import { ConnectorFailure } from "./connectorFailure";
import type { OAuthAppRequest } from "./oauthApplication";

/** A client as the connector reads it; everything else that Auth0 says is lost. */
export interface Auth0Client {
  client_id?: string;
  client_secret?: string;
  app_type?: string;
  token_endpoint_auth_method?: string;
  client_id_issued_at?: number;
  name?: string;
  grant_types: string[] | null;
  callbacks: string[] | null;
}

/** Names of user, application and type follow each other without a separator before the type's. */
export function clientOf(request: OAuthAppRequest): Omit<Auth0Client, "client_id"> {
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
  const audience = textIn(request, "audience_of_api");
  if (audience === undefined) throw new ConnectorFailure("NullPointerException");
  return audience;
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
export function propertiesOf(client: Auth0Client, audience: string | undefined): JsonObject {
  const known = [
    "client_id",
    "client_secret",
    "app_type",
    "token_endpoint_auth_method",
    "name",
    "grant_types",
    "callbacks",
  ] as const;
  const properties: JsonObject = new Map();
  for (const name of known) {
    const value: Json | undefined = client[name];
    if (value !== undefined && value !== null) properties.set(name, value);
  }
  return audience === undefined ? properties : properties.set("audience_of_api", audience);
}
