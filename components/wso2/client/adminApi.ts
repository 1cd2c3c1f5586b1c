import type {
  DiscoveredKeyManager,
  KeyManagerDocument,
  KeyManagerListItem,
  KeyManagerUsages,
} from "../keyManager/model";
import { isAvailable, type Release } from "../releases";
import type { Wso2Connection } from "./connection";
import { logInWith } from "./login/login";
import { RestApi } from "./restApi";
import { Transport } from "./transport";

/** Base paths of the admin REST API, newest first, each with the release that it came with. */
const basePaths: readonly { path: string; since: Release }[] = [
  { path: "/api/am/admin/v4", since: "4.2" },
  { path: "/api/am/admin/v3", since: "4.1" },
  { path: "/api/am/admin/v2", since: "4.0" },
];

/** Any one of them is enough for most; deleting and usages need one of the last two. */
const scopes = ["apim:keymanagers_manage", "apim:admin_operations", "apim:admin"];

/** The key-manager resources of WSO2's admin REST API. */
export class AdminApi {
  /** The server's release, where the connection names it. */
  readonly release: Release | undefined;

  private readonly api: RestApi;
  private list: Promise<KeyManagerListItem[]> | undefined;
  private fields: Promise<readonly string[] | undefined> | undefined;

  constructor({ release, ...connection }: Wso2Connection, transport = new Transport(connection)) {
    this.release = release;
    this.api = new RestApi(transport, logInWith(connection.login, transport, scopes), {
      candidates: release === undefined ? basePaths.map(({ path }) => path) : [basePathOf(release)],
      probe: "/key-managers",
    });
  }

  /** All entries. One list serves all look-ups until something is written. */
  listKeyManagers(): Promise<KeyManagerListItem[]> {
    this.list ??= this.api.send({ method: "GET", path: "/key-managers", isExpected: isList }).then(
      (answer) => (answer as { list: KeyManagerListItem[] }).list,
      (error: unknown) => {
        this.list = undefined;
        throw error;
      },
    );
    return this.list;
  }

  async findKeyManager(name: string): Promise<KeyManagerListItem | undefined> {
    return (await this.listKeyManagers()).find((item) => item.name === name);
  }

  async fetchKeyManager(id: string): Promise<KeyManagerDocument> {
    const request = { method: "GET", path: pathOf(id), isExpected: isEntry } as const;
    return (await this.api.send(request)) as KeyManagerDocument;
  }

  /**
   * Names of the fields that the server's release knows: it sends all of them, set or not.
   * `undefined` where there is no entry to look at.
   */
  knownFields(): Promise<readonly string[] | undefined> {
    this.fields ??= this.listKeyManagers().then(async ([any]) =>
      any === undefined ? undefined : Object.keys(await this.fetchKeyManager(any.id)),
    );
    return this.fields;
  }

  /** @returns the id of the new entry */
  async createKeyManager(document: KeyManagerDocument): Promise<string> {
    this.list = undefined;
    const answer = await this.api.send({
      method: "POST",
      path: "/key-managers",
      body: document,
      isExpected: isEntry,
    });
    return (answer as { id: string }).id;
  }

  async updateKeyManager(id: string, document: KeyManagerDocument): Promise<void> {
    this.list = undefined;
    await this.api.send({
      method: "PUT",
      path: pathOf(id),
      body: document,
      isExpected: isEntry,
    });
  }

  /** What uses an entry; releases before 4.3 cannot be asked. */
  async fetchUsages(id: string): Promise<KeyManagerUsages> {
    const [{ apis }, { applications }] = (await Promise.all([
      this.api.send({ method: "GET", path: `${pathOf(id)}/api-usages` }),
      this.api.send({ method: "GET", path: `${pathOf(id)}/app-usages` }),
    ])) as [Pick<KeyManagerUsages, "apis">, Pick<KeyManagerUsages, "applications">];
    return { apis, applications };
  }

  /** Lets WSO2 read a discovery document. */
  async discover(wellKnownEndpoint: string): Promise<DiscoveredKeyManager> {
    const body = new FormData();
    body.set("url", wellKnownEndpoint);
    body.set("type", "Auth0");
    const path = "/key-managers/discover";
    return (await this.api.send({
      method: "POST",
      path,
      body,
      isRepeatable: true,
    })) as DiscoveredKeyManager;
  }

  async deleteKeyManager(id: string): Promise<void> {
    this.list = undefined;
    // WSO2 answers without a body; anything else has been answered by somebody else.
    const isExpected = (answer: unknown) => answer === undefined;
    await this.api.send({ method: "DELETE", path: pathOf(id), isExpected });
  }
}

function basePathOf(release: Release): string {
  return basePaths.find(({ since }) => isAvailable(since, release))?.path ?? "";
}

/** Something else that answers with JSON must not be taken for an empty server or entry. */
function isList(answer: unknown): boolean {
  return Array.isArray((answer as { list?: unknown } | null | undefined)?.list);
}

function isEntry(answer: unknown): boolean {
  const { id, name } = (answer ?? {}) as { id?: unknown; name?: unknown };
  return typeof id === "string" && typeof name === "string";
}

const pathOf = (id: string) => `/key-managers/${encodeURIComponent(id)}`;
