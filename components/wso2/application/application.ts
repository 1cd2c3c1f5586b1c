import type * as pulumi from "@pulumi/pulumi";
import { DynamicResource } from "../provider/dynamicResource";
import { ownershipOf } from "../owner/owner";
import type { ApplicationArgs } from "./args";

/**
 * An application in WSO2's Developer Portal, the first half of step 3 of WSO2's guide. It belongs to
 * the user that this project logs in as. Its `id` is the one that WSO2 gave it.
 *
 * ```ts
 * const application = new Application("orders-app", { name: "orders-app" });
 * ```
 */
export class Application extends DynamicResource {
  /** Name in the Developer Portal. */
  declare readonly name: pulumi.Output<string>;
  /** The user that it belongs to. */
  declare readonly owner: pulumi.Output<string>;
  /** `APPROVED`, or `CREATED` while an administrator has to approve it. */
  declare readonly status: pulumi.Output<string>;
  /** Counts the writes. */
  declare readonly revision: pulumi.Output<number>;

  constructor(name: string, args: ApplicationArgs, opts?: pulumi.CustomResourceOptions) {
    const ownership = ownershipOf(name);
    const outputs = { owner: undefined, status: undefined, revision: undefined };
    super("Application", name, { ...args, ownership, ...outputs }, opts);
  }
}
