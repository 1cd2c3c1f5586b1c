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

  remove(api: Pick<StoredApi, "id">): void {
    this.sandbox.wso2.apis.remove(api.id);
  }
}
