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
  constructor(
    kind: ProviderKind,
    name: string,
    inputs: pulumi.Inputs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    const props = { ...inputs, __provider: shim(kind) };
    super(typeOf(kind), name, props, opts);
  }
}
