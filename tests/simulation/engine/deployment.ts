import { isDeepStrictEqual } from "node:util";
import { runtime } from "@pulumi/pulumi";
import {
  isModel,
  isProvider,
  outputsIn,
  type DeclaredResource,
  type ResourceProvider,
  type StackState,
  type StoredResource,
} from "./resource";

type Bag = Record<string, unknown>;

/** What is done with a resource. */
export interface Step {
  operation: "create" | "import" | "update" | "replace" | "delete";
  urn: string;
  /** URN of what is replaced, perhaps by another name. */
  before?: string;
  /** What is to come of it; the real engine does not say. */
  goal?: StoredResource;
}

/** How a run differs from the usual. */
export interface RunOptions {
  /** URNs that are replaced although nothing has changed: `--replace`. */
  replace?: readonly string[];
  /** URNs that alone are looked at: `--target`. */
  target?: readonly string[];
}

/** What the engine needs of its surroundings. */
export interface Host {
  /** @param configuration inputs of the resource's explicit provider */
  provider(type: string, configuration: Bag | undefined): Promise<ResourceProvider>;
  /** Calls a provider in the name of a resource; never ends in a process that was killed. */
  call<Result>(
    resource: Pick<StoredResource, "urn" | "type">,
    work: () => Promise<Result>,
  ): Promise<Result>;
}

/** A run that has stopped because of an error, which is reported already. */
class Stopped extends Error {}

/** What the program gets of a resource that it has declared. */
interface Registered {
  urn: string;
  /** `undefined` where it is not known yet. */
  id: string | undefined;
  outputs: Bag;
  /** Whether outputs that are missing are unknown. */
  isPlanned: boolean;
  /** Left out, because it is no target and does not exist yet. */
  isSkipped?: boolean;
}

/**
 * One run of the engine on a stack: refresh, then the program or the destruction. It changes the
 * stack's state with every step, so that what is there when the run ends is what was saved.
 */
export class Deployment {
  readonly steps: Step[] = [];
  readonly errors: string[] = [];
  private turn: Promise<unknown> = Promise.resolve();
  private readonly registered = new Map<string, Promise<Registered>>();
  /** What there was before the program ran, by URN. */
  private olds = new Map<string, StoredResource>();
  /** Resources of before that the program has declared again. */
  private readonly seen = new Set<StoredResource>();
  private readonly deletedForReplacement = new Set<string>();

  constructor(
    private readonly state: StackState,
    private readonly host: Host,
    private readonly isPreview: boolean,
    private readonly options: RunOptions = {},
  ) {
    if (isPreview) this.state = structuredClone(state);
  }

  /** Whether an error has ended the run. */
  private hasStopped(): boolean {
    return this.errors.length > 0;
  }

  /** Reads what there is; the state is what was found then. */
  async refresh(): Promise<void> {
    await this.allOf(
      this.state.resources
        .filter((stored) => !stored.isPendingReplacement && !isProvider(stored))
        .filter(({ urn }) => this.isTarget(urn))
        .map((stored) => () => this.refreshOne(stored)),
    );
  }

  private async refreshOne(stored: StoredResource): Promise<void> {
    const provider = await this.providerOf(stored);
    const found = await this.call(stored, () => provider.read(stored.id, stored.outputs));
    if (!found.id) {
      this.remove(stored);
      return;
    }
    const { inputs } = stored;
    stored.id = found.id;
    stored.outputs = found.props ?? {};
    if (found.inputs) stored.inputs = found.inputs;
    delete stored.initErrors;
    await this.call(stored, () => provider.diff(stored.id, stored.outputs, inputs));
  }

  /** Makes the stack what the program declares. */
  async run(program: readonly DeclaredResource[]): Promise<void> {
    if (this.hasStopped()) return;
    this.olds = new Map(
      this.state.resources.filter(({ isCondemned }) => !isCondemned).map((old) => [old.urn, old]),
    );
    for (const declared of program) {
      const registration = this.register(declared);
      registration.catch(() => undefined);
      this.registered.set(declared.urn, registration);
    }
    await Promise.allSettled(this.registered.values());
    if (this.hasStopped()) return;
    const condemned = this.state.resources.filter(
      (stored) =>
        this.isTarget(stored.urn) &&
        (stored.isCondemned || (!this.seen.has(stored) && this.olds.get(stored.urn) === stored)),
    );
    await this.deleteAll(condemned);
  }

