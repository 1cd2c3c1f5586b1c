import { connectorPermissions } from "../../../components/auth0/rest/connectorPermissions";
import { tenantEndpoints } from "../../../components/auth0/tenant";
import { keyManagerEndpoints } from "../../../components/auth0KeyManager";
import { actors, person } from "../world/actor";
import type { KeptObject, ObjectKind } from "../world/journal";
import type { published, World } from "../world/world";
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

/** Deeds that are one call about one thing: its kind, and the call; what is in braces is of thing and deed. */
const calls = {
  "deletes a Key Manager": ["keyManager", "DELETE", "admin/key-managers/{id}"],
  "deletes an application": ["application", "DELETE", "devportal/applications/{id}"],
  "gives an application to another user": [
    "application",
    "POST",
    "admin/applications/{id}/change-owner?owner={owner}",
  ],
  "makes WSO2 forget keys": [
    "keys",
    "POST",
    "devportal/applications/{application}/oauth-keys/{id}/clean-up",
  ],
  "removes a subscription": ["subscription", "DELETE", "devportal/subscriptions/{id}"],
  "blocks a subscription": [
    "subscription",
    "POST",
    "publisher/subscriptions/block-subscription?subscriptionId={id}&blockState={state}",
  ],
  "unblocks a subscription": [
    "subscription",
    "POST",
    "publisher/subscriptions/unblock-subscription?subscriptionId={id}",
  ],
  "edits a client": ["client", "PATCH", "auth0/clients/{id}"],
  "rotates the secret of a client": ["client", "POST", "auth0/clients/{id}/rotate-secret"],
  "deletes a client": ["client", "DELETE", "auth0/clients/{id}"],
  "deletes a grant": ["grant", "DELETE", "auth0/client-grants/{id}"],
} as const satisfies Readonly<Record<string, readonly [ObjectKind, string, string]>>;

interface CallDeed {
  deed: keyof typeof calls;
  target: Target;
  /** The body. */
  change?: Document;
  owner?: string;
  state?: "BLOCKED" | "PROD_ONLY_BLOCKED";
}

/** Something that other people do by hand. */
export type Deed =
  | CallDeed
  | { deed: "edits a Key Manager"; target: Target; change: Document }
  | { deed: "saves a Key Manager in the form"; target: Target }
  | { deed: "imports the endpoints of a Key Manager"; target: Target }
  | { deed: "creates a Key Manager"; server: number; name: string; issuer: "same" | "other" }
  | { deed: "edits an application"; target: Target; change: Document }
  | { deed: "creates an application"; server: number; name: string; withKeys: boolean }
  | { deed: "generates keys for an application"; target: Target; keyType: string }
  | { deed: "maps a client of their own to an application"; target: Target; keyType: string }
  | { deed: "subscribes an application"; target: Target; api: keyof typeof published }
  | { deed: "offers an API with other policies"; server: number; policies: string[] }
  | { deed: "wants to approve"; server: number; what: Approved; isOn: boolean }
  | { deed: "decides on what waits"; server: number; status: "APPROVED" | "REJECTED" }
  | { deed: "creates a client"; name: string }
  | { deed: "grants an API to a client"; target: Target; client: Target; scope: string[] }
  | { deed: "has a plan without fields of clients"; fields: string[] }
  | { deed: "restarts WSO2"; server: number };

