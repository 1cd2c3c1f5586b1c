import * as pulumi from "@pulumi/pulumi";
import { shim, type ProviderKind } from "./shim";

/** The type of a kind's resources, as the engine knows it. */
export const typeOf = (kind: ProviderKind) => `pulumi-nodejs:dynamic/wso2:${kind}`;

/**
 * A resource of Pulumi's dynamic providers, whose process is started in the program's directory and
 * evaluates the text that a resource brings. `pulumi.dynamic.Resource` would make that text out of a
 * function, which takes a quarter of a second of every run, and the text would depend on the compiler.
 */
export abstract class DynamicResource extends pulumi.CustomResource {
  /** @param secrets names of inputs and outputs that are never shown */
  constructor(
    kind: ProviderKind,
    name: string,
    inputs: pulumi.Inputs,
    opts?: pulumi.CustomResourceOptions,
    secrets: readonly string[] = [],
  ) {
    const hidden = secrets.flatMap((secret): [string, unknown][] =>
      inputs[secret] === undefined ? [] : [[secret, pulumi.secret(inputs[secret])]],
    );
    const props = { ...inputs, ...Object.fromEntries(hidden), __provider: shim(kind) };
    const additionalSecretOutputs = [...secrets];
    super(typeOf(kind), name, props, pulumi.mergeOptions(opts, { additionalSecretOutputs }));
  }
}
