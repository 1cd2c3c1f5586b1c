import type * as pulumi from "@pulumi/pulumi";
import { DynamicResource } from "../provider/dynamicResource";
import { secretFields } from "../provider/fieldTable";
import { ownershipOf } from "../owner/owner";
import type { ApplicationKeysArgs, KeysAddition } from "./args";
import { keyFields } from "./fields";

/**
 * The keys of an application for a Key Manager of type Auth0: the second half of step 3 of WSO2's
 * guide. Either WSO2 generates them, and with them a client in Auth0, or a client that exists is
 * mapped. The resource's `id` is that of the keys in WSO2.
 *
 * ```ts
 * const keys = new ApplicationKeys("orders-app", {
 *   applicationId: application.id,
 *   applicationName: application.name,
 *   keyManager: keyManager.name,
 *   mode: "map",
 *   clientId: client.clientId,
 *   clientSecret: credentials.clientSecret,
 * });
 * ```
 */
export class ApplicationKeys extends DynamicResource {
  /** The consumer key, which is the client ID in Auth0. */
  declare readonly consumerKey: pulumi.Output<string>;
  /** The consumer secret; a secret output. */
  declare readonly consumerSecret: pulumi.Output<string>;
  /** Counts the writes. */
  declare readonly revision: pulumi.Output<number>;

  constructor(name: string, args: ApplicationKeysArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "ApplicationKeys",
      name,
      {
        ...args,
        ownership: ownershipOf(name),
        consumerKey: undefined,
        consumerSecret: undefined,
        condition: undefined,
        revision: undefined,
      },
      opts,
      [...secretFields(keyFields), "consumerSecret" satisfies keyof KeysAddition],
    );
  }
}
