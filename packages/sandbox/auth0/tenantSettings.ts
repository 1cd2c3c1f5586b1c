import express, { type Router } from "express";
import { z } from "zod";
import { endpoint } from "./endpoint";
import { fieldParameters, selectFields } from "./fieldSelection";
import type { Tenant } from "./tenant";
import { validateQuery } from "./validation";

/** `/api/v2/tenants/settings`, as a new tenant has them; read only here. */
export function tenantSettings(tenant: Tenant): Router {
  const router = express.Router();
  router.get(
    "/",
    endpoint(tenant, ["read:tenant_settings"], ({ query }) => ({
      status: 200,
      body: selectFields(settings, validateQuery(parameters, query)),
    })),
  );
  return router;
}

const settings = {
  enabled_locales: ["en"],
  flags: {
    allow_legacy_delegation_grant_types: false,
    allow_legacy_ro_grant_types: false,
    allow_legacy_tokeninfo_endpoint: false,
    disable_clickjack_protection_headers: false,
    enable_apis_section: false,
    enable_client_connections: false,
    enable_custom_domain_in_emails: false,
    enable_dynamic_client_registration: false,
    enable_legacy_logs_search_v2: false,
    enable_public_signup_user_exists_error: true,
    new_universal_login_experience_enabled: true,
    no_disclose_enterprise_connections: false,
    revoke_refresh_token_grant: false,
    universal_login: true,
  },
  friendly_name: "Sandbox",
  idle_session_lifetime: 72,
  oidc_logout: { rp_logout_end_session_endpoint_discovery: true },
  sandbox_version: "22",
  sandbox_versions_available: ["22", "18"],
  session_cookie: { mode: "non-persistent" },
  session_lifetime: 168,
};

const parameters = z.strictObject(
  fieldParameters([
    ...["allowed_logout_urls", "change_password", "default_token_quota", "error_page", "flags"],
    ...["friendly_name", "picture_url", "support_email", "support_url", "session_lifetime"],
    ...["default_audience", "default_directory", "device_flow", "idle_session_lifetime"],
    ...["ephemeral_session_lifetime", "idle_ephemeral_session_lifetime"],
    ...["default_redirection_uri", "universal_login", "enabled_locales", "session_cookie"],
    ...["sessions", "oidc_logout", "allow_organization_name_in_authentication_api", "mtls"],
    ...["customize_mfa_in_postlogin_action", "resource_parameter_profile"],
    ...["skip_non_verifiable_callback_uri_confirmation_prompt", "enable_ai_guide"],
  ]),
);
