import { z } from "zod";
import {
  authenticationMethods,
  newAuthenticationMethods,
  newSignedRequestObject,
  newTokenVaultAccess,
  signedRequestObject,
  tokenVaultAccess,
} from "./clientCredentialSchema";
import { invalidFormat, notEmpty } from "./validation";

/** Values of `app_type`. */
export const appTypes = [
  "native",
  "spa",
  "regular_web",
  "non_interactive",
  "resource_server",
  "express_configuration",
  "rms",
  "box",
  "cloudbees",
  "concur",
  "dropbox",
  "mscrm",
  "echosign",
  "egnyte",
  "newrelic",
  "office365",
  "salesforce",
  "sentry",
  "sharepoint",
  "slack",
  "springcm",
  "zendesk",
  "zoom",
  "sso_integration",
  "oag",
] as const;

const methods = ["none", "client_secret_post", "client_secret_basic"] as const;
const text = z.string().min(1);
const url = z.string().refine(isUrl, { error: invalidFormat("url-with-placeholders") });
const callback = z.string().refine(isUrl, { error: invalidFormat("callback-url") });
const settings = z.record(z.string(), z.json());
const metadata = z
  .record(z.string(), z.string().max(255).nullable())
  .refine((keys) => Object.keys(keys).length <= 10, {
    error: ({ input }) =>
      `Too many properties defined (${Object.keys(input as object).length}), maximum 10`,
  });

const jwtConfiguration = z
  .object({
    alg: z
      .enum(["HS256", "RS256", "RS512", "PS256"])
      .exactOptional()
      .describe("Algorithm used to sign JWTs"),
    lifetime_in_seconds: z.int().exactOptional().describe("Lifetime of ID tokens in seconds"),
    secret_encoded: z.boolean().exactOptional().describe("Whether the secret is base64 encoded"),
    scopes: settings.exactOptional().describe("Scopes of ID tokens"),
  })
  .catchall(z.json());

const refreshToken = z.strictObject({
  rotation_type: z.enum(["rotating", "non-rotating"]).describe("Refresh token rotation type"),
  expiration_type: z.enum(["expiring", "non-expiring"]).describe("Refresh token expiration type"),
  leeway: z.int().min(0).exactOptional().describe("Seconds for which a rotated token is reusable"),
  token_lifetime: z.int().min(1).max(157788000).exactOptional().describe("Lifetime in seconds"),
  infinite_token_lifetime: z.boolean().exactOptional().describe("Tokens live for ever"),
  idle_token_lifetime: z.int().min(1).exactOptional().describe("Idle lifetime in seconds"),
  infinite_idle_token_lifetime: z.boolean().exactOptional().describe("Idle tokens live for ever"),
  policies: z.array(z.json()).min(1).nullable().exactOptional().describe("Token policies"),
});

const quota = z.int().min(1).max(2147483647).exactOptional();
const tokenQuota = z.strictObject({
  client_credentials: notEmpty(
    z.strictObject({
      enforce: z.boolean().exactOptional().describe("Whether the quota is enforced"),
      per_day: quota.describe("Tokens per day"),
      per_hour: quota.describe("Tokens per hour"),
    }),
  ).describe("The token quota configuration"),
});

const defaultOrganization = z.strictObject({
  organization_id: text.describe("The organization"),
  flows: z.array(z.literal("client_credentials")).describe("Flows that use the organization"),
});

const sessionTransfer = z.strictObject({
  can_create_session_transfer_token: z.boolean().exactOptional(),
  allowed_authentication_methods: z
    .array(z.enum(["cookie", "query"]))
    .nullable()
    .exactOptional(),
  enforce_device_binding: z.enum(["ip", "asn", "none"]).exactOptional(),
  allow_refresh_token: z.boolean().exactOptional(),
  enforce_cascade_revocation: z.boolean().exactOptional(),
  enforce_online_refresh_tokens: z.boolean().exactOptional(),
  delegation: z
    .strictObject({
      allow_delegated_access: z.boolean().exactOptional(),
      enforce_device_binding: z.enum(["ip", "asn"]).exactOptional(),
    })
    .nullable()
    .exactOptional(),
});

const support = notEmpty(z.strictObject({ enabled: z.boolean().exactOptional() }));
const newNativeSocialLogin = notEmpty(
  z.strictObject({ apple: support, facebook: support, google: support }).partial(),
);
const nativeSocialLogin = notEmpty(
  z
    .strictObject({
      apple: support.nullable(),
      facebook: support.nullable(),
      google: support.nullable(),
    })
    .partial(),
);

const expressConfiguration = z.strictObject({
  initiate_login_uri_template: z.string(),
  user_attribute_profile_id: z.string(),
  connection_profile_id: z.string(),
  enable_client: z.boolean(),
  enable_organization: z.boolean(),
  okta_oin_client_id: z.string(),
  admin_login_domain: text,
  oin_submission_id: z.string().exactOptional(),
  linked_clients: z.array(z.strictObject({ client_id: text })).exactOptional(),
});

