/** What a grant holds, in words. */
export function describeScopes(scopes: readonly string[]): string {
  return scopes.length === 0 ? "no scopes" : `the scopes ${scopes.join(", ")}`;
}

/** Where people see the grants of an API, and remove them. */
export const grantsInDashboard = (audience: string) =>
  `Auth0's dashboard (Applications, APIs, ${audience}, Application Access)`;
