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
import { RestApi, type ApiRequest } from "./restApi";
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

  createApplication(body: ApplicationDocument): Promise<ApplicationListItem> {
    return this.one("applicationId", { method: "POST", path: "/applications", body });
  }

  updateApplication(id: string, body: ApplicationDocument): Promise<ApplicationListItem> {
    return this.one("applicationId", { method: "PUT", path: applicationPath(id), body });
  }

  deleteApplication(id: string): Promise<void> {
    return this.nothing({ method: "DELETE", path: applicationPath(id) });
  }

  /** Names of the policies that an application can have. */
  async applicationPolicies(): Promise<string[]> {
    const path = `/throttling-policies/application?limit=${pageSize}`;
    return (await this.list<{ name: string }>(path)).map(({ name }) => name);
  }

  /** All keys of an application; WSO2 asks Auth0 about each. */
  listKeys(applicationId: string): Promise<ApplicationKey[]> {
    return this.list(`${applicationPath(applicationId)}/oauth-keys`);
  }

  /** `undefined` where there is no such application. */
  async fetchKeys(applicationId: string, id: string): Promise<ApplicationKey | undefined> {
    try {
      return (await this.api.send({
        method: "GET",
        path: keysPath(applicationId, id),
        isExpected: (answer) => answer === undefined || isObjectWith("keyMappingId", answer),
      })) as ApplicationKey | undefined;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  generateKeys(applicationId: string, body: GenerateKeysRequest): Promise<ApplicationKey> {
    const path = `${applicationPath(applicationId)}/generate-keys`;
    return this.one("keyMappingId", { method: "POST", path, body });
  }

  mapKeys(applicationId: string, body: MapKeysRequest): Promise<ApplicationKey> {
    const path = `${applicationPath(applicationId)}/map-keys`;
    return this.one("keyMappingId", { method: "POST", path, body });
  }

  async updateKeys(applicationId: string, id: string, body: UpdateKeysRequest): Promise<void> {
    await this.one("consumerKey", { method: "PUT", path: keysPath(applicationId, id), body });
  }

  /** @returns the new secret */
  async regenerateSecret(applicationId: string, id: string): Promise<string> {
    const path = `${keysPath(applicationId, id)}/regenerate-secret`;
    const { consumerSecret } = await this.one<{ consumerSecret: string }>("consumerSecret", {
      method: "POST",
      path,
    });
    return consumerSecret;
  }

  /** Removes keys, and their client in Auth0 if WSO2 made it; releases before 4.3 cannot. */
  deleteKeys(applicationId: string, id: string): Promise<void> {
    return this.nothing({ method: "DELETE", path: keysPath(applicationId, id) });
  }

  /** Makes WSO2 forget keys; their client stays in Auth0. */
  cleanUpKeys(applicationId: string, id: string): Promise<void> {
    const path = `${keysPath(applicationId, id)}/clean-up`;
    return this.nothing({ method: "POST", path, isRepeatable: true });
  }

  /** Has WSO2 request a token for an application, which takes a Key Manager that is loaded. */
  async generateToken(applicationId: string, id: string, consumerSecret: string): Promise<void> {
    await this.one("accessToken", {
      method: "POST",
      path: `${keysPath(applicationId, id)}/generate-token`,
      body: { consumerSecret, validityPeriod: 3600, scopes: [] },
      isRepeatable: true,
    });
  }

  async findApi(name: string, version: string): Promise<SubscribableApi | undefined> {
    const query = encodeURIComponent(`name:"${name}" version:"${version}"`);
    const found = await this.list<SubscribableApi>(`/apis?limit=${pageSize}&query=${query}`);
    return found.find((api) => api.name === name && api.version === version);
  }

  subscribe(
    body: Pick<SubscriptionDocument, "applicationId" | "apiId" | "throttlingPolicy">,
  ): Promise<SubscriptionDocument> {
    return this.one("subscriptionId", { method: "POST", path: "/subscriptions", body });
  }

  async findSubscription(
    applicationId: string,
    apiId: string,
  ): Promise<SubscriptionDocument | undefined> {
    const query = `limit=${pageSize}&applicationId=${encodeURIComponent(applicationId)}`;
    const found = await this.list<SubscriptionDocument>(`/subscriptions?${query}`);
    return found.find((subscription) => subscription.apiId === apiId);
  }

  fetchSubscription(id: string): Promise<SubscriptionDocument> {
    return this.one("subscriptionId", { method: "GET", path: subscriptionPath(id) });
  }

  unsubscribe(id: string): Promise<void> {
    return this.nothing({ method: "DELETE", path: subscriptionPath(id) });
  }

  private async findApplication(
    query: string,
    isIt: (item: ApplicationListItem) => boolean,
  ): Promise<ApplicationListItem | undefined> {
    for (let offset = 0; ; offset += pageSize) {
      const search = `query=${encodeURIComponent(query)}&limit=${pageSize}&offset=${offset}`;
      const page = await this.list<ApplicationListItem>(`/applications?${search}`);
      const found = page.find(isIt);
      if (found !== undefined || page.length < pageSize) return found;
    }
  }

  private async list<Item>(path: string): Promise<Item[]> {
    const isExpected = (answer: unknown) =>
      Array.isArray((answer as { list?: unknown } | null | undefined)?.list);
    return ((await this.api.send({ method: "GET", path, isExpected })) as { list: Item[] }).list;
  }

  /** @param property that tells the answer from one of somebody else */
  private async one<Document>(property: string, request: ApiRequest): Promise<Document> {
    const isExpected = (answer: unknown) => isObjectWith(property, answer);
    return (await this.api.send({ ...request, isExpected })) as Document;
  }

  /** WSO2 answers without a body, or with the state of a workflow. */
  private async nothing(request: ApiRequest): Promise<void> {
    const isExpected = (answer: unknown) =>
      answer === undefined || isObjectWith("workflowStatus", answer);
    await this.api.send({ ...request, isExpected });
  }
}

function isObjectWith(property: string, answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && property in answer;
}

const applicationPath = (id: string) => `/applications/${encodeURIComponent(id)}`;
const keysPath = (applicationId: string, id: string) =>
  `${applicationPath(applicationId)}/oauth-keys/${encodeURIComponent(id)}`;
const subscriptionPath = (id: string) => `/subscriptions/${encodeURIComponent(id)}`;
