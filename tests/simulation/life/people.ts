import { connectorPermissions } from "../../../components/auth0/rest/connectorPermissions";
import { tenantEndpoints } from "../../../components/auth0/tenant";
import { keyManagerEndpoints } from "../../../components/auth0KeyManager";
import { actors, person } from "../world/actor";
import type { KeptObject, ObjectKind } from "../world/journal";
import type { World } from "../world/world";
import { exchange, ManagementApi, type Answer } from "../world/exchange";
import { login } from "../world/places";

type Document = Record<string, unknown>;

/** Which of the things that are there is meant. */
export interface Target {
  /** Key of the stack that owns it; of other people where there is none. */
  of?: string;
  /** The how-manieth, over again from the first where there are fewer. */
  pick: number;
}

/** Something that other people do by hand. */
export type Deed =
  | { deed: "edits a Key Manager"; target: Target; change: Document }
  | { deed: "saves a Key Manager in the form"; target: Target }
  | { deed: "imports the endpoints of a Key Manager"; target: Target }
  | { deed: "deletes a Key Manager"; target: Target }
  | { deed: "creates a Key Manager"; server: number; name: string; issuer: "same" | "other" }
  | { deed: "edits an application"; target: Target; change: Document }
  | { deed: "deletes an application"; target: Target }
  | { deed: "gives an application to another user"; target: Target; owner: string }
  | { deed: "creates an application"; server: number; name: string; withKeys: boolean }
  | { deed: "generates keys for an application"; target: Target; keyType: string }
  | { deed: "maps a client of their own to an application"; target: Target; keyType: string }
  | { deed: "makes WSO2 forget keys"; target: Target }
  | { deed: "removes a subscription"; target: Target }
  | { deed: "creates a client"; name: string }
  | { deed: "edits a client"; target: Target; change: Document }
  | { deed: "sets the secret of a client"; target: Target; secret: string }
  | { deed: "rotates the secret of a client"; target: Target }
  | { deed: "deletes a client"; target: Target }
  | { deed: "deletes a grant"; target: Target }
  | { deed: "restarts WSO2"; server: number };

/** The other people. */
export class People {
  private readonly managementApi: ManagementApi;

  constructor(private readonly world: World) {
    this.managementApi = new ManagementApi(world.send, world.hosts.auth0, world.auth0.deployer);
  }

  /** Does it, or nothing where there is nothing that it could be done to. */
  do(deed: Deed): Promise<void> {
    return actors.run(person, () => this.act(deed));
  }

  /** A management application that exists, for stacks to be given. */
  createManagement(name: string): Promise<{ clientId: string; clientSecret: string }> {
    return actors.run(person, async () => {
      const client = await this.createClient(name);
      await this.auth0("POST", "client-grants", {
        client_id: client.clientId,
        audience: `https://${this.world.hosts.auth0}/api/v2/`,
        scope: connectorPermissions.map((permission) => permission.name),
      });
      return client;
    });
  }

  /** Creates a Key Manager with a management application of its own. */
  async createKeyManager(server: number, name: string, issuer: string): Promise<void> {
    const client = await this.createManagement(`management of ${name}`);
    const { audience, ...endpoints } = keyManagerEndpoints(tenantEndpoints(this.world.hosts.auth0));
    await actors.run(person, () =>
      this.wso2(server, "POST", `${this.admin}/key-managers`, {
        name,
        type: "Auth0",
        enabled: true,
        ...endpoints,
        issuer,
        introspectionEndpoint: "none",
        consumerKeyClaim: "azp",
        scopesClaim: "scope",
        enableTokenGeneration: true,
        enableMapOAuthConsumerApps: true,
        enableOAuthAppCreation: true,
        enableSelfValidationJWT: true,
        additionalProperties: {
          client_id: client.clientId,
          client_secret: client.clientSecret,
          audience,
        },
      }),
    );
  }

