import { generateKeyPairSync } from "node:crypto";
import { rootCertificates } from "node:tls";
import type { clientCredentialsFields } from "../../../components/auth0/fields/clientCredentialsFields";
import type { clientFields } from "../../../components/auth0/fields/clientFields";
import type { clientGrantFields } from "../../../components/auth0/fields/clientGrantFields";
import type { resourceServerFields } from "../../../components/auth0/fields/resourceServerFields";
import type { resourceServerScopesFields } from "../../../components/auth0/fields/resourceServerScopesFields";
import type { Document } from "auth0-wso2-sandbox/consoles";

/** What somebody does to an object by hand, as the Management API has it, field by field. */
export type Changes<Fields> = Readonly<
  Record<Exclude<keyof Fields, Untouchable<Fields>>, Document>
>;

/** Fields that no change by hand reaches: Auth0 has none, or the plugin does not know the field. */
type Untouchable<Fields> = {
  [Name in keyof Fields]: Fields[Name] extends { isFixed: true } | { isNewer: true } ? Name : never;
}[keyof Fields];

/** A public key, PEM. */
export const publicKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .publicKey.export({ format: "pem", type: "spki" })
  .toString();

/** A certificate that is still valid, PEM; whose does not matter. */
export const [certificate = ""] = rootCertificates;

export const clientChanges = {
  name: { name: "drifted" },
  description: { description: "drifted" },
  appType: { app_type: "regular_web" },
  grantTypes: { grant_types: ["client_credentials", "implicit"] },
  callbacks: { callbacks: ["https://drifted.example.com/"] },
  addons: { addons: { slack: { team: "drifted" } } },
  allowedClients: { allowed_clients: ["drifted"] },
  allowedLogoutUrls: { allowed_logout_urls: ["https://drifted.example.com/"] },
  allowedOrigins: { allowed_origins: ["https://drifted.example.com"] },
  asyncApprovalNotificationChannels: { async_approval_notification_channels: ["email"] },
  clientAliases: { client_aliases: ["drifted"] },
  clientMetadata: { client_metadata: { drifted: "yes" } },
  complianceLevel: { compliance_level: "fapi1_adv_pkj_par" },
  crossOriginAuth: { cross_origin_authentication: true },
  crossOriginLoc: { cross_origin_loc: "https://drifted.example.com/" },
  customLoginPageOn: { custom_login_page_on: false },
  defaultOrganization: {
    default_organization: { organization_id: "org_1", flows: ["client_credentials"] },
  },
  initiateLoginUri: { initiate_login_uri: "https://drifted.example.com/" },
  isFirstParty: { is_first_party: false },
  isTokenEndpointIpHeaderTrusted: { is_token_endpoint_ip_header_trusted: true },
  jwtConfiguration: {
    jwt_configuration: { alg: "HS256", lifetime_in_seconds: 60, scopes: { drifted: "yes" } },
  },
  logoUri: { logo_uri: "https://drifted.example.com/logo.png" },
  nativeSocialLogin: {
    native_social_login: {
      apple: { enabled: true },
      facebook: { enabled: true },
      google: { enabled: true },
    },
  },
  oidcConformant: { oidc_conformant: false },
  oidcLogout: { oidc_logout: { backchannel_logout_urls: ["https://drifted.example.com/"] } },
  organizationDiscoveryMethods: { organization_discovery_methods: ["email"] },
  organizationRequireBehavior: { organization_require_behavior: "pre_login_prompt" },
  organizationUsage: { organization_usage: "require" },
  refreshToken: {
    refresh_token: {
      rotation_type: "rotating",
      expiration_type: "expiring",
      leeway: 5,
      token_lifetime: 60,
      infinite_token_lifetime: false,
      idle_token_lifetime: 30,
      infinite_idle_token_lifetime: false,
    },
  },
  requireProofOfPossession: { require_proof_of_possession: true },
  requirePushedAuthorizationRequests: { require_pushed_authorization_requests: true },
  sessionTransfer: { session_transfer: { can_create_session_transfer_token: true } },
  skipNonVerifiableCallbackUriConfirmationPrompt: {
    skip_non_verifiable_callback_uri_confirmation_prompt: true,
  },
  sso: { sso: true },
  ssoDisabled: { sso_disabled: true },
  tokenExchange: { token_exchange: { allow_any_profile_of_type: ["custom_authentication"] } },
  tokenQuota: { token_quota: { client_credentials: { enforce: true, per_day: 1 } } },
  webOrigins: { web_origins: ["https://drifted.example.com"] },

  "jwtConfiguration.secretEncoded": { jwt_configuration: { secret_encoded: true } },
  "refreshToken.policies": {
    refresh_token: {
      rotation_type: "rotating",
      expiration_type: "expiring",
      policies: [{ audience: "https://drifted.example.com/", scope: ["drifted"] }],
    },
  },
  customLoginPage: { custom_login_page: "<p>drifted</p>" },
  formTemplate: { form_template: "<p>drifted</p>" },
  encryptionKey: { encryption_key: { pub: "drifted", cert: "drifted", subject: "drifted" } },
  mobile: { mobile: { ios: { team_id: "drifted", app_bundle_identifier: "drifted" } } },
  oidcBackchannelLogoutUrls: {
    oidc_backchannel_logout: { backchannel_logout_urls: ["https://drifted.example.com/"] },
  },
  expressConfiguration: {
    express_configuration: {
      initiate_login_uri_template: "https://drifted.example.com/",
      user_attribute_profile_id: "uap_1",
      connection_profile_id: "cop_1",
      enable_client: true,
      enable_organization: true,
      okta_oin_client_id: "drifted",
      admin_login_domain: "drifted.example.com",
    },
  },
  myOrganizationConfiguration: {
    my_organization_configuration: {
      allowed_strategies: ["oidc"],
      connection_deletion_behavior: "allow",
    },
  },
} satisfies Partial<Changes<typeof clientFields>>;

