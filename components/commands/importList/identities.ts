import type { ManagementApi } from "../../auth0/rest/managementApi";
import type { Declared } from "./declared";

/** What is looked up in the tenant. */
export type Tenant = Pick<ManagementApi, "listClients" | "findGrant" | "findApi">;

/** What WSO2 knows of Auth0's applications. */
export interface Wso2 {
  /** The application with which a Key Manager logs in to Auth0. */
  clientOfKeyManager(name: string): Promise<string | undefined>;
  /** The consumer key of an application's keys. */
  clientOfKeys(application: string, keyManager: string, type: string): Promise<string | undefined>;
}

/** Several objects, of which only a person can tell the right one. */
export class Ambiguous {
  constructor(readonly ids: readonly string[]) {}
}

/** Finds which objects of Auth0 a program's resources are. */
export class Identities {
  private clients: ReturnType<Tenant["listClients"]> | undefined;

  constructor(
    private readonly declared: readonly Declared[],
    private readonly tenant: Tenant,
    private readonly wso2: Wso2,
  ) {}

  /** The id with which Pulumi imports it; `undefined` where there is no such object. */
  async of(resource: Declared): Promise<string | Ambiguous | undefined> {
    const { audience, identifier, resourceServerIdentifier } = resource.inputs;
    switch (resource.entry.type) {
      case "auth0:index/client:Client":
        return this.client(resource);
      case "auth0:index/clientCredentials:ClientCredentials":
        return this.clientIdOf(resource);
      case "auth0:index/clientGrant:ClientGrant": {
        const clientId = await this.clientIdOf(resource);
        if (typeof clientId !== "string") return clientId;
        if (typeof audience !== "string") return undefined;
        return this.tenant.findGrant(clientId, audience);
      }
      case "auth0:index/resourceServer:ResourceServer":
        return typeof identifier === "string" ? this.tenant.findApi(identifier) : undefined;
      case "auth0:index/resourceServerScopes:ResourceServerScopes": {
        if (typeof resourceServerIdentifier !== "string") return undefined;
        const api = await this.tenant.findApi(resourceServerIdentifier);
        return api === undefined ? undefined : resourceServerIdentifier;
      }
      default:
        return undefined;
    }
  }

  /** Of what belongs to an application: it is a child of the same component. */
  private async clientIdOf({ entry, inputs }: Declared): Promise<string | Ambiguous | undefined> {
    if (typeof inputs["clientId"] === "string") return inputs["clientId"];
    const client = this.declared.find(
      (other) =>
        other.entry.type === "auth0:index/client:Client" && other.entry.parent === entry.parent,
    );
    return client && this.client(client);
  }

  /** WSO2 knows by id what it uses; in Auth0 several applications may have one name. */
  private async client(client: Declared): Promise<string | Ambiguous | undefined> {
    const clients = await this.allClients();
    const used = await this.usedByWso2(client);
    if (clients.some(({ client_id }) => client_id === used)) return used;
    const ids = clients
      .filter(({ name }) => name === client.inputs["name"])
      .map(({ client_id }) => client_id);
    return ids.length > 1 ? new Ambiguous(ids) : ids[0];
  }

  private allClients(): ReturnType<Tenant["listClients"]> {
    this.clients ??= this.tenant.listClients();
    return this.clients;
  }

  /** The parts of a component are named after it. */
  private async usedByWso2({ component = "" }: Declared): Promise<string | undefined> {
    const named = (kind: string, name: string) =>
      this.declared.find(
        (other) => other.entry.type === `pulumi-nodejs:dynamic/wso2:${kind}` && other.name === name,
      )?.inputs;
    const keyManager = named("KeyManager", component.replace(/-management$/, "-key-manager"));
    if (keyManager !== undefined) return this.wso2.clientOfKeyManager(String(keyManager["name"]));
    const keys = named("ApplicationKeys", `${component}-keys`);
    if (keys === undefined) return undefined;
    const { applicationName, keyManager: issuer, keyType } = keys;
    return this.wso2.clientOfKeys(String(applicationName), String(issuer), String(keyType));
  }
}
