import type { ApplicationDocument, ApplicationListItem } from "../application/model";
import type {
  ApplicationKey,
  GenerateKeysRequest,
  MapKeysRequest,
  UpdateKeysRequest,
} from "../applicationKeys/model";
import { isAvailable, type Release } from "../releases";
import type { SubscribableApi, SubscriptionDocument } from "../subscription/model";
import type { Wso2Connection } from "./connection";
import { isNotFound } from "./errors";
import { logInWith } from "./login/login";
import { RestApi } from "./restApi";
import { Transport } from "./transport";

/** Base paths of the Developer Portal's REST API, newest first. */
const basePaths: readonly { path: string; since: Release }[] = [
  { path: "/api/am/devportal/v3", since: "4.2" },
  { path: "/api/am/devportal/v2", since: "4.0" },
];

/** The first is enough for everything, the second for applications and their keys. */
const scopes = ["apim:subscribe", "apim:app_manage"];

/** The largest page that is asked for. */
const pageSize = 100;

interface Page<Item> {
  list: Item[];
}

/** Applications, their keys and their subscriptions in WSO2's Developer Portal REST API. */
export class DeveloperPortalApi {
  private readonly api: RestApi;

  constructor({ release, ...connection }: Wso2Connection, transport = new Transport(connection)) {
    this.api = new RestApi(transport, logInWith(connection.login, transport, scopes), {
      candidates: basePaths
        .filter(({ since }) => release === undefined || isAvailable(since, release))
        .slice(0, release === undefined ? undefined : 1)
        .map(({ path }) => path),
      probe: "/throttling-policies/application?limit=1",
    });
  }

  /**
   * The user's application of that name; WSO2 takes names for the same that differ in case. Lists
   * are read because WSO2 cannot show a single application while one of its keys is broken.
   */
  async findApplicationByName(name: string): Promise<ApplicationListItem | undefined> {
    const wanted = name.toLowerCase();
    return this.findApplication(name, (each) => each.name.toLowerCase() === wanted);
  }

  /** @param name what it was called when it was last seen */
  async findApplicationById(id: string, name: string): Promise<ApplicationListItem | undefined> {
    const isIt = (each: ApplicationListItem) => each.applicationId === id;
    return (await this.findApplication(name, isIt)) ?? (await this.findApplication("", isIt));
  }

  async createApplication(document: ApplicationDocument): Promise<ApplicationListItem> {
    const request = { method: "POST", path: "/applications", body: document } as const;
    return (await this.api.send(request)) as ApplicationListItem;
  }

  async updateApplication(id: string, document: ApplicationDocument): Promise<ApplicationListItem> {
    const request = { method: "PUT", path: applicationPath(id), body: document } as const;
    return (await this.api.send(request)) as ApplicationListItem;
  }

  async deleteApplication(id: string): Promise<void> {
    await this.api.send({ method: "DELETE", path: applicationPath(id) });
  }

  /** Names of the policies that an application can have. */
  async applicationPolicies(): Promise<string[]> {
    const path = `/throttling-policies/application?limit=${pageSize}`;
    const { list } = (await this.api.send({ method: "GET", path })) as Page<{ name: string }>;
    return list.map(({ name }) => name);
  }

  /** All keys of an application; WSO2 asks Auth0 about each. */
  async listKeys(applicationId: string): Promise<ApplicationKey[]> {
    const path = `${applicationPath(applicationId)}/oauth-keys`;
    return ((await this.api.send({ method: "GET", path })) as Page<ApplicationKey>).list;
  }