  /** Deletes everything. */
  async destroy(): Promise<void> {
    if (this.hasStopped()) return;
    const condemned = this.state.resources.filter(({ urn }) => this.isTarget(urn));
    const isCondemned = (wanted: string) => condemned.some(({ urn }) => urn === wanted);
    for (const { urn, dependencies } of this.state.resources) {
      if (isCondemned(urn) || !dependencies.some(isCondemned)) continue;
      this.errors.push(`${urn}: will be destroyed but was not specified in --target list`);
    }
    if (!this.hasStopped()) await this.deleteAll(condemned);
  }

  private async register(declared: DeclaredResource): Promise<Registered> {
    const dependencies = await this.dependenciesOf(declared);
    return this.inTurn(() => this.plan(declared, dependencies)).then((work) => work());
  }

  private async dependenciesOf({ dependencies, provider }: DeclaredResource) {
    const found = new Map<string, Registered>();
    for (const urn of [...dependencies, ...(provider === undefined ? [] : [provider])]) {
      const registration = this.registered.get(urn);
      if (registration === undefined) throw new Error(`The program has no ${urn} before.`);
      found.set(urn, await registration);
    }
    return found;
  }

  /** The provider of what is in the state, configured as it is there. */
  private providerOf({ type, provider }: StoredResource): Promise<ResourceProvider> {
    const explicit = this.state.resources.find(({ urn }) => urn === provider);
    return this.host.provider(type, explicit?.inputs);
  }

  /** Decides what is to be done; resources take turns at that. */
  private async plan(
    declared: DeclaredResource,
    dependencies: ReadonlyMap<string, Registered>,
  ): Promise<() => Promise<Registered>> {
    if (this.hasStopped()) throw new Stopped();
    const { urn } = declared;
    const old = [urn, ...declared.aliases]
      .map((name) => this.olds.get(name))
      .find((each) => each !== undefined);
    if (old) this.seen.add(old);
    const isTarget = this.isTarget(old?.urn ?? urn) || this.isTarget(urn);
    if (!isTarget) {
      if (old) return () => Promise.resolve(this.known(old));
      return () =>
        Promise.resolve({ urn, id: undefined, outputs: {}, isPlanned: true, isSkipped: true });
    }
    const skipped = [...dependencies.values()].find(({ isSkipped }) => isSkipped);
    if (skipped) this.stop(urn, `depends on ${skipped.urn}, which is no target`);

    const goal = this.goalOf(declared, dependencies);
    const explicit = dependencies.get(declared.provider ?? "");
    const provider = await this.host.provider(goal.type, explicit?.outputs);
    const isRecreated = this.deletedForReplacement.has(old?.urn ?? urn);
    const isForced =
      this.options.replace?.includes(old?.urn ?? urn) === true || old?.isTainted === true;
    const wanted = goal.inputs;
    goal.inputs =
      old === undefined || isRecreated || isForced
        ? await this.check(provider, goal, {}, wanted)
        : await this.check(provider, goal, old.inputs, ignoringChanges(declared, wanted, old));
    const { importId } = declared;
    if (old === undefined && importId !== undefined) {
      return () => this.takeIn(provider, { ...goal, id: importId });
    }
    if (old === undefined) return () => this.create(provider, goal, undefined);
    if (isRecreated) return () => this.create(provider, goal, old);

    const diff = isForced
      ? { changes: true, replaces: ["id"] }
      : await this.call(goal, () => provider.diff(old.id, old.outputs, goal.inputs));
    const changes = diff.changes ?? !isDeepStrictEqual(old.inputs, goal.inputs);
    const isReplaced =
      (diff.replaces ?? []).length > 0 ||
      old.isPendingReplacement === true ||
      declared.replaceOnChanges.some(
        (name) => !isDeepStrictEqual(old.inputs[name], goal.inputs[name]),
      );
    if ((changes || old.isPendingReplacement) && isReplaced) {
      if (!isForced) goal.inputs = await this.check(provider, goal, {}, wanted);
      const deleteFirst =
        declared.deleteBeforeReplace ??
        (diff as { deleteBeforeReplace?: boolean }).deleteBeforeReplace ??
        false;
      return deleteFirst
        ? () => this.deleteThenCreate(provider, goal, old)
        : () => this.create(provider, goal, old);
    }
    if (changes || old.initErrors) return () => this.update(provider, goal, old);
    return () => Promise.resolve(this.same(goal, old));
  }

