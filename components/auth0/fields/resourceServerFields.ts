import type { ResourceServerArgs } from "@pulumi/auth0";
import type { Fields } from "./field";

/** Every input of `auth0.ResourceServer`. */
export const resourceServerFields = {
  identifier: { given: "`identifier`", isFixed: true },
  name: { given: "`name`" },
  tokenLifetime: { declared: 86_400, setting: "tokenLifetime" },
  tokenLifetimeForWeb: { declared: 7_200, setting: "tokenLifetimeForWeb" },
  // The only kind of key that WSO2's gateway takes from a JWKS.
  signingAlg: { declared: "RS256" },
  // The RFC 9068 dialects drop the claim azp, by which WSO2 recognises an application.
  tokenDialect: { declared: "access_token", setting: "tokenDialect" },
  allowOfflineAccess: { declared: false, setting: "allowOfflineAccess" },
  skipConsentForVerifiableFirstPartyClients: {
    declared: false,
    setting: "skipConsentForVerifiableFirstPartyClients",
  },
  enforcePolicies: { declared: false, setting: "enforcePolicies" },
  subjectTypeAuthorization: {
    given: "`client`: `require_client_grant`, `user`: `userPolicy`, by default `allow_all`",
  },
  // WSO2's gateway reads no encrypted tokens, and asks for no proof of possession.
  tokenEncryption: { declared: { disable: true } },
  proofOfPossession: { declared: { disable: true } },
  consentPolicy: { declared: "null" },
  authorizationDetails: { declared: [{ disable: true }] },
  signingSecret: { left: "signs nothing while `signingAlg` is RS256", drift: "unseen" },
  verificationLocation: {
    left: "Auth0 is not known to accept none for it; it concerns the introspection of tokens",
    drift: "shown",
  },
  allowOnlineAccess: { left: "concerns refresh tokens", drift: "unseen", isNewer: true },
  allowOnlineAccessWithEphemeralSessions: {
    left: "concerns refresh tokens",
    drift: "unseen",
    isNewer: true,
  },
  authorizationPolicy: {
    left: "open to early-access tenants alone; where it refuses tokens, the smoke test says so",
    drift: "unseen",
    isNewer: true,
  },
} as const satisfies Fields<ResourceServerArgs>;
