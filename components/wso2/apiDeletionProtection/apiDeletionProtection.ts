import * as pulumi from "@pulumi/pulumi";
import type { ClientCredentials } from "../../auth0/rest/clientCredentials";
import { ownerOf } from "../owner/owner";
import { DynamicResource } from "../provider/dynamicResource";

/** Arguments of {@link ApiDeletionProtection}. */
export interface ApiDeletionProtectionArgs {
  /** Identifier of the API. */
  readonly audience: pulumi.Input<string>;
  /** A login that may read client grants; without one nobody looks for them. */
  readonly management?: pulumi.Input<ClientCredentials>;
  /** Whether the API may be deleted together with grants that others have for it. */
  readonly destroyOthers: boolean;
}

/**
 * Stands between an API in Auth0 and its deletion, with which all client grants for it go: as long as others
 * have some, it refuses to be deleted, and so the API stays. It depends on all that the API consists of, and
 * the stack's own grants depend on it. It has no object: it exists in the state alone.
 */
export class ApiDeletionProtection extends DynamicResource {
  constructor(name: string, args: ApiDeletionProtectionArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "ApiDeletionProtection",
      name,
      {
        ...args,
        ...(args.management !== undefined && { management: pulumi.secret(args.management) }),
        owner: ownerOf().owner,
        resource: name,
      },
      pulumi.mergeOptions(opts, { additionalSecretOutputs: ["management"] }),
    );
  }
}
