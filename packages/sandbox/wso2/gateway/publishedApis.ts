import { subscriptionsIn } from "../devportal/subscriptions";
import {
  newId,
  superTenant,
  type StoredApi,
  type StoredSubscription,
  type Wso2State,
} from "../state";

/** An API as somebody publishes it. */
export interface ApiToPublish {
  name: string;
  /** Without the version, e.g. `/orders`. */
  context: string;
  version: string;
  /** Names of the Key Managers whose tokens it takes. Default: all. */
  keyManagers?: readonly string[];
  /** Default: every method on everything, without a scope. */
  operations?: readonly { method: string; path: string; scopes?: readonly string[] }[];
  /** Subscription policies that it is offered with. Default: `Unlimited`. */
  throttlingPolicies?: readonly string[];
  provider?: string;
  organization?: string;
}

const everything = ["GET", "POST", "PUT", "DELETE", "PATCH"].map((method) => ({
  method,
  path: "/*",
  scopes: [],
}));

/** The APIs that are published and deployed on the gateway. */
export class PublishedApis {
  constructor(
    private readonly state: Wso2State,
    private readonly changed: () => void,
  ) {}

  publish(api: ApiToPublish): StoredApi {
    const { name, version, provider = "admin", organization = superTenant } = api;
    const keyManagers = [...(api.keyManagers ?? ["all"])];
    this.checkKeyManagers(keyManagers, organization);
    const context = `${api.context}/${version}`;
    if (this.state.apis.some((other) => other.context === context)) {
      throw new Error(`An API with the context ${context} exists already.`);
    }
    const operations = (api.operations ?? everything).map(({ method, path, scopes = [] }) => ({
      method,
      path,
      scopes: [...scopes],
    }));
    const published: StoredApi = {
      id: newId(),
      name,
      version,
      context,
      provider,
      status: "PUBLISHED",
      organization,
      keyManagers,
      description: null,
      throttlingPolicies: [...(api.throttlingPolicies ?? ["Unlimited"])],
      scopes: [...new Set(operations.flatMap(({ scopes }) => scopes))].map((key) => ({
        key,
        description: "",
        roles: [],
      })),
      operations,
      createdAt: Date.now(),
    };
    this.state.apis.push(published);
    this.changed();
    return published;
  }

  /** Another choice of Key Managers. */
  selectKeyManagers(id: string, keyManagers: readonly string[]): void {
    const api = this.byId(id);
    this.checkKeyManagers(keyManagers, api.organization);
    api.keyManagers = [...keyManagers];
    this.changed();
  }

  /** Another choice of policies; subscriptions keep theirs. */
  offer(id: string, throttlingPolicies: readonly string[]): void {
    this.byId(id).throttlingPolicies = [...throttlingPolicies];
    this.changed();
  }

  /** Fails, as in the Publisher, while an application is subscribed to it. */
  remove(id: string): void {
    const api = this.byId(id);
    if (subscriptionsIn(this.state).some(({ apiId }) => apiId === id)) {
      throw new Error(`Applications are subscribed to the API "${api.name}".`);
    }
    this.state.apis = this.state.apis.filter((other) => other !== api);
    this.changed();
  }

  /** What the Publisher does with a subscription, whosever it is; `undefined` where there is none. */
  setSubscriptionStatus(
    id: string,
    status: StoredSubscription["status"],
  ): StoredSubscription | undefined {
    const subscription = this.state.subscriptions.find(({ uuid }) => uuid === id);
    if (subscription) subscription.status = status;
    this.changed();
    return subscription;
  }

  private byId(id: string): StoredApi {
    const api = this.state.apis.find((each) => each.id === id);
    if (!api) throw new Error(`There is no API ${id}.`);
    return api;
  }

  private checkKeyManagers(names: readonly string[], organization: string): void {
    const known = this.state.keyManagers.filter((row) => row.organization === organization);
    const unknown = names.find((name) => name !== "all" && !known.some((row) => row.name === name));
    if (unknown !== undefined) throw new Error(`There is no Key Manager "${unknown}".`);
  }
}
