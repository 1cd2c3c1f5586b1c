import * as pulumi from "@pulumi/pulumi";
import { shim } from "../dynamic/shim";
import type { SubscriptionArgs } from "./args";

const provider = shim("Subscription");

/**
 * The subscription of an application to a published API: without it the gateway answers the
 * application's tokens with 403.
 *
 * ```ts
 * new Subscription("orders", { applicationId: application.id, api: "Orders", version: "1.0.0" });
 * ```
 */
export class Subscription extends pulumi.dynamic.Resource {
  declare readonly apiId: pulumi.Output<string>;
  /** `UNBLOCKED`, or `ON_HOLD` while somebody has to approve it. */
  declare readonly status: pulumi.Output<string>;
  /** Counts the writes. */
  declare readonly revision: pulumi.Output<number>;

  constructor(name: string, args: SubscriptionArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = { apiId: undefined, status: undefined, revision: undefined };
    super(provider, name, { ...args, ...outputs }, opts, "wso2", "Subscription");
  }
}
