import type { dynamic } from "@pulumi/pulumi";
import type { DeveloperPortalApi } from "../client/developerPortalApi";
import { isNotFound, isUncertain, Wso2Error } from "../client/errors";
import type { Lifecycle, ReadResult } from "../dynamic/engineBoundary";
import { declarationIn, differences, mistakesIn, observed } from "../fieldTable";
import { isUnknown } from "../unknown";
import type { SubscriptionInputs, SubscriptionState } from "./args";
import { subscriptionFields } from "./fields";
import type { SubscribableApi, SubscriptionDocument } from "./model";

/** Life cycle of a subscription. */
export class SubscriptionProvider implements Lifecycle<SubscriptionInputs, SubscriptionState> {
  /** @param portal gives the API of the server that the stack is configured for */
  constructor(private readonly portal: () => DeveloperPortalApi) {}

  check(
    _olds: Partial<SubscriptionInputs>,
    news: SubscriptionInputs,
  ): Promise<dynamic.CheckResult<SubscriptionInputs>> {
    const mistakes = mistakesIn("a subscription", subscriptionFields, news);
    return Promise.resolve({
      inputs: news,
      failures: mistakes.map(({ path, reason }) => ({ property: path.join("."), reason })),
    });
  }

  diff(
    _id: string,
    olds: SubscriptionState,
    news: SubscriptionInputs,
  ): Promise<dynamic.DiffResult> {
    const changed = differences(subscriptionFields, olds, news);
    return Promise.resolve({
      changes: changed.length > 0,
      replaces: changed.filter((field) => !isUnknown(news[field])),
      // An application has one subscription to an API at most.
      deleteBeforeReplace: true,
    });
  }

  async create(inputs: SubscriptionInputs): Promise<dynamic.CreateResult<SubscriptionState>> {
    const api = await this.findApi(inputs);
    const subscription = await this.subscribe(inputs, api);
    reportApproval(inputs, subscription);
    return { id: subscription.subscriptionId, outs: toState(inputs, subscription) };
  }

  async read(
    id: string,
    props: SubscriptionState,
  ): Promise<ReadResult<SubscriptionInputs, SubscriptionState>> {
    try {
      const live = await this.portal().fetchSubscription(id);
      const declared = declarationIn(subscriptionFields, props);
      const { throttlingPolicy } = live;
      const inputs = observed(subscriptionFields, declared, { throttlingPolicy });
      return { id, props: toState(inputs, live), inputs };
    } catch (error) {
      if (isNotFound(error)) return {};
      throw error;
    }
  }

  /** Nothing can change without a replacement. */
  update(
    _id: string,
    { apiId, status }: SubscriptionState,
    news: SubscriptionInputs,
  ): Promise<dynamic.UpdateResult<SubscriptionState>> {
    return Promise.resolve({
      outs: { ...news, ...(apiId && { apiId }), ...(status && { status }) },
    });
  }

  async delete(id: string): Promise<void> {
    try {
      await this.portal().unsubscribe(id);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  private async findApi({ api, version }: SubscriptionInputs): Promise<SubscribableApi> {
    const found = await this.portal().findApi(api, version);
    if (found !== undefined) return found;
    throw new Error(
      `the Developer Portal has no API "${api}" ${version}. Publish it, or correct name and version.`,
    );
  }

  private async subscribe(
    { applicationId, throttlingPolicy = "Unlimited" }: SubscriptionInputs,
    { id: apiId }: SubscribableApi,
  ): Promise<SubscriptionDocument> {
    const wanted = { applicationId, apiId, throttlingPolicy };
    try {
      return await this.portal().subscribe(wanted);
    } catch (error) {
      const isTaken = error instanceof Wso2Error && error.status === 409;
      if (!isTaken && !isUncertain(error)) throw error;
      // It is there already: of a run that broke off, or by hand.
      const existing = await this.portal().findSubscription(applicationId, apiId);
      if (existing === undefined) throw error;
      if (existing.throttlingPolicy === throttlingPolicy) return existing;
      await this.portal().unsubscribe(existing.subscriptionId);
      return this.portal().subscribe(wanted);
    }
  }
}

function toState(
  inputs: SubscriptionInputs,
  { apiId, status }: SubscriptionDocument,
): SubscriptionState {
  return { ...inputs, apiId, status };
}

function reportApproval({ api, version }: SubscriptionInputs, { status }: SubscriptionDocument) {
  if (status === "UNBLOCKED") return;
  console.log(
    `The subscription to "${api}" ${version} is ${status}: somebody has to approve it (Admin ` +
      "Portal: Tasks, Subscription Creation) before the gateway lets the application in.",
  );
}
