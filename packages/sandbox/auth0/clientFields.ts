import { ManagementError } from "./errors";
import { fieldParameters, selectFields, type FieldSelection } from "./fieldSelection";
import type { JsonObject } from "./state";

const summary = ["client_id", "app_type", "name", "description"];
const secrets = [
  "client_secret",
  "encryption_key",
  "client_authentication_methods",
  "signing_keys",
];

/** Names that `fields` knows. */
const selectable = [
  ...["name", "description", "callbacks", "oidc_backchannel_logout", "oidc_logout"],
  ...["session_transfer", "allowed_origins", "web_origins", "client_id", "tenant", "global"],
  ...["config_route", "callback_url_template", "jwt_configuration"],
  ...["jwt_configuration.lifetime_in_seconds", "jwt_configuration.secret_encoded"],
  ...["jwt_configuration.scopes", "jwt_configuration.alg", "api_type", "logo_uri"],
  ...["allowed_clients", "owners", "custom_login_page", "custom_login_page_on", "sso", "addons"],
  ...["form_template", "custom_login_page_preview", "encryption_key", "encryption_key.pub"],
  ...["encryption_key.cert", "client_secret", "signing_keys", "mobile", "mobile.android"],
  ...["mobile.ios", "token_endpoint_auth_method", "allowed_logout_urls", "app_type"],
  ...["is_first_party", "oidc_conformant", "client_metadata"],
  ...["is_token_endpoint_ip_header_trusted", "initiate_login_uri", "grant_types"],
  ...["refresh_token", "refresh_token.rotation_type", "refresh_token.expiration_type"],
  ...["refresh_token.leeway", "refresh_token.policies", "refresh_token.token_lifetime"],
  ...["default_organization", "organization_usage", "organization_require_behavior"],
  ...["organization_discovery_methods", "client_authentication_methods"],
  ...["client_authentication_methods.private_key_jwt", "require_pushed_authorization_requests"],
  ...["require_proof_of_possession", "id_token", "signed_request_object"],
  ...["signed_request_object.required", "signed_request_object.credentials"],
  ...["compliance_level", "skip_non_verifiable_callback_uri_confirmation_prompt"],
  ...["token_exchange", "token_exchange.allow_any_profile_of_type", "token_quota"],
  ...["identity_assertion_authorization_grant", "third_party_security_mode"],
  ...["subject_type_authorization", "resource_server_identifier", "express_configuration"],
  ...["my_organization_configuration", "async_approval_notification_channels"],
  ...["token_vault_privileged_access", "token_vault_privileged_access.credentials"],
  ...["registration_type", "external_metadata_type", "external_metadata_created_by"],
  ...["external_client_id", "redirection_policy", "fedcm_login"],
];

/** Query parameters that choose what is shown of a client. */
export const clientFieldParameters = fieldParameters(selectable);

/**
 * What a caller with `scopes` sees of a client. Hidden settings are absent, unless they were asked
 * for by name: that is refused.
 */
export function clientFields(
  client: JsonObject,
  scopes: ReadonlySet<string>,
  selection: FieldSelection = {},
): JsonObject {
  const visible = Object.fromEntries(
    Object.entries(client).filter(([name]) => isVisible(name, scopes)),
  );
  if (selection.include_fields !== false) refuseHidden(selection, scopes);
  return selectFields(visible, selection);
}

function refuseHidden({ fields }: FieldSelection, scopes: ReadonlySet<string>): void {
  const names = fields?.split(",") ?? [];
  const hidden = names.filter((name) => !isVisible(name.replace(/\..*/, ""), scopes));
  if (hidden.length === 0) return;
  throw new ManagementError(
    403,
    `You cannot read the following fields: ${hidden.join(", ")}`,
    "insufficient_scope",
  );
}

function isVisible(name: string, scopes: ReadonlySet<string>): boolean {
  if (summary.includes(name) || scopes.has("read:client_keys")) return true;
  if (secrets.includes(name)) return scopes.has("read:client_credentials");
  return scopes.has("read:clients");
}