const myOrganization = z.strictObject({
  allowed_strategies: z.array(
    z.enum(["pingfederate", "adfs", "waad", "google-apps", "okta", "oidc", "samlp"]),
  ),
  connection_deletion_behavior: z.enum(["allow", "allow_if_empty"]),
  connection_profile_id: z.string().exactOptional(),
  user_attribute_profile_id: z.string().exactOptional(),
  invitation_landing_client_id: z.string().exactOptional(),
});

const fedcmLogin = z.strictObject({ google: z.strictObject({ is_enabled: z.boolean() }) });
const identityAssertion = z.strictObject({ active: z.boolean() });
const anonymousSessions = z.strictObject({ active: z.boolean() });
const b2bIntegration = z.strictObject({
  sso_profiles: z.array(text).max(1).exactOptional(),
  integration_type: z.enum(["custom_auth_server", "third_party", "application"]).exactOptional(),
});

/** What POST and PATCH take alike. */
const common = {
  addons: settings.nullable().exactOptional().describe("Addons enabled for this client"),
  allowed_clients: z.array(text).exactOptional().describe("Clients allowed to delegate"),
  allowed_logout_urls: z.array(url).exactOptional().describe("URLs valid after logout"),
  allowed_origins: z.array(url).exactOptional().describe("Origins allowed for CORS"),
  app_type: z.enum(appTypes).exactOptional().describe("Type of client"),
  b2b_integration_configuration: b2bIntegration.exactOptional(),
  callbacks: z.array(callback).exactOptional().describe("URLs allowed for callbacks"),
  client_aliases: z.array(text).exactOptional().describe("Audiences for SAML"),
  client_metadata: metadata.exactOptional().describe("Metadata associated with the client"),
  compliance_level: z
    .enum([
      "none",
      "fapi1_adv_pkj_par",
      "fapi1_adv_mtls_par",
      "fapi2_sp_pkj_mtls",
      "fapi2_sp_mtls_mtls",
    ])
    .nullable()
    .exactOptional()
    .describe("Compliance level of the client"),
  cross_origin_authentication: z.boolean().exactOptional().describe("Cross-origin authentication"),
  custom_login_page_on: z.boolean().exactOptional().describe("Whether a custom page is used"),
  default_organization: defaultOrganization
    .nullable()
    .exactOptional()
    .describe("Default organization"),
  description: z
    .string()
    .max(140)
    .exactOptional()
    .describe("Free text description of the purpose of the Client. (Max character length: 140)"),
  fedcm_login: fedcmLogin.nullable().exactOptional().describe("Federated credential management"),
  identity_assertion_authorization_grant: identityAssertion
    .nullable()
    .exactOptional()
    .describe("Cross-app access"),
  encryption_key: settings.nullable().exactOptional().describe("Encryption used for WsFed"),
  grant_types: z.array(text).exactOptional().describe("A set of grant types of the client"),
  initiate_login_uri: z
    .string()
    .refine((uri) => uri === "" || /^https:\/\/\S+$/i.test(uri), {
      error: invalidFormat("absolute-https-uri-with-placeholders-or-empty"),
    })
    .exactOptional()
    .describe("Initiate login uri, must be https"),
  is_first_party: z.boolean().exactOptional().describe("Whether the client is first party"),
  is_token_endpoint_ip_header_trusted: z
    .boolean()
    .exactOptional()
    .describe("Whether the token endpoint trusts the auth0-forwarded-for header"),
  jwt_configuration: jwtConfiguration.exactOptional().describe("Configuration of JWTs"),
  logo_uri: z
    .string()
    .refine((uri) => uri === "" || isUrl(uri), { error: invalidFormat("absolute-uri-or-empty") })
    .exactOptional()
    .describe("URL of the logo"),
  mobile: settings.exactOptional().describe("Additional configuration for native mobile apps"),
  name: z
    .string()
    .regex(/^[^<>]+$/)
    .describe("Name of this client (min length: 1 character, does not allow `<` or `>`)."),
  oidc_backchannel_logout: settings.nullable().exactOptional().describe("Back-channel logout"),
  oidc_conformant: z.boolean().exactOptional().describe("Whether the client is OIDC conformant"),
  oidc_logout: settings.nullable().exactOptional().describe("Back-channel logout"),
  par_request_expiry: z.int().min(10).max(600).nullable().exactOptional().describe("PAR expiry"),
  redirection_policy: z.enum(["allow_always", "open_redirect_protection"]).exactOptional(),
  refresh_token: refreshToken.nullable().exactOptional().describe("Refresh token configuration"),
  require_proof_of_possession: z.boolean().exactOptional().describe("Proof of possession"),
  require_pushed_authorization_requests: z.boolean().exactOptional().describe("PAR is required"),
  session_transfer: sessionTransfer.nullable().exactOptional().describe("Session transfer"),
  sso: z.boolean().exactOptional().describe("Single sign-on"),
  sso_disabled: z.boolean().exactOptional().describe("Whether single sign-on is disabled"),
  third_party_security_mode: z.enum(["strict", "permissive"]).exactOptional(),
  web_origins: z.array(url).exactOptional().describe("Origins for web messages"),
};

