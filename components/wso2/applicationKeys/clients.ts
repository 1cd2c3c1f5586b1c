import { Auth0Error, RefusedLogin } from "../../auth0/rest/authenticationApi";
import type { ClientCredentials } from "../../auth0/rest/clientCredentials";
import type { Auth0Client } from "../../auth0/rest/managementApi";
import { ManagementLogins } from "../../auth0/rest/managementLogins";
import { GeneratedGrants } from "./grants";
import { markKey } from "../../marks/clientMark";
import { markText, parseMark, type Mark } from "../../marks/mark";

/** The client of generated keys in Auth0, as far as it could be seen; `refused` is the login. */
export type SeenClient =
  (Auth0Client & { mark: Mark | undefined }) | "missing" | "refused" | "unknown";

/** The clients that WSO2 makes in Auth0, each of which carries the mark of its owner there. */
export class GeneratedClients {
  readonly grants = new GeneratedGrants((management) => this.logins.api(management));

  constructor(readonly logins = new ManagementLogins()) {}

  /** @param properties what is to be told of it */
  async see(
    management: ClientCredentials | undefined,
    clientId: string,
    properties?: readonly string[],
  ): Promise<SeenClient> {
    if (management === undefined) return "unknown";
    try {
      const client = await this.logins.ask(management, (api) =>
        api.fetchClient(clientId, properties),
      );
      if (client === undefined) return "missing";
      return { ...client, mark: markOfClient(client) };
    } catch (error) {
      if (error instanceof RefusedLogin) return "refused";
      if (error instanceof Auth0Error) return "unknown";
      throw error;
    }
  }

  /**
   * Writes to a client, in one call, its mark and what WSO2's connector does not know. Without the mark
   * the keys work all the same, so where that alone fails it is only said.
   */
  async write(
    management: ClientCredentials,
    clientId: string,
    properties: Readonly<Record<string, unknown>>,
    mark: Mark | undefined,
  ): Promise<void> {
    const metadata = mark && { client_metadata: { [markKey]: markText(mark) } };
    const changes = { ...properties, ...metadata };
    if (Object.keys(changes).length === 0) return;
    try {
      await this.logins.api(management).updateClient(clientId, changes);
    } catch (error) {
      if (!(error instanceof Auth0Error)) throw error;
      const names = Object.keys(properties);
      if (names.length > 0) throw refusedChange(clientId, names, error);
      console.log(
        `The mark of this stack could not be written to the client ${clientId} in Auth0: ` +
          error.message,
      );
    }
  }

  /** @returns whether the client is surely gone */
  async remove(management: ClientCredentials | undefined, clientId: string): Promise<boolean> {
    if (management === undefined) return false;
    try {
      await this.logins.ask(management, (api) => api.deleteClient(clientId));
      return true;
    } catch (error) {
      if (error instanceof Auth0Error) return false;
      throw error;
    }
  }
}

function refusedChange(clientId: string, names: string[], cause: Auth0Error): Error {
  return new Error(
    `${names.join(" and ")} of the client ${clientId} could not be written in Auth0: ${cause.message} ` +
      "Check that WSO2's management application may update:clients, and that the tenant takes the " +
      "value. Then run pulumi up again.",
    { cause },
  );
}

export const markOfClient = ({ client_metadata }: Auth0Client): Mark | undefined =>
  parseMark(client_metadata?.[markKey]);
