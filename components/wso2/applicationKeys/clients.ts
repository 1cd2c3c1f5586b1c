import {
  Auth0Error,
  RefusedLogin,
  type ClientCredentials,
} from "../../auth0/rest/authenticationApi";
import { ManagementApi, type Auth0Client } from "../../auth0/rest/managementApi";
import { GeneratedGrants } from "./grants";
import { markText, parseMark, type Mark } from "../ownership/mark";

/** Key of the client's metadata that names its owner. */
const ownerMetadata = "managed_by";

/** The client of generated keys in Auth0, as far as it could be seen; `refused` is the login. */
export type SeenClient =
  (Auth0Client & { mark: Mark | undefined }) | "missing" | "refused" | "unknown";

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

  /** @param properties what is to be told of it */
  async see(
    management: ClientCredentials,
    clientId: string,
    properties?: readonly string[],
  ): Promise<SeenClient> {
    try {
      const client = await this.ask(management, (api) => api.fetchClient(clientId, properties));
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
    const metadata = mark && { client_metadata: { [ownerMetadata]: markText(mark) } };
    const changes = { ...properties, ...metadata };
    if (Object.keys(changes).length === 0) return;
    try {
      await this.api(management).updateClient(clientId, changes);
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

function refusedChange(clientId: string, names: string[], cause: Auth0Error): Error {
  return new Error(
    `${names.join(" and ")} of the client ${clientId} could not be written in Auth0: ${cause.message} ` +
      "Check that WSO2's management application may update:clients, and that the tenant takes the " +
      "value. Then run pulumi up again.",
    { cause },
  );
}

export const markOfClient = ({ client_metadata }: Auth0Client): Mark | undefined =>
  parseMark(client_metadata?.[ownerMetadata]);
