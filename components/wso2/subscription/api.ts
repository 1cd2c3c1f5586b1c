import { ifThere, isAnothers, isNotFound } from "../rest/errors";
import { RememberedList } from "../provider/rememberedList";
import { largestLimit, pageSize, type RestApi } from "../rest/restApi";
import type { Turns } from "../provider/turns";
import { isUnknown } from "../provider/unknown";
import { isFinal } from "./decisions";
import type { SubscribableApi, SubscriptionDocument } from "./document";

/**
 * Subscriptions and what can be subscribed to, in WSO2's Developer Portal REST API. Where WSO2 reads
 * the application's keys, too, it takes its turn among what is done to them.
 */
export class SubscriptionsApi {
  private readonly searches = new Map<string, RememberedList<SubscribableApi>>();

  constructor(
    private readonly rest: RestApi,
    private readonly turns: Turns,
  ) {}

  async findApi(name: string, version: string): Promise<SubscribableApi | undefined> {
    const query = encodeURIComponent(`name:"${name}" version:"${version}"`);
    const path = `/apis?limit=${pageSize}&query=${query}`;
    const search =
      this.searches.get(path) ?? new RememberedList(() => this.rest.list<SubscribableApi>(path));
    this.searches.set(path, search);
    const found = (await search.get()).find((api) => api.name === name && api.version === version);
    // It may be published any moment.
    if (found === undefined) search.forget();
    return found;
  }

  subscribe(
    body: Pick<SubscriptionDocument, "applicationId" | "apiId" | "throttlingPolicy">,
  ): Promise<SubscriptionDocument> {
    return this.turns.take(body.applicationId, () =>
      this.rest.one("subscriptionId", { method: "POST", path: "/subscriptions", body }),
    );
  }

  /**
   * Another policy, and what else is declared. Which of the two policies the API must offer depends on the
   * release.
   */
  change(
    { subscriptionId, applicationId, apiId, status }: SubscriptionDocument,
    throttlingPolicy: string,
    additionalFields: Readonly<Record<string, unknown>>,
  ): Promise<SubscriptionDocument> {
    const policies = { throttlingPolicy, requestedThrottlingPolicy: throttlingPolicy };
    const body = { ...additionalFields, applicationId, apiId, status, ...policies };
    return this.turns.take(applicationId, () =>
      this.rest.one("subscriptionId", { method: "PUT", path: pathOf(subscriptionId), body }),
    );
  }

  /** Those of an application. */
  list(applicationId: string): Promise<SubscriptionDocument[]> {
    // Releases before 4.6 count the offset of a further page twice.
    const query = `limit=${largestLimit}&applicationId=${encodeURIComponent(applicationId)}`;
    return this.turns.take(applicationId, () => this.rest.list(`/subscriptions?${query}`));
  }

  /** Names of the fields that a subscription of the application has, where there is one. */
  async knownFields(applicationId: string): Promise<readonly string[] | undefined> {
    const [any] = isUnknown(applicationId) ? [] : await this.list(applicationId);
    return any && Object.keys(any);
  }

  async find(applicationId: string, apiId: string): Promise<SubscriptionDocument | undefined> {
    return (await this.list(applicationId)).find((subscription) => subscription.apiId === apiId);
  }

  /** `undefined` where there is none, or it is not for this user to see. */
  async fetch(id: string): Promise<SubscriptionDocument | undefined> {
    try {
      const path = pathOf(id);
      const live = await this.rest.one<SubscriptionDocument>("subscriptionId", {
        method: "GET",
        path,
      });
      // WSO2 remembers the block of one that was removed, and shows it by its id for that.
      const isSure = !isFinal(live.status) || (await this.isListed(live));
      return isSure ? live : undefined;
    } catch (error) {
      if (isNotFound(error) || isAnothers(error)) return undefined;
      throw error;
    }
  }

  async unsubscribe(id: string): Promise<void> {
    await ifThere(this.rest.nothing({ method: "DELETE", path: pathOf(id) }));
  }

  private async isListed({
    applicationId,
    subscriptionId,
  }: SubscriptionDocument): Promise<boolean> {
    const listed = await this.list(applicationId);
    return listed.some((each) => each.subscriptionId === subscriptionId);
  }
}

const pathOf = (id: string) => `/subscriptions/${encodeURIComponent(id)}`;