  private async act(deed: Deed): Promise<void> {
    switch (deed.deed) {
      case "edits a Key Manager":
        return this.save(deed.target, (live) => ({ ...live, ...deed.change }));
      case "saves a Key Manager in the form":
        return this.save(deed.target, saved);
      case "imports the endpoints of a Key Manager":
        return this.save(deed.target, (live) => ({
          ...saved(live),
          additionalProperties: {},
          enableTokenGeneration: false,
          enableOAuthAppCreation: false,
          enableMapOAuthConsumerApps: false,
        }));
      case "deletes a Key Manager":
        return this.on("keyManager", deed.target, (entry) =>
          this.at(entry, "DELETE", `${this.admin}/key-managers/${entry.id}`),
        );
      case "creates a Key Manager": {
        const issuer =
          deed.issuer === "same" ? `https://${this.world.hosts.auth0}/` : "https://other.example/";
        return this.createKeyManager(deed.server, deed.name, issuer);
      }
      case "edits an application":
        return this.on("application", deed.target, async (entry) => {
          const path = `${this.portal}/applications/${entry.id}`;
          const live = JSON.parse(entry.content) as Document;
          const { name, throttlingPolicy, description, attributes } = live;
          const document = { name, throttlingPolicy, description, attributes, tokenType: "JWT" };
          await this.at(entry, "PUT", path, { ...document, ...deed.change });
        });
      case "deletes an application":
        return this.on("application", deed.target, (entry) =>
          this.at(entry, "DELETE", `${this.portal}/applications/${entry.id}`),
        );
      case "gives an application to another user":
        return this.on("application", deed.target, (entry) => {
          const path = `${this.admin}/applications/${entry.id}/change-owner?owner=${deed.owner}`;
          return this.at(entry, "POST", path);
        });
      case "creates an application": {
        const made = await this.wso2(deed.server, "POST", `${this.portal}/applications`, {
          name: deed.name,
          throttlingPolicy: "Unlimited",
          tokenType: "JWT",
          attributes: {},
        });
        const id = String(made["applicationId"]);
        if (deed.withKeys) await this.generate(deed.server, id, "PRODUCTION");
        return;
      }
      case "generates keys for an application":
        return this.on("application", deed.target, (entry) =>
          this.generate(this.serverOf(entry), entry.id, deed.keyType),
        );
      case "maps a client of their own to an application":
        return this.on("application", deed.target, async (entry) => {
          const server = this.serverOf(entry);
          const client = await this.createClient(`by hand for ${entry.name}`);
          const keyManager = this.keyManagerOn(server);
          if (keyManager === undefined) return;
          await this.wso2(server, "POST", `${this.portal}/applications/${entry.id}/map-keys`, {
            keyType: deed.keyType,
            keyManager: keyManager.name,
            consumerKey: client.clientId,
            consumerSecret: client.clientSecret,
          });
        });
      case "makes WSO2 forget keys":
        return this.on("keys", deed.target, (entry) =>
          this.at(
            entry,
            "POST",
            `${this.portal}/applications/${entry.application ?? ""}/oauth-keys/${entry.id}/clean-up`,
          ),
        );
      case "removes a subscription":
        return this.on("subscription", deed.target, (entry) =>
          this.at(entry, "DELETE", `${this.portal}/subscriptions/${entry.id}`),
        );
      case "creates a client":
        await this.createClient(deed.name);
        return;
      case "edits a client":
        return this.on("client", deed.target, ({ id }) =>
          this.auth0("PATCH", `clients/${id}`, deed.change),
        );
      case "sets the secret of a client":
        return this.on("client", deed.target, ({ id }) =>
          this.auth0("PATCH", `clients/${id}`, { client_secret: deed.secret }),
        );
      case "rotates the secret of a client":
        return this.on("client", deed.target, ({ id }) =>
          this.auth0("POST", `clients/${id}/rotate-secret`),
        );
      case "deletes a client":
        return this.on("client", deed.target, ({ id }) => this.auth0("DELETE", `clients/${id}`));
      case "deletes a grant":
        return this.on("grant", deed.target, ({ id }) =>
          this.auth0("DELETE", `client-grants/${id}`),
        );
      case "restarts WSO2":
        return this.world.restartServer(deed.server);
    }
  }

