import type { Sandbox } from "./index";
import type { ApiToPublish } from "./wso2/gateway/publishedApis";
import type { StoredApi } from "./wso2/state";

/** What a person does in WSO2's Publisher. */
export class Publisher {
  constructor(private readonly sandbox: Pick<Sandbox, "wso2">) {}

  /** Designs, deploys and publishes an API. */
  publish(api: ApiToPublish): StoredApi {
    return this.sandbox.wso2.apis.publish(api);
  }

  /** Chooses the Key Managers whose tokens an API takes: names, or `["all"]`. */
  selectKeyManagers(api: Pick<StoredApi, "id">, keyManagers: readonly string[]): void {
    this.sandbox.wso2.apis.selectKeyManagers(api.id, keyManagers);
  }

  /** Keeps an application from an API that it is subscribed to. */
  block(subscriptionId: string, state: "BLOCKED" | "PROD_ONLY_BLOCKED" = "BLOCKED"): void {
    this.sandbox.wso2.apis.setSubscriptionStatus(subscriptionId, state);
  }

  unblock(subscriptionId: string): void {
    this.sandbox.wso2.apis.setSubscriptionStatus(subscriptionId, "UNBLOCKED");
  }

  /** Offers other policies from now on; who has another one keeps it. */
  offer(api: Pick<StoredApi, "id">, throttlingPolicies: readonly string[]): void {
    this.sandbox.wso2.apis.offer(api.id, throttlingPolicies);
  }

  remove(api: Pick<StoredApi, "id">): void {
    this.sandbox.wso2.apis.remove(api.id);
  }
}
