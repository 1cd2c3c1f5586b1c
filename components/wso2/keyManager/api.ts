import { ifThere, isNotAllowed } from "../rest/errors";
import { largestLimit, type RestApi } from "../rest/restApi";
import { RememberedList } from "../provider/rememberedList";
import type {
  DiscoveredKeyManager,
  InstalledConnector,
  KeyManagerDocument,
  KeyManagerListItem,
  KeyManagerUsages,
} from "./document";

/** The key-manager resources of WSO2's admin REST API. */
export class KeyManagersApi {
  private readonly items = new RememberedList(() =>
    this.rest.list<KeyManagerListItem>("/key-managers"),
  );
  private fields: Promise<readonly string[] | undefined> | undefined;

  constructor(private readonly rest: RestApi) {}

  /** All entries; one list serves the look-ups of a run. */
  list(): Promise<KeyManagerListItem[]> {
    return this.items.get();
  }

  async findByName(name: string): Promise<KeyManagerListItem | undefined> {
    return (await this.list()).find((item) => item.name === name);
  }

  /** As {@link findByName}, and whether it is used just now. */
  async findWithUse(name: string): Promise<KeyManagerListItem | undefined> {
    return (await this.items.getAfresh()).find((item) => item.name === name);
  }

  async fetch(id: string): Promise<KeyManagerDocument> {
    return this.rest.one("additionalProperties", { method: "GET", path: pathOf(id) });
  }

  /**
   * Names of the fields that the server's release knows: it sends all of them, set or not.
   * `undefined` where there is no entry to look at.
   */
  knownFields(): Promise<readonly string[] | undefined> {
    this.fields ??= this.list()
      .then(async ([any]) => any && Object.keys(await this.fetch(any.id)))
      .catch((error: unknown) => {
        this.fields = undefined;
        throw error;
      });
    return this.fields;
  }

  /** The new entry; WSO2 shows its secret here. */
  async create(document: KeyManagerDocument): Promise<KeyManagerDocument & { id: string }> {
    return this.items.write(
      this.rest.one("id", { method: "POST", path: "/key-managers", body: document }),
      (items, created: KeyManagerDocument & { id: string }) => [
        ...items,
        itemOf(created.id, created),
      ],
    );
  }

  /** The entry as it was stored; WSO2 shows its secret here. */
  async update(id: string, document: KeyManagerDocument): Promise<KeyManagerDocument> {
    return this.items.write(
      this.rest.one<KeyManagerDocument>("id", { method: "PUT", path: pathOf(id), body: document }),
      (items) =>
        items.map((item) => (item.id === id ? { ...item, ...itemOf(id, document) } : item)),
    );
  }

  async delete(id: string): Promise<void> {
    await this.items.write(this.rest.nothing({ method: "DELETE", path: pathOf(id) }), (items) =>
      items.filter((item) => item.id !== id),
    );
  }

  /** What uses an entry; releases before 4.3 cannot be asked. */
  async fetchUsages(id: string): Promise<KeyManagerUsages> {
    const [{ apis }, applications] = await Promise.all([
      this.rest.one<Pick<KeyManagerUsages, "apis">>("apis", usagesOf(id, "api-usages")),
      this.fetchApplications(id),
    ]);
    return { apis, applications };
  }

  /**
   * Names of those of which an application has keys. WSO2 tells it also of entries that are disabled or
   * not loaded, whose keys it lists nowhere; not before release 4.3, nor to a login that may not ask.
   */
  async usedBy(applicationId: string, isAsked: (name: string) => boolean): Promise<string[]> {
    try {
      const asked = (await this.list()).filter(
        ({ name, type, isUsed }) => isUsed === true && type !== "default" && isAsked(name),
      );
      const names = asked.map(async ({ id, name }) => {
        const applications = (await ifThere(this.fetchApplications(id))) ?? [];
        return applications.some(({ uuid }) => uuid === applicationId) ? [name] : [];
      });
      return (await Promise.all(names)).flat();
    } catch (error) {
      if (isNotAllowed(error)) return [];
      throw error;
    }
  }

  private async fetchApplications(id: string): Promise<KeyManagerUsages["applications"]> {
    type Answer = Pick<KeyManagerUsages, "applications">;
    return (await this.rest.one<Answer>("applications", usagesOf(id, "app-usages"))).applications;
  }

  /** The connectors that are installed. It takes the scope `apim:admin` or `apim:admin_settings`. */
  async connectors(): Promise<InstalledConnector[]> {
    const property = "keyManagerConfiguration";
    type Answer = Record<typeof property, InstalledConnector[]>;
    return (await this.rest.one<Answer>(property, { method: "GET", path: "/settings" }))[property];
  }

  /** Lets WSO2 read a discovery document. */
  async discover(wellKnownEndpoint: string): Promise<DiscoveredKeyManager> {
    const body = new FormData();
    body.set("url", wellKnownEndpoint);
    body.set("type", "Auth0");
    const path = "/key-managers/discover";
    return this.rest.one("valid", { method: "POST", path, body, isRepeatable: true });
  }
}

/** An entry as the list has it. */
function itemOf(id: string, document: KeyManagerDocument): KeyManagerListItem {
  const { name, type, enabled, tokenType } = document;
  return {
    id,
    name,
    type,
    ...(enabled !== undefined && { enabled }),
    ...(tokenType !== undefined && { tokenType }),
  };
}

const pathOf = (id: string) => `/key-managers/${encodeURIComponent(id)}`;
/** WSO2 lists 25 of what uses an entry unless it is asked for more. */
const usagesOf = (id: string, what: string) =>
  ({ method: "GET", path: `${pathOf(id)}/${what}?limit=${largestLimit}` }) as const;
