import type { IncomingHttpHeaders } from "node:http";
import { ManagementError } from "./errors";
import type { Tenant } from "./tenant";
import { malformedAuthorization, unauthorized, verifyManagementToken } from "./tokens";

/** Scopes of the caller, who must have at least one of `anyOf`. */
export async function authorize(
  tenant: Tenant,
  { host, authorization }: IncomingHttpHeaders,
  anyOf: readonly string[],
): Promise<ReadonlySet<string>> {
  if (authorization === undefined) throw unauthorized("Missing authentication");
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw malformedAuthorization();
  const scopes = await verifyManagementToken(tenant, tenant.issuerAt(host), token);
  requireScope(scopes, anyOf);
  return scopes;
}

/** Refuses a caller that has none of `anyOf`. */
export function requireScope(scopes: ReadonlySet<string>, anyOf: readonly string[]): void {
  if (anyOf.some((scope) => scopes.has(scope))) return;
  throw new ManagementError(
    403,
    `Insufficient scope, expected any of: ${anyOf.join(",")}`,
    "insufficient_scope",
  );
}
