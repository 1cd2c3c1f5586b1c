import * as pulumi from "@pulumi/pulumi";
import { shim } from "../dynamic/shim";
import type { Certificates, KeyManagerArgs } from "./args";

const provider = shim("KeyManager");

/**
 * A Key Manager of type Auth0 in WSO2 API Manager: step 2 of WSO2's guide. Its `id` is the one that
 * WSO2 gave it.
 *
 * Server and login are not arguments: they come from the stack config key `wso2` or from the
 * environment (`WSO2_URL`, `WSO2_USERNAME`, `WSO2_PASSWORD`, `WSO2_CA_FILE`).
 *
 * ```ts
 * new KeyManager("auth0", {
 *   name: "auth0",
 *   clientId: "…",
 *   clientSecret: config.requireSecret("clientSecret"),
 *   ...keyManagerEndpoints(tenantEndpoints("acme.eu.auth0.com")),
 * });
 * ```
 */
export class KeyManager extends pulumi.dynamic.Resource {
  declare readonly name: pulumi.Output<string>;
  declare readonly issuer: pulumi.Output<string>;
  declare readonly audience: pulumi.Output<string>;
  declare readonly certificates: pulumi.Output<Certificates>;

  constructor(name: string, args: KeyManagerArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      provider,
      name,
      { ...args, clientSecret: pulumi.secret(args.clientSecret) },
      pulumi.mergeOptions(opts, { additionalSecretOutputs: ["clientSecret"] }),
      "wso2",
      "KeyManager",
    );
  }
}
