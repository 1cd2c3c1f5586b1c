import type { Found } from "../provider/kind";
import { Wso2Error } from "../rest/errors";
import type { SubscriptionsApi } from "./api";
import type { SubscriptionValues } from "./args";
import type { SubscriptionDocument } from "./document";
import { policyOf, requireApi } from "./policy";

/** The application has a subscription to the API that is blocked, or had one. */
class Blocked extends Error {}

export async function subscribe(
  inputs: SubscriptionValues,
  api: SubscriptionsApi,
): Promise<Found<SubscriptionDocument>> {
  const { id: apiId } = await requireApi(inputs, api);
  const { applicationId, additionalFields } = inputs;
  const body = { ...additionalFields, applicationId, apiId, throttlingPolicy: policyOf(inputs) };
  const live = await api.subscribe(body).catch((error: unknown) => explained(error, inputs));
  return { id: live.subscriptionId, live };
}

/** Whether WSO2 refuses one because there is one. */
export function mayBeSubscribed(error: unknown): boolean {
  return error instanceof Blocked || (error instanceof Wso2Error && error.status === 409);
}

/** WSO2 remembers that a subscription was blocked when it is removed, and gives no number for that. */
function explained(error: unknown, { api, version }: SubscriptionValues): never {
  if (!(error instanceof Wso2Error) || !error.message.includes("Subscription blocked")) throw error;
  throw new Blocked(
    `a publisher has blocked the application's subscription to "${api}" ${version}. WSO2 ` +
      "remembers that, although the subscription was removed. Ask the publisher to unblock it " +
      "(Publisher: the API's Subscriptions), and run pulumi up again.",
    { cause: error },
  );
}
