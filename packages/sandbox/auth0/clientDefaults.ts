import { isJsonObject, type JsonObject } from "./state";

/** What Auth0 fills in for settings that a client was created without. */
export function withClientDefaults(settings: JsonObject): JsonObject {
  const { jwt_configuration: jwt, refresh_token: refresh } = settings;
  const isThirdParty = settings["is_first_party"] === false;
  return {
    is_token_endpoint_ip_header_trusted: false,
    cross_origin_authentication: false,
    is_first_party: true,
    oidc_conformant: isThirdParty || isMachinery(settings),
    ...(isThirdParty && { third_party_security_mode: "permissive" }),
    sso_disabled: false,
    callback_url_template: false,
    grant_types: defaultGrantTypes(settings),
    custom_login_page_on: true,
    ...settings,
    jwt_configuration: { ...jwtDefaults(settings), ...(isJsonObject(jwt) && jwt) },
    refresh_token: { ...refreshTokenDefaults(settings), ...(isJsonObject(refresh) && refresh) },
  };
}

/** Types of applications that Auth0 has for its own purposes. */
function isMachinery({ app_type: appType }: JsonObject): boolean {
  return appType === "resource_server" || appType === "express_configuration";
}

function isStrict(settings: JsonObject): boolean {
  return settings["third_party_security_mode"] === "strict";
}

/** Generous: a machine-to-machine application gets the interactive grants too. */
function defaultGrantTypes(settings: JsonObject): string[] {
  if (settings["app_type"] === "resource_server") return [];
  if (settings["app_type"] === "express_configuration") {
    return ["authorization_code", "client_credentials"];
  }
  if (isStrict(settings)) return ["authorization_code"];
  const interactive = ["authorization_code", "implicit", "refresh_token"];
  const isPublic =
    settings["app_type"] === "spa" ||
    settings["app_type"] === "native" ||
    settings["token_endpoint_auth_method"] === "none";
  return isPublic ? interactive : [...interactive, "client_credentials"];
}

function jwtDefaults(settings: JsonObject): JsonObject {
  if (isMachinery(settings)) return { secret_encoded: false, alg: "RS256" };
  if (isStrict(settings)) return { secret_encoded: false, alg: "RS256", lifetime_in_seconds: 3600 };
  return { secret_encoded: false, lifetime_in_seconds: 36000 };
}

/** Tokens of other people's applications expire, and rotate where they are not strict. */
function refreshTokenDefaults(settings: JsonObject): JsonObject {
  const isThirdParty = settings["is_first_party"] === false;
  const rotates = isThirdParty && !isStrict(settings);
  return {
    expiration_type: isThirdParty ? "expiring" : "non-expiring",
    leeway: 0,
    infinite_token_lifetime: !rotates,
    infinite_idle_token_lifetime: !isThirdParty,
    ...refreshTokenLifetimes(settings),
    rotation_type: rotates ? "rotating" : "non-rotating",
  };
}

/** Longer for applications that keep a secret. */
function refreshTokenLifetimes(settings: JsonObject): JsonObject {
  const { app_type: appType, token_endpoint_auth_method: method } = settings;
  const isConfidential =
    appType === "non_interactive" ||
    appType === "regular_web" ||
    (appType === undefined && typeof method === "string" && method !== "none");
  return isConfidential
    ? { token_lifetime: 31557600, idle_token_lifetime: 2592000 }
    : { token_lifetime: 2592000, idle_token_lifetime: 1296000 };
}
