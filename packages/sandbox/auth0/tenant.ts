import { ManagementError } from "./errors";
import type { Auth0State, Client, ClientGrant, ResourceServer } from "./state";

/** A tenant's state with the address under which it is reached. */
export class Tenant {
  /** Machine-to-machine tokens that were issued since the start, by the API that they are for. */
  readonly issuedTokens: { audience: string }[] = [];
  private host = "";
  private customDomain = "";

  constructor(
    readonly state: Auth0State,
    /** To be called after every change of `state`. */
    readonly changed: () => void,
  ) {}

  /**
   * Sets the tenant's own domain and its custom one. The Management API is named after the first,
   * so grants for that API follow when saved state comes back on another port.
   */
  serveAt(host: string, customDomain: string): void {
    this.host = host;
    this.customDomain = customDomain;
    const system = this.state.resourceServers.find(({ is_system }) => is_system);
    if (!system || system.identifier === this.managementAudience) return;
    for (const grant of this.state.clientGrants) {
      if (grant.audience === system.identifier) grant.audience = this.managementAudience;
    }
    system.identifier = this.managementAudience;
  }

  /** `tenant` of clients. */
  readonly name = "sandbox";

  /** `iss` of tokens that are asked for at the tenant's own domain; Auth0's ends with a slash. */
  get issuer(): string {
    return `https://${this.host}/`;
  }

  /** `iss` of tokens by the domain that a request was sent to. */
  issuerAt(host: string | undefined): string {
    return host === this.customDomain ? `https://${host}/` : this.issuer;
  }

  get managementAudience(): string {
    return `${this.issuer}api/v2/`;
  }

  client(id: string): Client | undefined {
    return this.state.clients.find(({ client_id }) => client_id === id);
  }

  /** The application, or Auth0's 404. */
  existingClient(id: string): Client {
    const client = this.client(id);
    if (!client) throw new ManagementError(404, "The client does not exist", "inexistent_client");
    return client;
  }

  clientGrant(id: string): ClientGrant | undefined {
    return this.state.clientGrants.find((grant) => grant.id === id);
  }

  resourceServer(identifier: string): ResourceServer | undefined {
    return this.state.resourceServers.find((api) => api.identifier === identifier);
  }
}