  /** `undefined` where there is no such application. */
  async fetchKeys(applicationId: string, id: string): Promise<ApplicationKey | undefined> {
    try {
      const path = keysPath(applicationId, id);
      return (await this.api.send({ method: "GET", path })) as ApplicationKey | undefined;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async generateKeys(applicationId: string, body: GenerateKeysRequest): Promise<ApplicationKey> {
    const path = `${applicationPath(applicationId)}/generate-keys`;
    return (await this.api.send({ method: "POST", path, body })) as ApplicationKey;
  }

  async mapKeys(applicationId: string, body: MapKeysRequest): Promise<ApplicationKey> {
    const path = `${applicationPath(applicationId)}/map-keys`;
    return (await this.api.send({ method: "POST", path, body })) as ApplicationKey;
  }

  async updateKeys(applicationId: string, id: string, body: UpdateKeysRequest): Promise<void> {
    await this.api.send({ method: "PUT", path: keysPath(applicationId, id), body });
  }

  /** @returns the new secret */
  async regenerateSecret(applicationId: string, id: string): Promise<string> {
    const path = `${keysPath(applicationId, id)}/regenerate-secret`;
    const answer = await this.api.send({ method: "POST", path });
    return (answer as { consumerSecret: string }).consumerSecret;
  }

  /** Removes keys, and their client in Auth0 if WSO2 made it; releases before 4.3 cannot. */
  async deleteKeys(applicationId: string, id: string): Promise<void> {
    await this.api.send({ method: "DELETE", path: keysPath(applicationId, id) });
  }

  /** Makes WSO2 forget keys; their client stays in Auth0. */
  async cleanUpKeys(applicationId: string, id: string): Promise<void> {
    const path = `${keysPath(applicationId, id)}/clean-up`;
    await this.api.send({ method: "POST", path, isRepeatable: true });
  }

  /** Has WSO2 request a token for an application, which takes a Key Manager that is loaded. */
  async generateToken(applicationId: string, id: string, consumerSecret: string): Promise<void> {
    await this.api.send({
      method: "POST",
      path: `${keysPath(applicationId, id)}/generate-token`,
      body: { consumerSecret, validityPeriod: 3600, scopes: [] },
      isRepeatable: true,
    });
  }

  async findApi(name: string, version: string): Promise<SubscribableApi | undefined> {
    const query = encodeURIComponent(`name:"${name}" version:"${version}"`);
    const path = `/apis?limit=${pageSize}&query=${query}`;
    const { list } = (await this.api.send({ method: "GET", path })) as Page<SubscribableApi>;
    return list.find((api) => api.name === name && api.version === version);
  }

  async subscribe(
    body: Pick<SubscriptionDocument, "applicationId" | "apiId" | "throttlingPolicy">,
  ): Promise<SubscriptionDocument> {
    const request = { method: "POST", path: "/subscriptions", body } as const;
    return (await this.api.send(request)) as SubscriptionDocument;
  }

  async findSubscription(
    applicationId: string,
    apiId: string,
  ): Promise<SubscriptionDocument | undefined> {
    const path = `/subscriptions?limit=${pageSize}&applicationId=${encodeURIComponent(applicationId)}`;
    const { list } = (await this.api.send({ method: "GET", path })) as Page<SubscriptionDocument>;
    return list.find((subscription) => subscription.apiId === apiId);
  }

  async fetchSubscription(id: string): Promise<SubscriptionDocument> {
    const request = { method: "GET", path: subscriptionPath(id) } as const;
    return (await this.api.send(request)) as SubscriptionDocument;
  }

  async unsubscribe(id: string): Promise<void> {
    await this.api.send({ method: "DELETE", path: subscriptionPath(id) });
  }

  private async findApplication(
    query: string,
    isIt: (item: ApplicationListItem) => boolean,
  ): Promise<ApplicationListItem | undefined> {
    for (let offset = 0; ; offset += pageSize) {
      const search = `query=${encodeURIComponent(query)}&limit=${pageSize}&offset=${offset}`;
      const request = { method: "GET", path: `/applications?${search}` } as const;
      const { list } = (await this.api.send(request)) as Page<ApplicationListItem>;
      const found = list.find(isIt);
      if (found !== undefined || list.length < pageSize) return found;
    }
  }
}

const applicationPath = (id: string) => `/applications/${encodeURIComponent(id)}`;
const keysPath = (applicationId: string, id: string) =>
  `${applicationPath(applicationId)}/oauth-keys/${encodeURIComponent(id)}`;
const subscriptionPath = (id: string) => `/subscriptions/${encodeURIComponent(id)}`;
