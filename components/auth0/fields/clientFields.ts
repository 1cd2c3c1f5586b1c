import type { ClientArgs } from "@pulumi/auth0";
import { clientRules } from "../rest/clientRules";
import type { Fields } from "./field";
import { givenByKeys } from "./fieldsOfKeys";

const noLogin = "belongs to a login page, which an application without users does not have";
const federation = "belongs to SAML and WS-Federation, which have no part in tokens for APIs";

/**
 * Every input of `auth0.Client`. Values are safe for a machine-to-machine application, and only such
 * as recordings or Auth0's OpenAPI description show it to accept when an application is created.
 */
export const clientFields = {
  name: { given: "`name`" },
  description: { given: "`description`" },
  ...givenByKeys,

  allowedClients: { declared: [] },
  /**
   * Origins that may call Auth0 from a browser.
   *
   * @default []
   */
  allowedOrigins: { schema: clientRules.urls, default: [], isOfUsers: true },
  asyncApprovalNotificationChannels: { declared: undefined },
  clientAliases: { declared: [] },
  /**
   * Metadata of the application, 10 entries at most.
   *
   * @default {}
   */
  clientMetadata: {
    schema: clientRules.metadata,
    default: {},
    isPlain: true,
  },
  complianceLevel: { declared: "none" },
  crossOriginAuth: { declared: false },
  crossOriginLoc: { declared: undefined },
  customLoginPageOn: { declared: true },
  defaultOrganization: { declared: { disable: true } },
  fedcmLogin: { declared: undefined, isNewer: true },
  /**
   * Where Auth0 may have users start their login; https.
   *
   * @default none
   */
  initiateLoginUri: { schema: clientRules.httpsUrl, default: null, isOfUsers: true },
  isFirstParty: { declared: true },
  isTokenEndpointIpHeaderTrusted: { declared: false },
  jwtConfiguration: { declared: { alg: "RS256", lifetimeInSeconds: 36_000, scopes: {} } },
  nativeSocialLogin: {
    declared: {
      apple: { enabled: false },
      facebook: { enabled: false },
      google: { enabled: false },
    },
  },
  oidcConformant: { declared: true },
  oidcLogout: { declared: undefined },
  organizationDiscoveryMethods: { declared: undefined },
  organizationRequireBehavior: { declared: "no_prompt" },
  organizationUsage: { declared: "deny" },
  /**
   * How long refresh tokens live, in seconds, and whether they rotate.
   *
   * @default not rotating, not expiring
   */
  refreshToken: {
    schema: clientRules.refreshToken,
    default: {
      rotationType: "non-rotating",
      expirationType: "non-expiring",
      leeway: 0,
      tokenLifetime: 31_557_600,
      infiniteTokenLifetime: true,
      idleTokenLifetime: 2_592_000,
      infiniteIdleTokenLifetime: true,
    },
    isPlain: true,
    isOfUsers: true,
  },
  requireProofOfPossession: { declared: false },
  requirePushedAuthorizationRequests: { declared: false },
  sessionTransfer: { declared: undefined },
  skipNonVerifiableCallbackUriConfirmationPrompt: { declared: undefined },
  sso: { declared: false },
  ssoDisabled: { declared: false },
  tokenExchange: { declared: undefined },
  /**
   * How many tokens the application gets in an hour or a day. Auth0 offers it to some plans only.
   *
   * @default none
   */
  tokenQuota: {
    schema: clientRules.tokenQuota,
    default: undefined,
    isPlain: true,
  },
  /**
   * Origins that may take part in silent authentication.
   *
   * @default []
   */
  webOrigins: { schema: clientRules.urls, default: [], isOfUsers: true },

  "jwtConfiguration.secretEncoded": {
    left: "the provider would replace the application, with another client ID, to change it; it concerns ID tokens that are signed with the client secret",
    drift: "unseen",
  },
  "refreshToken.policies": {
    left: "the provider cannot take policies away; they concern refresh tokens",
    drift: "shown",
  },
  addons: {
    left: `\`up\` takes them away, but Auth0 keeps an empty \`addons\`, which previews show until it is removed by \`PATCH {"addons": null}\`; it ${federation}`,
    drift: "shown",
  },
  customLoginPage: {
    left: `Auth0 does not accept "none" when an application is created; it ${noLogin}`,
    drift: "shown",
  },
  formTemplate: {
    left: `Auth0 does not accept "none" when an application is created; it ${federation}`,
    drift: "shown",
  },
  encryptionKey: { left: `the provider does not read it; it ${federation}`, drift: "unseen" },
  mobile: {
    left: "the provider has no way to say none; it concerns native apps",
    drift: "unseen",
  },
  oidcBackchannelLogoutUrls: {
    left: "an older name of `oidcLogout`, under which it is shown and undone",
    drift: "unseen",
  },
  expressConfiguration: {
    left: "exists for applications of type `express_configuration` alone",
    drift: "unseen",
  },
  myOrganizationConfiguration: {
    left: "concerns the self-service of organizations",
    drift: "unseen",
  },
  resourceServerIdentifier: {
    left: "can be chosen only when an application of type `resource_server` is created",
    drift: "unseen",
    isFixed: true,
  },
  redirectionPolicy: { left: `it ${noLogin}`, drift: "unseen", isNewer: true },
  thirdPartySecurityMode: {
    left: "has an effect on third-party applications alone; `isFirstParty` is declared",
    drift: "unseen",
    isNewer: true,
  },
} as const satisfies Fields<ClientArgs>;
