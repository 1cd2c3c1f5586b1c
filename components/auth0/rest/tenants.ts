/** Name of the stack's own provider, whose tenant is in the state. */
export const ownProvider = "auth0-tenant";

/** The tenant of a Management API, by its identifier; nothing where that is not known. */
export function tenantAt(managementApi: unknown): string | undefined {
  if (typeof managementApi !== "string" || !URL.canParse(managementApi)) return undefined;
  return new URL(managementApi).host;
}

/** Why a stack that points to another tenant is refused: what it made stays where it is. */
export function describeOtherTenant(there: string, here: string): string {
  return (
    `the stack's objects are in the Auth0 tenant ${there}, but the stack points to ${here}. Nothing ` +
    `was changed. Point it back to ${there} (AUTH0_DOMAIN, or auth0:domain in the stack config, and the ` +
    `login with it; with a Key Manager of another stack keyManager.reference). To move the stack: point it back, run pulumi destroy, point it to ${here}, run ` +
    "pulumi up."
  );
}
