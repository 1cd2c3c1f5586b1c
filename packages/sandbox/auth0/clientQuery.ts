import { ManagementError } from "./errors";
import type { Tenant } from "./tenant";

interface ClientQuery {
  q?: string;
  from?: string;
  take?: number;
  [parameter: string]: unknown;
}

const otherFilters = ["is_global", "is_first_party", "app_type", "external_client_id"];

/**
 * The ids of the clients that `q` finds by their grants; undefined without one. It knows two
 * questions, and comes with checkpoints and without other filters, as Auth0's documentation has
 * it; the wording is assumed. No grant in the sandbox belongs to an organization.
 */
export function queriedClients(
  { state }: Tenant,
  { q, from, take, ...parameters }: ClientQuery,
): ReadonlySet<string | undefined> | undefined {
  if (q === undefined) return undefined;
  const others = otherFilters.filter((name) => parameters[name] !== undefined);
  if (others.length > 0) throw refused(`'q' cannot be combined with ${others.join(", ")}`);
  if (from === undefined && take === undefined) throw refused("'q' requires 'from' and 'take'");
  if (/^client_grant\.organization_id:\w+$/.test(q)) return new Set();
  if (q !== "client_grant.allow_any_organization:true") throw refused(`'q' cannot be ${q}`);
  const grants = state.clientGrants.filter((grant) => grant["allow_any_organization"] === true);
  return new Set(grants.map(({ client_id }) => client_id));
}

function refused(message: string): ManagementError {
  return new ManagementError(400, message, "invalid_query_string");
}