  private async on(
    kind: ObjectKind,
    { of = person.name, pick }: Target,
    work: (entry: KeptObject) => Promise<unknown>,
  ): Promise<void> {
    const { journal } = this.world;
    // By name, so that it does not matter which of them a run was quicker to create.
    const there = journal.objects
      .filter((each) => each.kind === kind && journal.ownerOf(each.id) === of)
      .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
    const entry = there[pick % Math.max(there.length, 1)];
    if (entry !== undefined) await work(entry);
  }

  private save(target: Target, change: (live: Document) => Document): Promise<void> {
    return this.on("keyManager", target, async (entry) => {
      const path = `${this.admin}/key-managers/${entry.id}`;
      const live = await this.at(entry, "GET", path);
      await this.at(entry, "PUT", path, change(live));
    });
  }

  private async generate(server: number, application: string, keyType: string): Promise<void> {
    const keyManager = this.keyManagerOn(server);
    if (keyManager === undefined) return;
    await this.wso2(server, "POST", `${this.portal}/applications/${application}/generate-keys`, {
      keyType,
      keyManager: keyManager.name,
      grantTypesToBeSupported: ["client_credentials"],
      callbackUrl: "",
      scopes: ["default"],
      validityTime: "3600",
      additionalProperties: {
        app_type: "non_interactive",
        token_endpoint_auth_method: "client_secret_basic",
        audience_of_api: "",
      },
    });
  }

  private at(entry: KeptObject, ...call: [string, string, Document?]): Promise<Document> {
    return this.wso2(this.serverOf(entry), ...call);
  }

  private serverOf({ server }: KeptObject): number {
    return this.world.hosts.wso2.findIndex((host) => host === server);
  }

  private keyManagerOn(server: number): KeptObject | undefined {
    return this.world.journal.objects.find(
      (each) => each.kind === "keyManager" && each.server === this.world.hosts.wso2[server],
    );
  }

  private async createClient(name: string): Promise<{ clientId: string; clientSecret: string }> {
    const client = await this.auth0("POST", "clients", {
      name,
      app_type: "non_interactive",
      grant_types: ["client_credentials"],
    });
    return {
      clientId: String(client["client_id"]),
      clientSecret: String(client["client_secret"]),
    };
  }

  private get admin(): string {
    const { release } = this.world.settings;
    return `/api/am/admin/${release === "4.0" ? "v2" : release === "4.1" ? "v3" : "v4"}`;
  }

  private get portal(): string {
    const { release } = this.world.settings;
    return `/api/am/devportal/${release === "4.0" || release === "4.1" ? "v2" : "v3"}`;
  }

  /** What they try may be refused; then they have tried. */
  private async wso2(
    server: number,
    method: string,
    path: string,
    body?: Document,
  ): Promise<Document> {
    const credentials = Buffer.from(`${login.username}:${login.password}`).toString("base64");
    const url = `https://${this.world.hosts.wso2[server] ?? ""}${path}`;
    const authorization = `Basic ${credentials}`;
    return received(await exchange(this.world.send, method, url, { body, authorization }));
  }

  private async auth0(method: string, path: string, body?: Document): Promise<Document> {
    return received(await this.managementApi.call(method, path, body));
  }
}

const received = ({ status, body }: Answer): Document => (status < 300 ? body : {});

/** What the Admin Portal's form makes of an entry in which nothing was changed. */
function saved(live: Document): Document {
  const { permissions, allowedOrganizations } = live;
  const isPublic = (permissions as Document | undefined)?.["permissionType"] === "PUBLIC";
  return {
    ...live,
    ...(permissions !== undefined && isPublic && { permissions: null }),
    ...(allowedOrganizations !== undefined && { allowedOrganizations: ["ALL"] }),
  };
}