const usage = z.enum(["deny", "allow", "require"]);
const requireBehavior = z.enum(["no_prompt", "pre_login_prompt", "post_login_prompt"]);
const discoveryMethods = z.array(z.enum(["email", "organization_name"])).min(1);
const notificationChannels = z.array(z.enum(["guardian-push", "email"])).min(1);
const tokenEndpointAuthMethod =
  "Defines the requested authentication method for the token endpoint.";

/** Body of `POST /clients`. The secret is Auth0's to choose. */
export const createClientSchema = z.strictObject({
  ...common,
  anonymous_sessions: anonymousSessions.exactOptional().describe("Anonymous sessions"),
  async_approval_notification_channels: notificationChannels.exactOptional(),
  client_authentication_methods: newAuthenticationMethods
    .exactOptional()
    .describe("Defines client authentication methods."),
  cross_origin_loc: z.string().exactOptional().describe("URL for cross-origin verification"),
  custom_login_page: text.exactOptional().describe("The content (HTML, CSS, JS) of the page"),
  custom_login_page_preview: text.exactOptional(),
  express_configuration: expressConfiguration.exactOptional(),
  my_organization_configuration: myOrganization.exactOptional(),
  native_social_login: newNativeSocialLogin.exactOptional().describe("Native social login"),
  signed_request_object: newSignedRequestObject
    .nullable()
    .exactOptional()
    .describe("JWT-secured authorization requests"),
  form_template: text.exactOptional().describe("HTML form template for WS-Federation"),
  organization_discovery_methods: discoveryMethods.exactOptional(),
  organization_require_behavior: requireBehavior.exactOptional(),
  organization_usage: usage.exactOptional().describe("How organizations are used"),
  resource_server_identifier: text.max(600).exactOptional(),
  skip_non_verifiable_callback_uri_confirmation_prompt: z.boolean().exactOptional(),
  token_endpoint_auth_method: z.enum(methods).exactOptional().describe(tokenEndpointAuthMethod),
  token_exchange: settings.exactOptional().describe("Token exchange"),
  token_vault_privileged_access: newTokenVaultAccess.exactOptional(),
  token_quota: tokenQuota.exactOptional().describe("Token quota"),
});

/** Body of `PATCH /clients/{id}`: everything optional, null takes some settings away. */
export const updateClientSchema = notEmpty(
  z.strictObject({
    ...common,
    name: common.name.exactOptional(),
    anonymous_sessions: anonymousSessions.nullable().exactOptional().describe("Anonymous sessions"),
    async_approval_notification_channels: notificationChannels.nullable().exactOptional(),
    client_authentication_methods: authenticationMethods
      .nullable()
      .exactOptional()
      .describe("Defines client authentication methods."),
    client_secret: text.exactOptional().describe("The secret used to sign tokens for the client"),
    cross_origin_loc: z.string().nullable().exactOptional(),
    custom_login_page: z.string().exactOptional(),
    custom_login_page_preview: z.string().exactOptional(),
    express_configuration: expressConfiguration.nullable().exactOptional(),
    form_template: z.string().exactOptional(),
    my_organization_configuration: myOrganization.nullable().exactOptional(),
    native_social_login: nativeSocialLogin
      .nullable()
      .exactOptional()
      .describe("Native social login"),
    signed_request_object: signedRequestObject
      .nullable()
      .exactOptional()
      .describe("JWT-secured authorization requests"),
    token_vault_privileged_access: tokenVaultAccess.nullable().exactOptional(),
    organization_discovery_methods: discoveryMethods.nullable().exactOptional(),
    organization_require_behavior: requireBehavior.nullable().exactOptional(),
    organization_usage: usage.nullable().exactOptional().describe("How organizations are used"),
    skip_non_verifiable_callback_uri_confirmation_prompt: z.boolean().nullable().exactOptional(),
    token_endpoint_auth_method: z
      .enum(methods)
      .nullable()
      .exactOptional()
      .describe(tokenEndpointAuthMethod),
    token_exchange: settings.nullable().exactOptional().describe("Token exchange"),
    token_quota: tokenQuota.nullable().exactOptional().describe("Token quota"),
  }),
);

/** Anything with a scheme; `*` may stand in for a part of the host. */
function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S+$/i.test(text);
}
