import { badRequest, internalServerError } from "../errors";
import { print, type Json } from "../jackson/json";
import { tokenView, type TokenGenerationRequest } from "./keyModel";
import type { Portal } from "./portal";
import { badTokenRequest } from "./portalErrors";
import { flagOf } from "./portalKeyManagers";
import type { PortalRequest } from "./portalOperation";

const tokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";

/** `POST …/generate-token`: a token of the application's client. How long it lives Auth0 decides. */
export async function generateToken(
  { applications, keys, keyManagers }: Portal,
  { body, parameter, login, user }: PortalRequest<TokenGenerationRequest | undefined>,
) {
  const applicationId = parameter("applicationId");
  const known = applications.byId(applicationId);
  if (known) await keys.all(known, user.tenant);
  const application = applications.visible(applicationId, { login, user });
  const key = await keys.one(application, parameter("keyMappingId"));
  if (!body) throw internalServerError();
  const grantType = body.grantType === "TOKEN_EXCHANGE" ? tokenExchange : "client_credentials";
  const overrides = overridesOf(body.additionalProperties, grantType, {
    keyType: key.keyType ?? "",
    applicationId,
  });
  // Both are used without looking whether they are there.
  if (body.scopes === null || body.validityPeriod === null) throw internalServerError();
  const keyManager = keyManagers.byId(key.keyManager ?? "");
  if (!keyManager) throw internalServerError();
  const name = keyManager.name ?? "";
  if (!keyManager.enabled) throw badTokenRequest(901406, `Key Manager ${name} not enabled`);
  if (flagOf(keyManager, "enable_token_generation") === false) {
    const description = "Key Manager didn't support to generate token Generation From portal";
    throw badTokenRequest(901405, description);
  }
  const clients = keyManagers.clientsOf(keyManager.organization, name);
  if (!clients) throw badTokenRequest(900606, `Key Manager ${name} not initialized`);
  const token = await clients.requestToken(
    overrides.clientId ?? key.consumerKey ?? "",
    overrides.clientSecret ?? (body.consumerSecret || key.consumerSecret),
    body.scopes.map((scope) => scope ?? ""),
    grantType,
  );
  if (!token) throw internalServerError();
  return tokenView(token);
}

/** As Java writes a list. */
function javaText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(", ")}]`;
  return typeof value === "string" ? value : print(value);
}

interface Overrides {
  clientId?: string;
  clientSecret?: string;
}

/** The additional properties may name another client. */
function overridesOf(
  properties: Json,
  grantType: string,
  { keyType, applicationId }: { keyType: string; applicationId: string },
): Overrides {
  if (properties === null || properties === "") return {};
  if (!(properties instanceof Map)) {
    throw badRequest(
      `Error while generating ${keyType} token for application ${applicationId}. ` +
        `Invalid jsonInput '${javaText(properties)}' ` +
        "provided.",
    );
  }
  if (grantType === tokenExchange && (properties.get("subject_token") ?? null) === null) {
    throw badRequest(
      "Missing required parameter subject_token is not provided to generate token using Token " +
        "Exchange grant",
    );
  }
  if (properties.size === 0) throw internalServerError();
  const text = (name: string): string | undefined => {
    const value = properties.get(name) ?? undefined;
    if (value !== undefined && typeof value !== "string") throw internalServerError();
    return value;
  };
  const [clientId, clientSecret] = [text("client_id"), text("client_secret")];
  return {
    ...(clientId !== undefined && { clientId }),
    ...(clientSecret !== undefined && { clientSecret }),
  };
}
