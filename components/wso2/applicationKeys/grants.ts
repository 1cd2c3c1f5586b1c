import { Auth0Error } from "../../auth0/rest/authenticationApi";
import type { ClientCredentials } from "../../auth0/rest/clientCredentials";
import type { Auth0ClientGrant, ManagementApi } from "../../auth0/rest/managementApi";
import { RememberedList } from "../provider/rememberedList";

/** What stands for the scopes of a grant that allows all of them. */
const everyScope = "(every scope)";

/** Of which client and for which API a grant is, and who looks. */
export interface GrantOfKeys {
  readonly management: ClientCredentials;
  readonly clientId: string;
  readonly audience: string;
}

/** The grants that WSO2's connector makes for its clients. Those of an API are listed once in a run. */
export class GeneratedGrants {
  private readonly lists = new Map<string, RememberedList<Auth0ClientGrant>>();

  /** @param api Auth0's Management API with the login of WSO2 */
  constructor(private readonly api: (management: ClientCredentials) => ManagementApi) {}

  /** The scopes of a grant; nothing where there is none, or Auth0 does not tell. */
  async scopes(which: GrantOfKeys): Promise<string[] | undefined> {
    const grant = await this.find(which);
    return grant && scopesOf(grant);
  }

  /**
   * Brings the scopes of a grant into line, where there is one.
   *
   * @throws Error that says what WSO2's login lacks
   */
  async setScopes(which: GrantOfKeys, scopes: readonly string[]): Promise<void> {
    const grant = await this.find(which);
    if (grant === undefined || isSame(scopesOf(grant), scopes)) return;
    const patched = this.api(which.management).updateGrant(grant, scopes);
    const changed = { id: grant.id, client_id: which.clientId, scope: [...scopes] };
    try {
      await this.list(which).write(patched, (grants) =>
        grants.map((each) => (each.id === grant.id ? changed : each)),
      );
    } catch (error) {
      if (!(error instanceof Auth0Error && error.status === 403)) throw error;
      throw new Error(
        `the client ${which.clientId} is granted other scopes of ${which.audience} than declared ` +
          `(${scopesOf(grant).join(", ") || "none"} in place of ${scopes.join(", ")}), and WSO2's ` +
          "management application may not change them. Give it the permission update:client_grants " +
          "(config key managementApplication.additionalPermissions), or set the scopes in Auth0's " +
          "dashboard, and run pulumi up again.",
        { cause: error },
      );
    }
  }

  /** For grants that WSO2 has made meanwhile. */
  forget(which: GrantOfKeys): void {
    this.list(which).forget();
  }

  private async find(which: GrantOfKeys): Promise<Auth0ClientGrant | undefined> {
    try {
      const grants = await this.list(which).get();
      return grants.find(({ client_id }) => client_id === which.clientId);
    } catch (error) {
      if (error instanceof Auth0Error) return undefined;
      throw error;
    }
  }

  private list({ management, audience }: GrantOfKeys): RememberedList<Auth0ClientGrant> {
    const key = JSON.stringify([management.clientId, management.audience, audience]);
    const list =
      this.lists.get(key) ?? new RememberedList(() => this.api(management).listOwnGrants(audience));
    this.lists.set(key, list);
    return list;
  }
}

function scopesOf({ scope = [], allow_all_scopes: all }: Auth0ClientGrant): string[] {
  return all === true ? [everyScope] : scope;
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return JSON.stringify([...left].sort()) === JSON.stringify([...right].sort());
}
