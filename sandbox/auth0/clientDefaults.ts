import { isJsonObject, type JsonObject } from "./state";

/** What Auth0 fills in for settings that a client was created without. */
export function withClientDefaults(settings: JsonObject): JsonObject {
  const { jwt_configuration: jwt, refresh_token: refresh } = settings;
  return {
    is_token_endpoint_ip_header_trusted: false,
    cross_origin_authentication: false,
    is_first_party: true,
    oidc_conformant: false,
    sso_disabled: false,
    callback_url_template: false,
    grant_types: defaultGrantTypes(settings),
    custom_login_page_on: true,
    ...settings,
    jwt_configuration: {
      secret_encoded: false,
      lifetime_in_seconds: 36000,
      ...(isJsonObject(jwt) && jwt),
    },
    refresh_token: {
      expiration_type: "non-expiring",
      leeway: 0,
      infinite_token_lifetime: true,
      infinite_idle_token_lifetime: true,
      ...refreshTokenLifetimes(settings),
      rotation_type: "non-rotating",
      ...(isJsonObject(refresh) && refresh),
    },
  };
}

/** Generous: a machine-to-machine application gets the interactive grants too. */
function defaultGrantTypes(settings: JsonObject): string[] {
  const interactive = ["authorization_code", "implicit", "refresh_token"];
  const isPublic =
    settings["app_type"] === "spa" ||
    settings["app_type"] === "native" ||
    settings["token_endpoint_auth_method"] === "none";
  return isPublic ? interactive : [...interactive, "client_credentials"];
}

function refreshTokenLifetimes({ app_type: appType }: JsonObject): JsonObject {
  return appType === "non_interactive" || appType === "regular_web"
    ? { token_lifetime: 31557600, idle_token_lifetime: 2592000 }
    : { token_lifetime: 2592000, idle_token_lifetime: 1296000 };
}
