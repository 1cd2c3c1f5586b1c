import {
  Auth0Error,
  RefusedLogin,
  type ClientCredentials,
} from "../../auth0/rest/authenticationApi";
import { ManagementApi, type Auth0Client } from "../../auth0/rest/managementApi";
import { GeneratedGrants } from "./grants";
import { markKey } from "../ownership/clientMark";
import { markText, parseMark, type Mark } from "../ownership/mark";

/** The client of generated keys in Auth0, as far as it could be seen; `refused` is the login. */
export type SeenClient =
  { name: string; mark: Mark | undefined } | "missing" | "refused" | "unknown";

/** The clients that WSO2 makes in Auth0, each of which carries the mark of its owner there. */
export class GeneratedClients {
  private readonly apis = new Map<string, ManagementApi>();
  /** Logins of today, by client id; a state may have one from before a rotation. */
  private readonly declared = new Map<string, ClientCredentials>();
  readonly grants = new GeneratedGrants((management) => this.api(management));

  /** Takes note of a login that the program declares. */
  renew(management: ClientCredentials): void {
    this.declared.set(management.clientId, management);
  }

  /** Auth0's Management API with the login of WSO2. */
  api(management: ClientCredentials): ManagementApi {
    const declared = this.declared.get(management.clientId);
    const isSame = declared?.audience === management.audience;
    const login = isSame ? declared : management;
    const key = JSON.stringify(login);
    const api = this.apis.get(key) ?? new ManagementApi(login);
    this.apis.set(key, api);
    return api;
  }

  async see(management: ClientCredentials, clientId: string): Promise<SeenClient> {
    try {
      const client = await this.ask(management, (api) => api.fetchClient(clientId));
      if (client === undefined) return "missing";
      return { name: client.name, mark: markOfClient(client) };
    } catch (error) {
      if (error instanceof RefusedLogin) return "refused";
      if (error instanceof Auth0Error) return "unknown";
      throw error;
    }
  }

  /** Marks a client; where that fails the keys work all the same, so it is only said. */
  async mark(management: ClientCredentials, clientId: string, mark: Mark): Promise<void> {
    try {
      const metadata = { [markKey]: markText(mark) };
      await this.api(management).updateMetadata(clientId, metadata);
    } catch (error) {
      if (!(error instanceof Auth0Error)) throw error;
      console.log(
        `The mark of this stack could not be written to the client ${clientId} in Auth0: ` +
          error.message,
      );
    }
  }

  /** @returns whether the client is surely gone */
  async remove(management: ClientCredentials, clientId: string): Promise<boolean> {
    try {
      await this.ask(management, (api) => api.deleteClient(clientId));
      return true;
    } catch (error) {
      if (error instanceof Auth0Error) return false;
      throw error;
    }
  }

  /** Where a login is refused another one that the program declares for the tenant will do. */
  private async ask<Answer>(
    management: ClientCredentials,
    call: (api: ManagementApi) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await call(this.api(management));
    } catch (error) {
      const { clientId, audience } = management;
      const other = [...this.declared.values()].find(
        (each) => each.clientId !== clientId && each.audience === audience,
      );
      if (!(error instanceof RefusedLogin) || other === undefined) throw error;
      return await call(this.api(other)).catch((second: unknown) => {
        // The other login may lack permissions that this one had, which says nothing of the client.
        throw second instanceof Auth0Error ? error : second;
      });
    }
  }
}

export const markOfClient = ({ client_metadata }: Auth0Client): Mark | undefined =>
  parseMark(client_metadata?.[markKey]);
