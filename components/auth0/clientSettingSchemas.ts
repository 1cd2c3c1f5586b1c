import { z } from "zod";
import { longText, text, trueOrFalse } from "../validation/validation";
import { seconds } from "../validation/seconds";
import { clientRules } from "./rest/clientRules";

const count = { error: "a whole number of tokens, 1 at least" };
const tokens = z.int(count).min(1, count).optional();
const leewayError = { error: "a whole number of seconds, 0 at least" };
const lifetime = seconds(157_788_000);

/** Schema of what may be chosen for any application in Auth0, key by key. */
export const clientSettings = {
  clientMetadata: z
    .record(text(255), longText(255))
    .refine((entries) => Object.keys(entries).length <= 10, { error: "10 entries at most" })
    .optional(),
  logoUri: clientRules.httpsUrl.optional(),
  tokenQuota: z
    .strictObject({
      clientCredentials: z.strictObject({
        enforce: trueOrFalse.optional(),
        perHour: tokens,
        perDay: tokens,
      }),
    })
    .optional(),
};

/** Schema of what may be chosen for an application that has users, too. */
export const userClientSettings = {
  ...clientSettings,
  allowedLogoutUrls: clientRules.urls.optional(),
  allowedOrigins: clientRules.urls.optional(),
  webOrigins: clientRules.urls.optional(),
  initiateLoginUri: clientRules.httpsUrl.optional(),
  refreshToken: z
    .strictObject({
      rotationType: z.enum(["rotating", "non-rotating"]),
      expirationType: z.enum(["expiring", "non-expiring"]),
      leeway: z.int(leewayError).min(0, leewayError).optional(),
      tokenLifetime: lifetime.optional(),
      infiniteTokenLifetime: trueOrFalse.optional(),
      idleTokenLifetime: lifetime.optional(),
      infiniteIdleTokenLifetime: trueOrFalse.optional(),
    })
    .optional(),
};
