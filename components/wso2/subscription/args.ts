import type * as pulumi from "@pulumi/pulumi";

/**
 * Arguments of {@link Subscription}. Another policy changes it in place; application, API and version
 * replace it.
 */
export interface SubscriptionArgs {
  /** Id of the application. */
  readonly applicationId: pulumi.Input<string>;
  /** Name of the API. */
  readonly api: pulumi.Input<string>;
  /** Version of the API. */
  readonly version: pulumi.Input<string>;
  /**
   * Throttling policy of the subscription, one of those that the API offers.
   *
   * @default "Unlimited"
   */
  readonly throttlingPolicy?: pulumi.Input<string>;
}

/** The declaration with every output resolved. */
export type SubscriptionValues = pulumi.UnwrappedObject<SubscriptionArgs>;

/** What WSO2 adds to the declaration. */
export interface SubscriptionAddition {
  apiId?: string;
  status?: string;
}