  private async check(
    provider: ResourceProvider,
    goal: StoredResource,
    olds: Bag,
    news: Bag,
  ): Promise<Bag> {
    const { inputs, failures } = await this.call(goal, () => provider.check(olds, news));
    if (failures.length === 0) return inputs;
    const reasons = failures.map(({ property, reason }) => `${property} ${reason}`.trim());
    this.stop(goal.urn, reasons.join("\n"));
  }

  private same(goal: StoredResource, old: StoredResource): Registered {
    this.replaceInState(old, { ...goal, id: old.id, outputs: old.outputs });
    return { urn: goal.urn, id: old.id, outputs: old.outputs, isPlanned: false };
  }

  /** @param replaced what is condemned as soon as its successor is there */
  private async create(
    provider: ResourceProvider,
    goal: StoredResource,
    replaced: StoredResource | undefined,
  ): Promise<Registered> {
    if (this.hasStopped()) throw new Stopped();
    const { urn } = goal;
    const step = { operation: replaced ? "replace" : "create", urn, goal } as const;
    this.steps.push({ ...step, ...(replaced && { before: replaced.urn }) });
    if (this.isPreview) {
      return { urn: goal.urn, id: undefined, outputs: goal.inputs, isPlanned: true };
    }
    const created = await this.complete(goal, async () => {
      const { id, outs } = await provider.create(goal.inputs);
      return { ...goal, id, outputs: outs };
    });
    if (replaced?.isPendingReplacement) this.remove(replaced);
    else if (replaced && this.state.resources.includes(replaced)) replaced.isCondemned = true;
    this.state.resources.push(created);
    return this.known(created);
  }

  /** What is there already comes into the state as it is, if that is what is declared. */
  private async takeIn(provider: ResourceProvider, goal: StoredResource): Promise<Registered> {
    if (this.hasStopped()) throw new Stopped();
    const { urn, id, inputs } = goal;
    this.steps.push({ operation: "import", urn, goal });
    if (this.isPreview) return { urn, id, outputs: inputs, isPlanned: true };
    const found = await this.call(goal, () => provider.read(id, inputs));
    if (!found.id) this.stop(urn, `${id} does not exist`);
    const taken = { ...goal, outputs: found.props ?? {} };
    const { changes } = await this.call(goal, () => provider.diff(id, taken.outputs, inputs));
    if (changes) this.stop(urn, "inputs to import do not match the existing resource");
    this.state.resources.push(taken);
    return this.known(taken);
  }

  private async update(
    provider: ResourceProvider,
    goal: StoredResource,
    old: StoredResource,
  ): Promise<Registered> {
    if (this.hasStopped()) throw new Stopped();
    this.steps.push({ operation: "update", urn: goal.urn, goal: { ...goal, id: old.id } });
    if (this.isPreview) {
      const outputs = isModel(goal) ? { ...old.outputs, ...goal.inputs } : goal.inputs;
      return { urn: goal.urn, id: old.id, outputs, isPlanned: true };
    }
    const updated = await this.complete(
      goal,
      async () => {
        const { outs } = await provider.update(old.id, old.outputs, goal.inputs);
        return { ...goal, id: old.id, outputs: outs };
      },
      old,
    );
    this.replaceInState(old, updated);
    return this.known(updated);
  }

  private async deleteThenCreate(
    provider: ResourceProvider,
    goal: StoredResource,
    old: StoredResource,
  ): Promise<Registered> {
    for (const dependent of (await this.dependentReplacements(old)).reverse()) {
      this.deletedForReplacement.add(dependent.urn);
      await this.deletePendingReplacement(dependent);
    }
    if (!old.isPendingReplacement) await this.deletePendingReplacement(old);
    return this.create(provider, goal, old);
  }

  private async deletePendingReplacement(stored: StoredResource): Promise<void> {
    if (stored.isPendingReplacement || this.isPreview) return;
    const provider = await this.providerOf(stored);
    await this.call(stored, () => provider.delete(stored.id, stored.outputs));
    stored.isPendingReplacement = true;
  }

