import type { ArgsOf, DeclarationOf } from "../../validation/declarations";
import type { subscriptionRows } from "./fields";

/**
 * Arguments of {@link Subscription}. Another policy changes it in place; application, API and version
 * replace it.
 */
export type SubscriptionArgs = ArgsOf<typeof subscriptionRows>;

/** The declaration with every output resolved. */
export type SubscriptionValues = DeclarationOf<typeof subscriptionRows>;

/** What WSO2 adds to the declaration. */
export interface SubscriptionAddition {
  apiId?: string;
  status?: string;
}