export const clientGrantChanges = {
  scopes: { scope: ["default", "drifted"] },
  organizationUsage: { organization_usage: "require" },
  allowAnyOrganization: { allow_any_organization: true },
  allowAllScopes: { allow_all_scopes: true, scope: [] },
  authorizationDetailsTypes: { authorization_details_types: ["drifted"] },
} satisfies Partial<Changes<typeof clientGrantFields>>;

export const resourceServerChanges = {
  name: { name: "drifted" },
  tokenLifetime: { token_lifetime: 60 },
  tokenLifetimeForWeb: { token_lifetime_for_web: 30 },
  signingAlg: { signing_alg: "PS256" },
  tokenDialect: { token_dialect: "rfc9068_profile" },
  allowOfflineAccess: { allow_offline_access: true },
  skipConsentForVerifiableFirstPartyClients: {
    skip_consent_for_verifiable_first_party_clients: true,
  },
  enforcePolicies: { enforce_policies: true },
  subjectTypeAuthorization: {
    subject_type_authorization: { client: { policy: "deny_all" }, user: { policy: "deny_all" } },
  },
  tokenEncryption: {
    token_encryption: {
      format: "compact-nested-jwe",
      encryption_key: { alg: "RSA-OAEP-256", pem: publicKey, name: "drifted" },
    },
  },
  proofOfPossession: { proof_of_possession: { mechanism: "dpop", required: true } },
  consentPolicy: { consent_policy: "transactional-authorization-with-mfa" },
  authorizationDetails: { authorization_details: [{ type: "drifted" }] },
  signingSecret: { signing_secret: "drifted-drifted-drifted" },
  verificationLocation: { verificationLocation: "https://drifted.example.com/" },
} satisfies Partial<Changes<typeof resourceServerFields>>;

export const resourceServerScopesChanges = {
  scopes: { scopes: [{ value: "drifted" }] },
} satisfies Partial<Changes<typeof resourceServerScopesFields>>;

export const clientCredentialsChanges = {
  authenticationMethod: { token_endpoint_auth_method: "client_secret_post" },
} satisfies Partial<Changes<typeof clientCredentialsFields>>;