export type Approved = "applicationCreation" | "subscriptionCreation";

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
      this.wso2(server, "POST", "admin/key-managers", {
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
      case "creates a Key Manager": {
        const issuer =
          deed.issuer === "same" ? `https://${this.world.hosts.auth0}/` : "https://other.example/";
        return this.createKeyManager(deed.server, deed.name, issuer);
      }
      case "edits an application":
        return this.on("application", deed.target, async (entry) => {
          const live = JSON.parse(entry.content) as Document;
          const { name, throttlingPolicy, description, attributes } = live;
          const document = { name, throttlingPolicy, description, attributes, tokenType: "JWT" };
          const change = { ...document, ...deed.change };
          await this.at(entry, "PUT", `devportal/applications/${entry.id}`, change);
        });
      case "creates an application": {
        const made = await this.wso2(deed.server, "POST", "devportal/applications", {
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
          const client = await this.createClient(`by hand for ${entry.name}`);
          const keyManager = this.keyManagerOn(this.serverOf(entry));
          if (keyManager === undefined) return;
          await this.at(entry, "POST", `devportal/applications/${entry.id}/map-keys`, {
            keyType: deed.keyType,
            keyManager: keyManager.name,
            consumerKey: client.clientId,
            consumerSecret: client.clientSecret,
          });
        });
      case "subscribes an application":
        return this.on("application", deed.target, (entry) => {
          const { id: apiId } = this.world.apiOn(this.serverOf(entry), deed.api);
          const body = { applicationId: entry.id, apiId, throttlingPolicy: "Unlimited" };
          return this.at(entry, "POST", "devportal/subscriptions", body);
        });
      case "offers an API with other policies": {
        const { id } = this.world.apiOn(deed.server, "Orders");
        this.world.wso2[deed.server]?.apis.offer(id, deed.policies);
        return;
      }
      case "wants to approve": {
        const workflow = deed.isOn ? "approval" : "simple";
        this.world.wso2[deed.server]?.workflows.configure({ [deed.what]: workflow });
        return;
      }
      case "decides on what waits": {
        const { list = [] } = await this.wso2(deed.server, "GET", "admin/workflows");
        for (const { referenceId } of list as { referenceId: string }[]) {
          const path = `admin/workflows/update-workflow-status?workflowReferenceId=${referenceId}`;
          await this.wso2(deed.server, "POST", path, { status: deed.status });
        }
        return;
      }
      case "creates a client":
        await this.createClient(deed.name);
        return;
      case "grants an API to a client":
        return this.on("api", deed.target, ({ name: audience }) =>
          this.on("client", deed.client, ({ id: client_id }) =>
            this.auth0("POST", "client-grants", {
              client_id,
              audience,
              scope: deed.scope,
              organization_usage: "deny",
              allow_any_organization: false,
            }),
          ),
        );
      case "has a plan without fields of clients":
        this.world.auth0.state.refusedFields = { clients: deed.fields };
        return;
      case "restarts WSO2":
        return this.world.restartServer(deed.server);
      default:
        return this.call(deed);
    }
  }

  private call({ deed, target, change, ...given }: CallDeed): Promise<void> {
    const [kind, method, pattern] = calls[deed];
    return this.on(kind, target, (entry) => {
      const parts: Record<string, unknown> = { ...entry, ...given };
      const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => String(parts[name]));
      const ofAuth0 = /^auth0\/(.*)/.exec(path)?.[1];
      return ofAuth0 === undefined
        ? this.at(entry, method, path)
        : this.auth0(method, ofAuth0, change);
    });
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
      const path = `admin/key-managers/${entry.id}`;
      const live = await this.at(entry, "GET", path);
      await this.at(entry, "PUT", path, change(live));
    });
  }

  private async generate(server: number, application: string, keyType: string): Promise<void> {
    const keyManager = this.keyManagerOn(server);
    if (keyManager === undefined) return;
    await this.wso2(server, "POST", `devportal/applications/${application}/generate-keys`, {
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

  /** What they try may be refused; then they have tried. */
  private async wso2(
    server: number,
    method: string,
    path: string,
    body?: Document,
  ): Promise<Document> {
    const { release } = this.world.settings;
    const isOfPortal = path.startsWith("devportal/");
    const version = release === "4.0" ? 2 : (release === "4.1" ? 3 : 4) - (isOfPortal ? 1 : 0);
    const credentials = Buffer.from(`${login.username}:${login.password}`).toString("base64");
    const url = `https://${this.world.hosts.wso2[server] ?? ""}/api/am/${path.replace("/", `/v${version}/`)}`;
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
