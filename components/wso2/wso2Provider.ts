import * as pulumi from "@pulumi/pulumi";
import type { Wso2ConnectionConfig } from "./rest/connection";

/** Arguments of {@link Wso2Provider}: how to reach a server and log in to it. */
export type Wso2ProviderArgs = {
  readonly [Setting in keyof Wso2ConnectionConfig]?: pulumi.Input<
    NonNullable<Wso2ConnectionConfig[Setting]>
  >;
};

/**
 * A WSO2 API Manager beside, or instead of, the one of the stack config and the environment. What is
 * given here wins over the environment; what is not comes from there, a login whole or not at all.
 * All of it is secret in the state. `refresh` and `destroy` use it as the last `up` had it, or with
 * `--run-program` as the program has it now.
 *
 * ```ts
 * const emea = new Wso2Provider("emea", { url: "https://emea.example.com:9443", username, password });
 * new Auth0KeyManager("emea", args, { providers: [emea] });
 * new KeyManager("auth0", args, { provider: emea });
 * ```
 */
export class Wso2Provider extends pulumi.ProviderResource {
  /** What was given, for whoever must reach the server outside of Pulumi's providers. */
  readonly connection: pulumi.Output<Wso2ConnectionConfig>;

  constructor(name: string, args: Wso2ProviderArgs, opts?: pulumi.ResourceOptions) {
    const server = pulumi.secret(pulumi.jsonStringify(args));
    // The process of dynamic providers is configured with keys of the stack config.
    super("pulumi-nodejs", name, { [`${pulumi.getProject()}:wso2Server`]: server }, opts);
    this.connection = pulumi.secret(args);
  }
}
