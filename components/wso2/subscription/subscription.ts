import type * as pulumi from "@pulumi/pulumi";
import { DynamicResource } from "../provider/dynamicResource";
import { ownershipOf } from "../owner/owner";
import type { SubscriptionArgs } from "./args";

/**
 * The subscription of an application to a published API: without it the gateway answers the
 * application's tokens with 403.
 *
 * ```ts
 * new Subscription("orders", { applicationId: application.id, api: "Orders", version: "1.0.0" });
 * ```
 */
export class Subscription extends DynamicResource {
  /** Id of the API that the application may call. */
  declare readonly apiId: pulumi.Output<string>;
  /** `UNBLOCKED`, or what a publisher or an administrator has decided: `BLOCKED`, `ON_HOLD`, … */
  declare readonly status: pulumi.Output<string>;
  /** Counts the writes. */
  declare readonly revision: pulumi.Output<number>;

  constructor(name: string, args: SubscriptionArgs, opts?: pulumi.CustomResourceOptions) {
    const ownership = ownershipOf(name);
    const outputs = { apiId: undefined, status: undefined, revision: undefined };
    super("Subscription", name, { ...args, ownership, ...outputs }, opts);
  }
}
