/** An API that applications can subscribe to. */
export interface SubscribableApi {
  id: string;
  name: string;
  version: string;
}

/** A subscription as the Developer Portal's REST API has it. Names are WSO2's. */
export interface SubscriptionDocument {
  subscriptionId: string;
  applicationId: string;
  apiId: string;
  apiInfo: SubscribableApi | null;
  throttlingPolicy: string;
  /** `UNBLOCKED`, or `ON_HOLD` while somebody has to approve it. */
  status: string;
}
