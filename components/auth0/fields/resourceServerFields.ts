import type { ResourceServerArgs } from "@pulumi/auth0";
import { z } from "zod";
import { seconds } from "../../validation/seconds";
import { text, trueOrFalse } from "../../validation/validation";
import type { Fields } from "./field";

const lifetime = seconds(2_592_000);

const flag = { schema: trueOrFalse, default: false } as const;

/** Every input of `auth0.ResourceServer`. */
export const resourceServerFields = {
  /** Audience of the API's tokens, usually a URL. Changing it replaces the API. */
  identifier: { given: "`identifier`", isFixed: true, schema: text(600) },
  /**
   * Name in Auth0's dashboard.
   *
   * @default the resource's name
   */
  name: { given: "`name`", schema: text(200), default: undefined },
  /**
   * Lifetime of access tokens in seconds, 2,592,000 at most.
   *
   * @default 86400
   */
  tokenLifetime: { schema: lifetime, default: 86_400 },
  /**
   * Lifetime of access tokens in seconds that browsers get, `tokenLifetime` at most.
   *
   * @default 7200, or `tokenLifetime` if that is less
   */
  tokenLifetimeForWeb: { schema: lifetime, default: 7_200 },
  // The only kind of key that WSO2's gateway takes from a JWKS.
  signingAlg: { declared: "RS256" },
  // The RFC 9068 dialects drop the claim azp, by which WSO2 recognises an application.
  /**
   * Kind of access tokens. In those of RFC 9068 (`rfc9068_profile`) the consumer key is in the claim
   * `client_id`, which the Key Manager's `consumerKeyClaim` must name then.
   *
   * @default "access_token"
   */
  tokenDialect: {
    schema: z.enum([
      "access_token",
      "access_token_authz",
      "rfc9068_profile",
      "rfc9068_profile_authz",
    ]),
    default: "access_token",
  },
  /**
   * Whether applications get refresh tokens for the API.
   *
   * @default false
   */
  allowOfflineAccess: flag,
  /**
   * Whether users of the tenant's own applications are not asked for their consent.
   *
   * @default false
   */
  skipConsentForVerifiableFirstPartyClients: flag,
  /**
   * Whether users get only those scopes that their roles have (RBAC).
   *
   * @default false
   */
  enforcePolicies: flag,
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