  /** What depends on a resource so that it is replaced with it, in order of dependency. */
  private async dependentReplacements(root: StoredResource): Promise<StoredResource[]> {
    const replaced = new Set([root.urn]);
    const found: StoredResource[] = [];
    for (const stored of inOrderOfDependency([...this.olds.values()])) {
      if (this.seen.has(stored)) continue;
      const concerned = Object.entries(stored.propertyDependencies).filter(([, urns]) =>
        urns.some((urn) => replaced.has(urn)),
      );
      if (concerned.length === 0) continue;
      const unknown = Object.fromEntries(concerned.map(([name]) => [name, runtime.unknownValue]));
      const provider = await this.providerOf(stored);
      const diff = await this.call(stored, () =>
        provider.diff(stored.id, stored.outputs, { ...stored.inputs, ...unknown }),
      );
      if ((diff.replaces ?? []).length === 0) continue;
      replaced.add(stored.urn);
      found.push(stored);
    }
    return found;
  }

  /** Deletes in groups: what depends on something goes before it. */
  private async deleteAll(condemned: StoredResource[]): Promise<void> {
    for (const group of groupsForDeletion(condemned)) {
      if (this.hasStopped()) return;
      await this.allOf(group.map((stored) => () => this.deleteOne(stored)));
    }
  }

  private async deleteOne(stored: StoredResource): Promise<void> {
    if (stored.isPendingReplacement) {
      this.remove(stored);
      return;
    }
    // A preview does not count what an earlier run has left to delete.
    if (!stored.isCondemned) this.steps.push({ operation: "delete", urn: stored.urn });
    if (this.isPreview) return;
    const provider = await this.providerOf(stored);
    if (!stored.isRetained) {
      await this.call(stored, () => provider.delete(stored.id, stored.outputs));
    }
    this.remove(stored);
  }

  /** What exists but is not complete is saved, too, and fails the run. */
  private async complete(
    goal: StoredResource,
    work: () => Promise<StoredResource>,
    old?: StoredResource,
  ): Promise<StoredResource> {
    try {
      return await this.host.call(goal, work);
    } catch (error) {
      const { id, properties, reasons } = error as {
        id?: string;
        properties?: Bag;
        reasons?: string[];
      };
      if (id) {
        const partial = { ...goal, id, outputs: properties ?? {}, initErrors: reasons ?? [] };
        if (old) this.replaceInState(old, partial);
        else this.state.resources.push(partial);
      }
      this.stop(goal.urn, (error as Error).message);
    }
  }

