import { isJsonObject, type JsonObject } from "./state";

/** What Auth0 fills in for settings that a client was created without. */
export function withClientDefaults(settings: JsonObject): JsonObject {
  return completed({
    is_token_endpoint_ip_header_trusted: false,
    cross_origin_authentication: false,
    is_first_party: true,
    oidc_conformant: isThirdParty(settings) || isMachinery(settings),
    sso_disabled: false,
    callback_url_template: false,
    grant_types: defaultGrantTypes(settings),
    custom_login_page_on: true,
    jwt_configuration: jwtDefaults(settings),
    ...settings,
  });
}

/** What Auth0 fills in of every client, also of one that is changed. */
export function completed(settings: JsonObject): JsonObject {
  const { jwt_configuration: jwt, refresh_token: refresh, session_transfer: transfer } = settings;
  return {
    ...(isThirdParty(settings) && { third_party_security_mode: "permissive" }),
    ...settings,
    ...(isJsonObject(jwt) && { jwt_configuration: { secret_encoded: false, ...jwt } }),
    refresh_token: { ...refreshTokenDefaults(settings), ...(isJsonObject(refresh) && refresh) },
    ...(isJsonObject(transfer) && {
      session_transfer: { ...sessionTransferDefaults, ...transfer },
    }),
  };
}

const sessionTransferDefaults = {
  can_create_session_transfer_token: false,
  allowed_authentication_methods: [],
  enforce_device_binding: "ip",
  allow_refresh_token: false,
  enforce_online_refresh_tokens: true,
  enforce_cascade_revocation: true,
};

function isThirdParty({ is_first_party: isFirstParty }: JsonObject): boolean {
  return isFirstParty === false;
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

/** Of a client that comes without any; one with a part of it gets nothing of this. */
function jwtDefaults(settings: JsonObject): JsonObject {
  if (isMachinery(settings)) return { alg: "RS256" };
  if (isStrict(settings)) return { alg: "RS256", lifetime_in_seconds: 3600 };
  return { lifetime_in_seconds: 36000 };
}

/** Tokens of other people's applications expire, and rotate where they are not strict. */
function refreshTokenDefaults(settings: JsonObject): JsonObject {
  const expires = isThirdParty(settings);
  const rotates = expires && !isStrict(settings);
  return {
    expiration_type: expires ? "expiring" : "non-expiring",
    leeway: 0,
    infinite_token_lifetime: !rotates,
    infinite_idle_token_lifetime: !expires,
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
