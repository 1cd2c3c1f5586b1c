import {
  Auth0Error,
  RefusedLogin,
  type ClientCredentials,
} from "../../auth0/rest/authenticationApi";
import type { Auth0Client } from "../../auth0/rest/managementApi";
import { ManagementLogins } from "../../auth0/rest/managementLogins";
import { GeneratedGrants } from "./grants";
import { markKey } from "../ownership/clientMark";
import { markText, parseMark, type Mark } from "../ownership/mark";

/** The client of generated keys in Auth0, as far as it could be seen; `refused` is the login. */
export type SeenClient =
  { name: string; mark: Mark | undefined } | "missing" | "refused" | "unknown";

/** The clients that WSO2 makes in Auth0, each of which carries the mark of its owner there. */
export class GeneratedClients {
  readonly grants = new GeneratedGrants((management) => this.logins.api(management));

  constructor(readonly logins = new ManagementLogins()) {}

  async see(management: ClientCredentials, clientId: string): Promise<SeenClient> {
    try {
      const client = await this.logins.ask(management, (api) => api.fetchClient(clientId));
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
      await this.logins.api(management).updateMetadata(clientId, metadata);
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
      await this.logins.ask(management, (api) => api.deleteClient(clientId));
      return true;
    } catch (error) {
      if (error instanceof Auth0Error) return false;
      throw error;
    }
  }
}

export const markOfClient = ({ client_metadata }: Auth0Client): Mark | undefined =>
  parseMark(client_metadata?.[markKey]);
