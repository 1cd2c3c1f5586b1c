import { internalServerError } from "../errors";
import { furtherView, type FurtherReaders } from "../furtherFields";
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
  requestedThrottlingPolicy: string | null;
  status: string | null;
}

export const subscriptionReader = (further: FurtherReaders): Reader<SubscriptionRequest | null> =>
  bean<SubscriptionRequest>(
    () => ({
      applicationId: null,
      apiId: null,
      throttlingPolicy: null,
      requestedThrottlingPolicy: null,
      status: null,
    }),
    {
      applicationId: text,
      apiId: text,
      throttlingPolicy: text,
      requestedThrottlingPolicy: text,
      status: oneOf(statuses),
      // Read and ignored.
      ...({
        subscriptionId: text,
        apiInfo: any satisfies Reader<Json>,
        applicationInfo: any satisfies Reader<Json>,
        redirectionParams: text,
        ...further,
      } as object),
    },
  );

/** The Publisher stores any status, but none of the APIs shows one that WSO2 does not know. */
export function statusOf({ status }: StoredSubscription): string {
  if (!(statuses as readonly string[]).includes(status)) throw internalServerError();
  return status;
}

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
    status: statusOf(subscription),
    redirectionParams: null,
    ...furtherView(subscription, state),
  };
}
