import axios, { type AxiosAdapter, type CreateAxiosDefaults } from "axios";
import type { dynamic } from "@pulumi/pulumi";
import { axiosAdapter } from "../../support/axiosAdapter";
import type { World } from "../world/world";
import { loadAfresh } from "./afresh";
import type { ResourceProvider } from "./resource";

type Bag = Record<string, unknown>;

type Providers = Record<string, Required<dynamic.ResourceProvider<Bag, Bag>>>;

/** A process of the engine in which the dynamic providers run, started anew for each run. */
export class ProviderProcess {
  private providers: Providers | undefined;
  private readonly configured = new Map<string, Promise<ResourceProvider>>();

  /** @param config of the stack, values as texts */
  constructor(
    private readonly world: World,
    private readonly config: Readonly<Record<string, string>>,
    private readonly print: (line: string) => void,
  ) {}

  /** @param kind the last part of the resource's type */
  provider(kind: string): Promise<ResourceProvider> {
    const known = this.configured.get(kind) ?? this.configure(kind);
    this.configured.set(kind, known);
    return known;
  }

  private async configure(kind: string): Promise<ResourceProvider> {
    this.providers ??= this.start();
    const provider = this.providers[kind];
    if (provider === undefined) throw new Error(`There is no dynamic provider ${kind}.`);
    const get = (key: string) => this.config[key];
    await provider.configure({
      config: { get, require: (key: string) => this.config[key] ?? "" },
    });
    return atTheProtocol(provider);
  }

  private start(): Providers {
    const loaded = loadOnto(this.world, ["wso2/providers"], this.print);
    return (loaded as { providers: Providers }).providers;
  }
}

/** What files of `components/` export in a process that has just been started, whose calls go to a world. */
export function loadOnto(
  world: World,
  files: readonly string[],
  print: (line: string) => void,
): object {
  const log = (...parts: unknown[]) => {
    print(parts.map(String).join(" "));
  };
  return loadAfresh(files, {
    console: { log, warn: log, error: log },
    packages: { axios: axiosWith(axiosAdapter(world.send)) },
  });
}

/** axios as the components import it, with another way onto the line. */
function axiosWith(adapter: AxiosAdapter): object {
  const create = (defaults?: CreateAxiosDefaults) => axios.create({ ...defaults, adapter });
  const withAdapter = Object.assign(create(), axios, { create });
  return { ...axios, __esModule: true, default: withAdapter };
}

/** What the engine and the provider's process make of what they hand each other. */
function atTheProtocol(provider: Required<dynamic.ResourceProvider<Bag, Bag>>): ResourceProvider {
  const withText = (bag: unknown, from: Bag): Bag => ({
    ...struct((bag ?? {}) as Bag),
    __provider: from["__provider"],
  });
  return {
    check: async (olds, news) => {
      const { inputs, failures = [] } = await provider.check(struct(olds), struct(news));
      return { inputs: withText(inputs ?? news, news), failures };
    },
    diff: (id, olds, news) => provider.diff(id, struct(olds), struct(news)),
    create: async (inputs) => {
      const { id, outs } = await provider.create(struct(inputs));
      if (!id) throw new Error("Create must return an id.");
      return { id, outs: withText(outs, inputs) };
    },
    read: async (id, props) => {
      const found = await provider.read(id, struct(props));
      if (!found.id) return {};
      return {
        id: found.id,
        props: withText(found.props, props),
        ...(found.inputs && { inputs: withText(found.inputs, props) }),
      };
    },
    update: async (id, olds, news) => {
      const { outs } = await provider.update(id, struct(olds), struct(news));
      return { outs: withText(outs, news) };
    },
    delete: (id, props) => provider.delete(id, struct(props)),
  };
}

/** A copy as the protocol carries it, which has no `undefined`. */
function struct(bag: Bag): Bag {
  return JSON.parse(
    JSON.stringify(bag, (_key, value: unknown) => {
      if (value === undefined) throw new Error("Unexpected struct type.");
      return value;
    }),
  ) as Bag;
}
