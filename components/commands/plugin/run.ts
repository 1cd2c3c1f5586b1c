import * as pulumi from "@pulumi/pulumi";
import { main, type ConstructResult, type Provider } from "@pulumi/pulumi/provider";
import manifest from "../../../package.json";
import { argumentsOf } from "./arguments";
import { Refusal } from "../../validation/refusal";
import { assertInstalled } from "./installation";
import { membersOf, type ObjectSpec, type PackageSpec, type TypeSpec } from "./schema";

type ComponentClass = new (
  name: string,
  args: pulumi.Inputs,
  opts: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource;

/** What `components/index.ts` exports. */
type Library = () => Readonly<Record<string, unknown>>;

/** Makes the components for programs in other languages: what is in the library, and no more. */
class ComponentPlugin implements Provider {
  readonly version = manifest.version;
  readonly schema: string;
  /** By URN: another component may be given one of them. */
  private readonly made = new Map<string, pulumi.ComponentResource>();

  constructor(
    private readonly library: Library,
    private readonly spec: PackageSpec,
  ) {
    this.schema = JSON.stringify({ ...spec, version: this.version });
    const modules = Object.keys(spec.resources).map((token) => token.split(":")[1] ?? "");
    for (const module of new Set(modules)) {
      pulumi.runtime.registerResourceModule(manifest.name, module, {
        version: this.version,
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
    assertInstalled(process.cwd());
    const resource = this.spec.resources[type];
    if (resource === undefined) throw new Error(`${manifest.name} has no component ${type}.`);
    const args = await argumentsOf(inputs, resource.inputProperties, this.spec);
    const component = this.library()[type.split(":").at(-1) ?? ""] as ComponentClass;
    const made = new component(name, args, options);
    this.made.set(await valueOf(made.urn), made);
    return { urn: made.urn, state: this.outputs(made, resource.properties) };
  }

  /** What the schema has of a component. */
  private outputs(of: object, members: ObjectSpec["properties"]): pulumi.Inputs {
    return Object.fromEntries(
      Object.entries(members).map(([name, type]) => [name, this.output(of[name as never], type)]),
    );
  }

  private output(value: unknown, type: TypeSpec): unknown {
    if (value === undefined || pulumi.Output.isInstance(value)) return value;
    return this.outputs(value as object, membersOf(this.spec, type));
  }
}

const notMadeHere = (urn: string) => {
  throw new Refusal(
    `${urn} is not of this program. Give the plain values of its reference instead.`,
  );
};

const valueOf = (urn: pulumi.Output<string>) =>
  new Promise<string>((resolve) => urn.apply(resolve));

export function servePlugin(library: Library, schema: PackageSpec): Promise<void> {
  // Pulumi prints the stack of an error, and of one that is about the program there is none to see.
  process.prependListener("unhandledRejection", (error) => {
    if (pulumi.RunError.isInstance(error)) error.stack = "";
  });
  return main(new ComponentPlugin(library, schema), process.argv.slice(2));
}
