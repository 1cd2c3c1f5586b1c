import type { input } from "@pulumi/auth0/types";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { seconds } from "../../validation/seconds";
import { longText, text, trueOrFalse, webUrl } from "../../validation/validation";

/** The grant types that Auth0 has; the last ones in tenants of before 2017 alone. */
export const grantTypes = [
  "authorization_code",
  "client_credentials",
  "implicit",
  "password",
  "refresh_token",
  "http://auth0.com/oauth/grant-type/mfa-oob",
  "http://auth0.com/oauth/grant-type/mfa-otp",
  "http://auth0.com/oauth/grant-type/mfa-recovery-code",
  "http://auth0.com/oauth/grant-type/password-realm",
  "http://auth0.com/oauth/grant-type/passwordless/otp",
  "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
  "urn:ietf:params:oauth:grant-type:device_code",
  "urn:ietf:params:oauth:grant-type:jwt-bearer",
  "urn:ietf:params:oauth:grant-type:token-exchange",
  "urn:okta:params:oauth:grant-type:webauthn",
  "urn:openid:params:grant-type:ciba",
  "http://auth0.com/oauth/legacy/grant-type/access_token",
  "http://auth0.com/oauth/legacy/grant-type/delegation/id_token",
  "http://auth0.com/oauth/legacy/grant-type/delegation/refresh_token",
  "http://auth0.com/oauth/legacy/grant-type/ro",
  "http://auth0.com/oauth/legacy/grant-type/ro/jwt-bearer",
] as const;

const absoluteUrl = String.raw`[a-z][a-z0-9+.\-]*:[^\s,]+`;

const urlError = "absolute URLs with commas, and no blanks, between them (2000 characters at most)";

const count = { error: "a whole number of tokens, 1 at least" };
const tokens = z.int(count).min(1, count).optional();
const leewayError = { error: "a whole number of seconds, 0 at least" };
const lifetime = seconds(157_788_000).optional();

/** What Auth0 takes of a client, key by key; anything else is refused when the client is made. */
export const clientRules = {
  httpsUrl: webUrl(/^https:$/, "an https URL"),
  urls: z.array(text(2000)),
  grantTypes: z
    .array(z.enum(grantTypes, { error: `one of ${grantTypes.join(", ")}` }))
    .min(1, { error: "a list of at least one grant type" }) as z.ZodType<string[]>,
  // WSO2's connector splits it at the commas, as is done here for mapped keys.
  callbackUrl: z
    .string({ error: urlError })
    .max(2000, { error: urlError })
    .regex(new RegExp(`^${absoluteUrl}(,${absoluteUrl})*$`, "i"), { error: urlError }),
  metadata: z
    .record(text(255), longText(255))
    .refine((entries) => Object.keys(entries).length <= 10, {
      error: "10 entries at most",
    }) as z.ZodType<Readonly<Record<string, pulumi.Input<string>>>>,
  tokenQuota: z.strictObject({
    clientCredentials: z.strictObject({
      enforce: trueOrFalse.optional(),
      perHour: tokens,
      perDay: tokens,
    }),
  }) as z.ZodType<input.ClientTokenQuota>,
  refreshToken: z.strictObject({
    rotationType: z.enum(["rotating", "non-rotating"]),
    expirationType: z.enum(["expiring", "non-expiring"]),
    leeway: z.int(leewayError).min(0, leewayError).optional(),
    tokenLifetime: lifetime,
    infiniteTokenLifetime: trueOrFalse.optional(),
    idleTokenLifetime: lifetime,
    infiniteIdleTokenLifetime: trueOrFalse.optional(),
  }) as z.ZodType<input.ClientRefreshToken>,
};

/** What is wrong with a name for a client, or with what becomes a part of one; one that is unknown yet passes. */
export function clientNameFault(name: unknown): string | undefined {
  if (typeof name !== "string" || !/[<>]/.test(name)) return undefined;
  return `must be without "<" and ">", which Auth0 refuses in the name of a client, but is "${name}"`;
}