  private async call<Result>(
    resource: Pick<StoredResource, "urn" | "type">,
    work: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.host.call(resource, work);
    } catch (error) {
      this.stop(resource.urn, (error as Error).message);
    }
  }

  private stop(urn: string, reason: string): never {
    this.errors.push(`${urn}: ${reason}`);
    throw new Stopped();
  }

  private async allOf(works: (() => Promise<void>)[]): Promise<void> {
    const outcomes = await Promise.allSettled(works.map((work) => work()));
    for (const outcome of outcomes) {
      if (outcome.status === "rejected" && !(outcome.reason instanceof Stopped)) {
        throw outcome.reason;
      }
    }
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(work, work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private goalOf(
    declared: DeclaredResource,
    found: ReadonlyMap<string, Registered>,
  ): StoredResource {
    const { urn, type, name, secrets, provider, propertyDependencies } = declared;
    const { isRetained } = declared;
    const urnsOf = (urns: Iterable<string>) =>
      [...urns].map((each) => found.get(each)?.urn ?? each);
    const inputs = Object.entries(declared.inputs).map(([key, value]) => [
      key,
      new Filling(found, propertyDependencies[key] ?? []).fill(value),
    ]);
    return {
      urn,
      type,
      name,
      id: "",
      inputs: withoutUndefined(inputs as [string, unknown][]),
      outputs: {},
      secrets,
      dependencies: urnsOf(found.keys()),
      propertyDependencies: Object.fromEntries(
        Object.entries(propertyDependencies).map(([key, urns]) => [key, urnsOf(urns)]),
      ),
      ...(provider !== undefined && { provider }),
      ...(isRetained && { isRetained }),
    };
  }

  private known({ urn, id, outputs }: StoredResource): Registered {
    return { urn, id, outputs, isPlanned: false };
  }

  private isTarget(urn: string): boolean {
    return this.options.target === undefined || this.options.target.includes(urn);
  }

  private replaceInState(old: StoredResource, successor: StoredResource): void {
    this.state.resources[this.state.resources.indexOf(old)] = successor;
    if (this.seen.has(old)) this.seen.add(successor);
    if (old.urn !== successor.urn) this.renameDependencies(old.urn, successor.urn);
  }

  private renameDependencies(before: string, after: string): void {
    const rename = (urns: string[]) => urns.map((urn) => (urn === before ? after : urn));
    for (const stored of this.state.resources) {
      stored.dependencies = rename(stored.dependencies);
      stored.propertyDependencies = Object.fromEntries(
        Object.entries(stored.propertyDependencies).map(([key, urns]) => [key, rename(urns)]),
      );
    }
  }

  private remove(stored: StoredResource): void {
    this.state.resources.splice(this.state.resources.indexOf(stored), 1);
  }
}

/** Inputs with those of the state where changes are ignored, as they are not where a resource is made anew. */
function ignoringChanges(
  { ignoreChanges }: DeclaredResource,
  inputs: Bag,
  old: StoredResource,
): Bag {
  const ignored = ignoreChanges.map((path): [string, unknown] => {
    const [key = "", member] = path.split(".");
    if (member === undefined) return [key, old.inputs[key]];
    const members = [
      ...Object.entries(inputs[key] as Bag),
      [member, memberOf(old.inputs[key], member)] as [string, unknown],
    ];
    return [key, withoutUndefined(members)];
  });
  return withoutUndefined([...Object.entries(inputs), ...ignored]);
}

const memberOf = (value: unknown, name: string) => (value as Bag | undefined)?.[name];

/** Puts the outputs of other resources into an input. */
class Filling {
  /**
   * @param found what the program has got of other resources, by URN
   * @param dependencies URNs of those that the input depends on
   */
  constructor(
    private readonly found: ReadonlyMap<string, Registered>,
    private readonly dependencies: readonly string[],
  ) {}

  /** The value, as the SDK sends it: what follows from something unknown is unknown. */
  fill(value: unknown): unknown {
    const text = JSON.stringify(value);
    // Of these the program has used what nothing is left of, but the id.
    const others = this.dependencies.filter((urn) => !text.includes(`⟦${urn} `));
    const isUnknown = others.some((urn) => {
      const { id, isPlanned } = this.found.get(urn) as Registered;
      return id === undefined && isPlanned;
    });
    return isUnknown ? runtime.unknownValue : this.filled(value);
  }

  private filled(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => this.filled(item));
    const entries = Object.entries(value).map(
      ([key, item]) => [key, this.filled(item)] as [string, unknown],
    );
    const filled = withoutUndefined(entries);
    if (!(runtime.specialSigKey in filled)) return filled;
    const { value: secret } = filled;
    const hasUnknown = JSON.stringify(secret ?? null).includes(runtime.unknownValue);
    return hasUnknown ? runtime.unknownValue : secret;
  }

  private text(value: string): unknown {
    let filled = value;
    for (const { text, urn, property } of outputsIn(value)) {
      const { id, outputs, isPlanned } = this.found.get(urn) as Registered;
      const known = property === "id" ? id : outputs[property];
      if (known === undefined && isPlanned) return runtime.unknownValue;
      if (text === value) return known;
      filled = filled.replace(text, String(known));
    }
    return filled;
  }
}

function withoutUndefined(entries: [string, unknown][]): Bag {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function inOrderOfDependency(resources: StoredResource[]): StoredResource[] {
  const left = [...resources];
  const sorted: StoredResource[] = [];
  while (left.length > 0) {
    const next = left.findIndex(
      ({ dependencies }) => !left.some((other) => dependencies.includes(other.urn)),
    );
    sorted.push(...left.splice(Math.max(next, 0), 1));
  }
  return sorted;
}

function groupsForDeletion(condemned: StoredResource[]): StoredResource[][] {
  const left = new Set(condemned);
  const groups: StoredResource[][] = [];
  while (left.size > 0) {
    const free = [...left].filter(
      (stored) =>
        ![...left].some((other) => other !== stored && stored.dependencies.includes(other.urn)),
    );
    const group = free.length > 0 ? free : [...left];
    for (const stored of group) left.delete(stored);
    groups.unshift(group);
  }
  return groups;
}
