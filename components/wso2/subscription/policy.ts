import { equal, properties } from "../provider/canonicalValues";
import { differences } from "../provider/fieldTable";
import { unknownIn, withAdditional } from "../provider/additionalFields";
import type { Found } from "../provider/kind";
import { hasUnknown } from "../provider/unknown";
import type { SubscriptionsApi } from "./api";
import type { SubscriptionValues } from "./args";
import { isFinal, refuseChange } from "./decisions";
import type { SubscribableApi, SubscriptionDocument } from "./document";
import { namesOfSubscription, subscriptionFields } from "./fields";

type Named = Pick<SubscriptionValues, "api" | "version">;

export function policyOf({ throttlingPolicy = "Unlimited" }: Partial<SubscriptionValues>): string {
  return throttlingPolicy;
}

/** The policy that was asked for, be it that somebody has to approve it. */
export function policyAskedFor(live: SubscriptionDocument): string {
  const { status, throttlingPolicy, requestedThrottlingPolicy } = live;
  const isWaiting = status === "TIER_UPDATE_PENDING";
  return isWaiting ? (requestedThrottlingPolicy ?? throttlingPolicy) : throttlingPolicy;
}

/** The subscription with what is declared; a policy of before stays where others have decided. */
export async function asDeclared(
  found: Found<SubscriptionDocument>,
  news: SubscriptionValues,
  olds: Partial<SubscriptionValues>,
  api: SubscriptionsApi,
): Promise<Found<SubscriptionDocument>> {
  const { id, live } = found;
  const policy = policyOf(news);
  const before = (isFinal(live.status) && olds.throttlingPolicy) || policyAskedFor(live);
  const others = unknownIn(live, namesOfSubscription);
  const wanted = withAdditional(others, news, olds);
  if (before === policy && equal(properties(wanted), properties(others))) return found;
  refuseChange(live.status, before);
  return { id, live: await api.change(live, policy, wanted) };
}

/** Why WSO2 would refuse a subscription that is new or changes: its predecessor is not removed then. */
export async function policyReasons(
  olds: Partial<SubscriptionValues>,
  news: SubscriptionValues,
  api: SubscriptionsApi,
): Promise<string[]> {
  if (hasUnknown([news.api, news.version, news.throttlingPolicy])) return [];
  // An application that is replaced by force is taken over, and so are its subscriptions.
  const changed = differences(subscriptionFields, olds, news).filter(
    (name) => !hasUnknown(news[name]),
  );
  if (changed.length === 0) return [];
  const { throttlingPolicies } = await requireApi(news, api);
  const policy = policyOf(news);
  if (!throttlingPolicies || throttlingPolicies.includes(policy)) return [];
  return [
    `the API "${news.api}" ${news.version} does not offer the throttlingPolicy ${policy}: ` +
      `choose one of ${throttlingPolicies.join(", ")}, or ask the publisher to offer it ` +
      "(Publisher: the API's Subscriptions).",
  ];
}

export async function requireApi(
  { api: name, version }: Named,
  api: SubscriptionsApi,
): Promise<SubscribableApi> {
  const found = await api.findApi(name, version);
  if (found !== undefined) return found;
  throw new Error(
    `the Developer Portal has no API "${name}" ${version}. Publish it, or correct name and version.`,
  );
}
