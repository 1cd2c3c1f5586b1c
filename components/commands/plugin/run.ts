import * as pulumi from "@pulumi/pulumi";
import { main, type ConstructResult, type Provider } from "@pulumi/pulumi/provider";
import { argumentsOf, valueOf } from "./arguments";
import { keptSecret } from "../../settings/keptSecret";
import { Refusal } from "../../validation/refusal";
import { assertInstalled } from "./installation";
import type { PackageSpec } from "./schema";

type ComponentClass = new (
  name: string,
  args: pulumi.Inputs,
  opts: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource;

/** What `components/index.ts` exports. */
type Library = () => Readonly<Record<string, unknown>>;

/** Makes the components for programs in other languages: what is in the library, and no more. */
class ComponentPlugin implements Provider {
  readonly schema: string;
  /** By URN: another component may be given one of them. */
  private readonly made = new Map<string, pulumi.ComponentResource>();

  constructor(
    private readonly library: Library,
    private readonly spec: PackageSpec,
    readonly version: string,
  ) {
    this.schema = JSON.stringify({ ...spec, version });
    const modules = Object.keys(spec.resources).map((token) => token.split(":")[1] ?? "");
    for (const module of new Set(modules)) {
      pulumi.runtime.registerResourceModule(spec.name, module, {
        version,
        construct: (_name, _type, urn) => this.made.get(urn) ?? notMadeHere(urn),
      });
    }
  }

  async construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ): Promise<ConstructResult> {
    assertInstalled(process.cwd(), this.spec.name, this.version);
    const resource = this.spec.resources[type];
    if (resource === undefined) throw new Error(`${this.spec.name} has no component ${type}.`);
    const { args, secrets } = await argumentsOf(inputs, resource.inputProperties, this.spec);
    const component = this.library()[type.split(":").at(-1) ?? ""] as ComponentClass;
    const made = new component(name, args, keepingSecret(options, secrets));
    this.made.set((await valueOf(made.urn)) as string, made);
    const outputs = Object.keys(resource.properties);
    const state = Object.fromEntries(outputs.map((output) => [output, made[output as never]]));
    return { urn: made.urn, state };
  }
}

/** A component whose resources keep texts secret. */
function keepingSecret(
  options: pulumi.ComponentResourceOptions,
  secrets: readonly string[],
): pulumi.ComponentResourceOptions {
  if (secrets.length === 0) return options;
  const keep: pulumi.ResourceTransformation = ({ props, opts }) => ({
    props: keptSecret(props, secrets) as pulumi.Inputs,
    opts,
  });
  return { ...options, transformations: [keep] };
}

const notMadeHere = (urn: string) => {
  throw new Refusal(
    `${urn} is not of this program. Give the plain values of its reference instead.`,
  );
};

/** @param version of the package */
export function servePlugin(library: Library, schema: PackageSpec, version: string): Promise<void> {
  // Pulumi prints the stack of an error, and of one that is about the program there is none to see.
  process.prependListener("unhandledRejection", (error) => {
    if (pulumi.RunError.isInstance(error)) error.stack = "";
  });
  return main(new ComponentPlugin(library, schema, version), process.argv.slice(2));
}
