import type { Auth0Client, ManagementApi } from "../../auth0/rest/managementApi";
import { auth0Types } from "../../auth0/resourceTypes";
import { clientMarkIn, digestOf, ownerOfClient, type ClientMark } from "../../marks/clientMark";
import { identityIn, type Declared } from "./declared";

/** What is looked up in the tenant. */
export type Tenant = Pick<ManagementApi, "listClients" | "findGrant" | "findApi">;

/** Several objects, of which only a person can tell the right one. */
export class Ambiguous {
  constructor(readonly ids: readonly string[]) {}
}

/** Finds which objects of Auth0 a program's resources are. */
export class Auth0Objects {
  private clients: ReturnType<Tenant["listClients"]> | undefined;

  /** @param clientOf the client that an object of WSO2 has, by what declares the object, and the owner */
  constructor(
    private readonly declared: readonly Declared[],
    private readonly tenant: Tenant,
    private readonly clientOf: (user: Declared, owner?: string) => Promise<string | undefined>,
  ) {}

  /**
   * The id with which Pulumi imports it; `undefined` where there is no such object.
   *
   * @param owner whose mark the stack's objects have
   */
  async idOf(resource: Declared, owner?: string): Promise<string | Ambiguous | undefined> {
    const { audience, identifier, resourceServerIdentifier } = resource.inputs;
    switch (resource.type) {
      case auth0Types.client:
        return this.client(resource, owner);
      case auth0Types.clientCredentials:
        return this.clientIdOf(resource, owner);
      case auth0Types.clientGrant: {
        const clientId = await this.clientIdOf(resource, owner);
        if (typeof clientId !== "string") return clientId;
        if (typeof audience !== "string") return undefined;
        return this.tenant.findGrant(clientId, audience);
      }
      case auth0Types.api:
        return typeof identifier === "string" ? this.tenant.findApi(identifier) : undefined;
      case auth0Types.apiScopes: {
        if (typeof resourceServerIdentifier !== "string") return undefined;
        const api = await this.tenant.findApi(resourceServerIdentifier);
        return api === undefined ? undefined : resourceServerIdentifier;
      }
      default:
        return undefined;
    }
  }

  /** Of what belongs to an application. */
  private async clientIdOf(
    resource: Declared,
    owner?: string,
  ): Promise<string | Ambiguous | undefined> {
    const { clientId } = resource.inputs;
    if (typeof clientId === "string") return clientId;
    const client = clientsOf(resource)[0];
    return client && this.client(client, owner);
  }

  /** Applications that runs with other owners have created for the same resource of a stack of this name. */
  async othersThan(
    id: string,
    { type, urn, stack }: Declared,
    owner?: string,
  ): Promise<{ client: Auth0Client; mark: ClientMark }[]> {
    if (type !== auth0Types.client) return [];
    return (await this.allClients()).flatMap((client) => {
      const mark = markOf(client);
      const isSame = mark?.client === digestOf(identityIn(urn)) && mark.stack === stack;
      return isSame && client.client_id !== id && mark.owner !== owner ? [{ client, mark }] : [];
    });
  }

  /** WSO2 knows by id what it uses; in Auth0 several applications may have one name. */
  private async client(
    resource: Declared,
    owner?: string,
  ): Promise<string | Ambiguous | undefined> {
    const { urn, inputs } = resource;
    const clients = await this.allClients();
    const used = await this.usedByWso2(resource, owner);
    if (clients.some(({ client_id }) => client_id === used)) return used;
    const isOwn = (client: Auth0Client) =>
      markOf(client)?.owner === owner && markOf(client)?.client === digestOf(identityIn(urn));
    const own = clients.filter(isOwn);
    const namesakes = clients.filter(
      (client) => client.name === inputs["name"] && !isAnothers(client, owner),
    );
    const ids = (own.length > 0 ? own : namesakes).map(({ client_id }) => client_id);
    return ids.length > 1 ? new Ambiguous(ids) : ids[0];
  }

  private allClients(): ReturnType<Tenant["listClients"]> {
    this.clients ??= this.tenant.listClients();
    return this.clients;
  }

  private async usedByWso2(client: Declared, owner?: string): Promise<string | undefined> {
    const users = this.declared.filter((user) => clientsOf(user).includes(client));
    const used = await Promise.all(users.map((user) => this.clientOf(user, owner)));
    return used.find((id) => id !== undefined);
  }
}

const markOf = ({ client_metadata }: Auth0Client) => clientMarkIn(client_metadata);

/** Whether it has the mark of another owner. */
function isAnothers({ client_metadata }: Auth0Client, owner: string | undefined): boolean {
  const named = ownerOfClient(client_metadata);
  return named !== undefined && named !== owner;
}

const clientsOf = ({ references }: Declared) =>
  (references["clientId"] ?? []).filter(({ type }) => type === auth0Types.client);
