/** An API that applications can subscribe to. */
export interface SubscribableApi {
  id: string;
  name: string;
  version: string;
  /** Those that it offers. */
  throttlingPolicies?: string[] | null;
}

/** A subscription as the Developer Portal's REST API has it. Names are WSO2's. */
export interface SubscriptionDocument {
  subscriptionId: string;
  applicationId: string;
  apiId: string;
  apiInfo: SubscribableApi | null;
  throttlingPolicy: string;
  /** The one that waits for approval, or that was asked for first. */
  requestedThrottlingPolicy?: string | null;
  /** `UNBLOCKED`, or what others have decided. */
  status: string;
}
