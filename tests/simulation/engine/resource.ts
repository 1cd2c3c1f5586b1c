import { randomUUID } from "node:crypto";

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

/** What the engine keeps of a declaration as it is. */
interface Resource {
  urn: string;
  type: string;
  name: string;
  inputs: Bag;
  /** Names of inputs and outputs that are secret. */
  secrets: readonly string[];
  /** URNs that it depends on, whatever for. */
  dependencies: string[];
  /** URNs that each input depends on. */
  propertyDependencies: Record<string, string[]>;
  /** URN of an explicit provider. */
  provider?: string;
  /** It is forgotten where it would be deleted. */
  isRetained?: true;
}

/** A resource as a program declares it; in its inputs are outputs of others, by {@link outputOf}. */
export interface DeclaredResource extends Resource {
  /** URNs that it had before. */
  aliases: readonly string[];
  /** What is there already, and is taken into a state that does not have it. */
  importId?: string;
  deleteBeforeReplace?: boolean;
  replaceOnChanges: readonly string[];
  ignoreChanges: readonly string[];
}

/** A resource in a state. */
export interface StoredResource extends Resource {
  id: string;
  outputs: Bag;
  /** It was replaced and has yet to be deleted. */
  isCondemned?: true;
  /** It was deleted, and its replacement has yet to be created. */
  isPendingReplacement?: true;
  /** The next run is to replace it. */
  isTainted?: true;
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

/** Whether its provider is a model of somebody else's. */
export function isModel({ type }: Pick<Resource, "type">): boolean {
  return !type.startsWith("pulumi-nodejs:");
}

/** Whether it is an explicit provider itself. */
export function isProvider({ type }: Pick<Resource, "type">): boolean {
  return type.startsWith("pulumi:providers:");
}

export function isGrant({ type }: Pick<Resource, "type">): boolean {
  return type.endsWith(":ClientGrant");
}

/** The text that stands for an output of a resource, also within other texts. */
export function outputOf(urn: string, property: string): string {
  return `⟦${urn} ${property}⟧`;
}

/** The outputs that a text stands for, whole or in part. */
export function outputsIn(text: string): { text: string; urn: string; property: string }[] {
  return [...text.matchAll(/⟦(\S*) (\S*)⟧/g)].map(([found, urn = "", property = ""]) => ({
    text: found,
    urn,
    property,
  }));
}

/** The engine's own: what is configured exists in the state alone. */
export const providerOfProviders: ResourceProvider = {
  check: (_olds, news) => Promise.resolve({ inputs: news, failures: [] }),
  diff: () => Promise.resolve({}),
  create: (inputs) => Promise.resolve({ id: randomUUID(), outs: inputs }),
  read: (id, props) => Promise.resolve({ id, props }),
  update: (_id, _olds, news) => Promise.resolve({ outs: news }),
  delete: () => Promise.resolve(),
};
