import { any, bean, oneOf, text, type Reader } from "../jackson/beans";
import type { Json } from "../jackson/json";
import type { StoredSubscription } from "../state";
import { apiInfoView } from "./apiViews";
import { applicationInfoView } from "./applicationModel";
import type { Portal } from "./portal";
import { apiOf } from "./subscriptions";

const statuses = [
  "BLOCKED",
  "PROD_ONLY_BLOCKED",
  "UNBLOCKED",
  "ON_HOLD",
  "REJECTED",
  "TIER_UPDATE_PENDING",
  "DELETE_PENDING",
] as const;

/** The body of a request for a subscription. */
export interface SubscriptionRequest {
  applicationId: string | null;
  apiId: string | null;
  throttlingPolicy: string | null;
}

export const subscriptionReader: Reader<SubscriptionRequest | null> = bean<SubscriptionRequest>(
  () => ({ applicationId: null, apiId: null, throttlingPolicy: null }),
  {
    applicationId: text,
    apiId: text,
    throttlingPolicy: text,
    // Read and ignored.
    ...({
      subscriptionId: text,
      apiInfo: any satisfies Reader<Json>,
      applicationInfo: any satisfies Reader<Json>,
      requestedThrottlingPolicy: text,
      status: oneOf(statuses),
      redirectionParams: text,
    } as object),
  },
);

/** A subscription as the body of an answer; only a new one has its application's counted. */
export function subscriptionView(
  { state, traits, applications }: Portal,
  subscription: StoredSubscription,
  { isNew = false } = {},
) {
  const api = apiOf(state, subscription);
  const application = applications.byId(subscription.applicationId);
  return {
    subscriptionId: subscription.uuid,
    applicationId: subscription.applicationId,
    apiId: subscription.apiId,
    apiInfo: api ? apiInfoView(traits, api) : null,
    applicationInfo: application
      ? applicationInfoView(
          traits,
          application,
          application.attributes,
          isNew ? applications.subscriptionCount(application) : 0,
        )
      : null,
    throttlingPolicy: subscription.throttlingPolicy,
    requestedThrottlingPolicy: subscription.requestedThrottlingPolicy,
    status: subscription.status,
    redirectionParams: null,
  };
}
