type Bag = Record<string, unknown>;

/** What the engine asks of a provider. */
export interface ResourceProvider {
  check(
    olds: Bag,
    news: Bag,
  ): Promise<{ inputs: Bag; failures: { property: string; reason: string }[] }>;
  diff(
    id: string,
    olds: Bag,
    news: Bag,
  ): Promise<{ changes?: boolean; replaces?: string[]; deleteBeforeReplace?: boolean }>;
  create(inputs: Bag): Promise<{ id: string; outs: Bag }>;
  /** Without an id nothing is there. */
  read(id: string, props: Bag): Promise<{ id?: string; props?: Bag; inputs?: Bag }>;
  update(id: string, olds: Bag, news: Bag): Promise<{ outs: Bag }>;
  delete(id: string, props: Bag): Promise<void>;
}

/** An output of another resource of the program, in the place of an input. */
export class Output {
  constructor(
    /** Name of the other resource, as `named` makes it. */
    readonly of: string,
    /** Name of the output, or `id`. */
    readonly property: string,
    /** Whether the program takes it together with the id, so that a preview knows neither. */
    readonly isWithId = false,
  ) {}
}

/** A resource as a program declares it. */
export interface DeclaredResource {
  type: string;
  name: string;
  /** Types of the components that it is in, the outermost first. */
  parents: readonly string[];
  /** Values, in which any part can be an {@link Output}. */
  inputs: Bag;
  /** Names of inputs and outputs that are secret. */
  secrets: readonly string[];
  /** Other resources that must be there first, as `named` makes their names. */
  dependsOn: readonly string[];
  aliases?: readonly { name?: string; parents?: readonly string[] }[];
  deleteBeforeReplace?: boolean;
  /** Its provider is a model of somebody else's. */
  isModel: boolean;
}

/** By what the resources of a program refer to each other. */
export function named({ type, name }: Pick<DeclaredResource, "type" | "name">): string {
  return `${type}::${name}`;
}

/** A resource in a state. */
export interface StoredResource {
  urn: string;
  type: string;
  name: string;
  id: string;
  inputs: Bag;
  outputs: Bag;
  secrets: readonly string[];
  /** URNs that it depends on, whatever for. */
  dependencies: string[];
  /** URNs that each input depends on. */
  propertyDependencies: Record<string, string[]>;
  isModel: boolean;
  /** It was replaced and has yet to be deleted. */
  isCondemned?: true;
  /** It was deleted, and its replacement has yet to be created. */
  isPendingReplacement?: true;
  /** Why it is not complete. */
  initErrors?: string[];
}

/** The state of a stack. */
export interface StackState {
  organization: string;
  project: string;
  stack: string;
  resources: StoredResource[];
}

export function urnOf(
  { project, stack }: Pick<StackState, "project" | "stack">,
  { type, name, parents }: Pick<DeclaredResource, "type" | "name" | "parents">,
): string {
  return `urn:pulumi:${stack}::${project}::${[...parents, type].join("$")}::${name}`;
}
