import type { dynamic } from "@pulumi/pulumi";
import { isServerFault, isUncertain } from "../rest/errors";
import { declarationIn, differences, mistakesIn, observed, withDefaults } from "./fieldTable";
import { Incomplete } from "./incomplete";
import type { Found, Inputs, Kept, Kind, Managed, State } from "./kind";
import { describeOwner, newCreation, type Mark, type Ownership } from "./ownership";
import { hasUnknown } from "./unknown";

/** Version of the form of the states that are written here. */
const stateVersion = 2;

/** What was read; without an id, nothing was there. */
export interface ReadResult<Declaration, Added> {
  id?: string;
  props?: State<Declaration, Added>;
  inputs?: Inputs<Declaration>;
}

/**
 * The life cycle of every kind of resource: observe what is there, ensure that it is this stack's,
 * sync what differs. Whose an object is, is never guessed: it carries the mark of its owner.
 */
export class LifeCycle<Declaration extends object, Live, Added extends object> {
  /** Which resource of the program has declared a place, within one run. */
  private readonly declared = new Map<string, string>();
  /** The marks that objects of this stack's states have lost, by id, as far as they were read. */
  private readonly lost = new Map<string, Mark>();

  constructor(private readonly kind: Kind<Declaration, Live, Added>) {}

  /** Everything that can be found out before something is written is found out here. */
  async check(
    olds: Partial<State<Declaration>>,
    news: Inputs<Declaration>,
  ): Promise<dynamic.CheckResult<Inputs<Declaration>>> {
    const { kind } = this;
    const { ownership } = news;
    const declared = withoutManaged(news);
    const optional = kind.optional?.(declared) ?? [];
    const mistakes = [
      ...mistakesIn(kind.noun, kind.fields, declared, { optional }),
      ...(kind.mistakes?.(declared) ?? []),
    ];
    if (mistakes.length > 0) {
      const failures = mistakes.map(({ path, reason }) => ({ property: path.join("."), reason }));
      return { inputs: news, failures };
    }
    try {
      const { completed, reasons } = (await kind.prepare?.(olds, news)) ?? { reasons: [] };
      const inputs = {
        ...withDefaults(kind.fields, { ...completed, ...declared }, kind.inapplicable?.(declared)),
        server: kind.server(),
        ownership: {
          ...ownership,
          creation: olds.ownership?.creation ?? ownership?.creation ?? newCreation(),
        },
      } as Inputs<Declaration>;
      const failures = [...reasons, ...(await this.placeReasons(olds, inputs))];
      return { inputs, failures: failures.map((reason) => ({ property: "", reason })) };
    } catch (error) {
      return { inputs: news, failures: [{ property: "", reason: (error as Error).message }] };
    }
  }

  async diff(
    id: string,
    olds: State<Declaration, Added>,
    news: Inputs<Declaration>,
  ): Promise<dynamic.DiffResult> {
    const { fields, condition, deleteBeforeReplace } = this.kind;
    assertReadable(olds);
    const isMoved = olds.server !== undefined && olds.server !== news.server;
    if (isMoved) await this.assertSameServer(id, olds);
    const changed = differences<Declaration>(fields, olds, news);
    const known = changed.filter((name) => !hasUnknown(news[name]));
    const { isWrong, replaces } = condition?.(olds, known) ?? {
      isWrong: false,
      replaces: known.filter((name) => fields[name].immutable),
    };
    return {
      changes: changed.length > 0 || isMoved || isWrong || this.isMarkChanged(olds, news),
      replaces: [...replaces],
      deleteBeforeReplace,
    };
  }

  async create(
    inputs: Inputs<Declaration>,
  ): Promise<dynamic.CreateResult<State<Declaration, Added>>> {
    const { kind } = this;
    // Where no place can be looked up beforehand, the server says that it is taken.
    const existing = kind.place && (await kind.find(inputs));
    if (existing !== undefined) return this.takeOver(existing, inputs);
    try {
      const created = await kind.create(inputs, markOf(inputs, 1, false));
      return this.written(created, inputs, { revision: 1 });
    } catch (error) {
      // The object may have been stored although the answer was lost, or was a failure.
      if (!isUncertain(error) && !isServerFault(error) && !kind.mayExist?.(error)) throw error;
      const found = await kind.find(inputs);
      if (found === undefined) throw error;
      if (!this.isMarkRead) return this.takeOver(found, inputs);
      const mark = await kind.mark?.(found.live, inputs);
      if (!mark || !isOfCreation(mark, inputs)) throw error;
      return this.written(found, inputs, { revision: 1 });
    }
  }

  async read(
    id: string,
    state: State<Declaration, Added>,
  ): Promise<ReadResult<Declaration, Added>> {
    const { kind } = this;
    assertReadable(state);
    const live = await kind.fetch(id, state);
    if (live === undefined) {
      // Gone, unless it is another server that was asked.
      return (await this.isLost(state)) ? { id, props: state, inputs: this.inputsIn(state) } : {};
    }
    const mark = await this.ownMark(live, state);
    if (mark !== undefined && !isOfCreation(mark, state)) {
      this.tellAnothers(id, mark);
      return {};
    }
    if (this.isMarkRead && mark === undefined && state.ownership) {
      this.lost.set(id, markOf(state, state.revision ?? 0, state.adopted ?? false));
    }
    const declared = declarationIn(kind.fields, state);
    const seen = this.observe(live, declared, isConfirmed(mark, state));
    const ownership = this.isMarkRead ? ownershipSeen(mark, state) : state.ownership;
    const inputs = {
      ...seen,
      ...(state.server !== undefined && { server: state.server }),
      ...(ownership !== undefined && { ownership }),
    } as Inputs<Declaration>;
    return { id, props: this.state(inputs, keptIn(state), kind.added(live, seen, state)), inputs };
  }

  async update(
    id: string,
    olds: State<Declaration, Added>,
    news: Inputs<Declaration>,
  ): Promise<dynamic.UpdateResult<State<Declaration, Added>>> {
    const { kind } = this;
    const live = await kind.fetch(id, olds);
    if (live === undefined) {
      throw new Error("it was deleted meanwhile. Run pulumi up again, it will be created.");
    }
    const mark = await this.ownMark(live, news);
    if (mark && !isOfCreation(mark, olds) && !isOfCreation(mark, news)) {
      throw new Error(
        `it belongs to ${describeOwner(mark)} now, and was left alone. Remove it from this stack's ` +
          "program, or set adopt: true and run pulumi up again.",
      );
    }
    const kept = keptIn(olds);
    const before = declarationIn(kind.fields, olds);
    const seen = this.observe(live, before, isConfirmed(mark, olds));
    const pending = differences(kind.fields, seen, news);
    const isConverged =
      pending.every((name) => kind.fields[name].option) &&
      !kind.condition?.(olds, []).isWrong &&
      (this.isMarkRead ? isRight(mark, olds, news) : !this.isMarkChanged(olds, news));
    if (isConverged) return this.written({ id, live }, news, kept, olds);
    const revision = (kept.revision ?? 0) + 1;
    const next = markOf(news, revision, kept.adopted ?? false);
    const written = await kind.write({ id, live }, news, next, olds);
    return this.written(written, news, { ...kept, revision }, olds);
  }

  async delete(id: string, state: State<Declaration, Added>): Promise<void> {
    const { kind } = this;
    assertReadable(state);
    const isElsewhere = this.isElsewhere(state);
    const live = this.isMarkRead || isElsewhere ? await kind.fetch(id, state) : undefined;
    if (live === undefined && (await this.isLost(state))) throw new Error(this.elsewhere(state));
    const mark = live && (await this.ownMark(live, state));
    if (mark && !isOfCreation(mark, state)) {
      this.tellAnothers(id, mark);
      return;
    }
    if (!state.adopted && !mark?.adopted) return kind.remove(id, live, state);
    if (live !== undefined) await kind.release?.(id, live);
    console.log(`${this.nameOf(state, id)} was there before this stack, and is left where it is.`);
  }

  /** The mark that an object of the owner's stack had, which somebody has removed by hand. */
  lostMark(id: string, owner: string | undefined): Mark | undefined {
    const mark = this.lost.get(id);
    // A state that was refreshed since says that there is none.
    return mark && { ...mark, owner: owner ?? "" };
  }

  /** The declaration that would produce what the server holds. */
  private observe(live: Live, declared: Declaration, isConfirmed: boolean): Declaration {
    const { fields, read, inapplicable } = this.kind;
    return observed(fields, declared, read(live, declared, isConfirmed), inapplicable?.(declared));
  }

  private async takeOver(existing: Found<Live>, inputs: Inputs<Declaration>) {
    const { kind } = this;
    const mark = await this.markOrLost(existing, inputs);
    const isOurs = mark !== undefined && mark.owner === inputs.ownership?.owner;
    if (!isOurs && !inputs.adopt) throw new Error(this.taken(existing, mark));
    if (isOurs && this.isDeclaredByAnother(mark, inputs)) {
      throw new Error(
        `${kind.describe(existing)} is still that of the resource "${mark.resource}", which this run ` +
          "changes. Run pulumi up again.",
      );
    }
    const next = markOf(inputs, 1, isOurs ? mark.adopted : true);
    const taken: Found<Live> & { adopted?: boolean } = await (kind.takeOver
      ? kind.takeOver(existing, inputs, next)
      : kind.write(existing, inputs, next, {}));
    const { adopted = next.adopted } = taken;
    return this.written(taken, inputs, { revision: 1, ...(adopted && { adopted }) });
  }

  /** Why an object cannot have its place: it is another's, or declared twice. */
  private async placeReasons(
    olds: Partial<State<Declaration>>,
    inputs: Inputs<Declaration>,
  ): Promise<string[]> {
    const { kind } = this;
    const place = kind.place?.(inputs);
    if (place === undefined || hasUnknown(place)) return [];
    const key = JSON.stringify([inputs.server, place]);
    const resource = inputs.ownership?.resource ?? "";
    const other = this.declared.get(key) ?? resource;
    this.declared.set(key, resource);
    if (other !== resource) {
      return [
        `is declared twice: by the resources "${other}" and "${resource}". Remove one of them.`,
      ];
    }
    if (JSON.stringify(kind.place?.(olds)) === JSON.stringify(place)) return [];
    const existing = await kind.find(inputs);
    if (existing === undefined) return [];
    const mark = await this.markOrLost(existing, inputs);
    // Of this stack, or the very object of a state that was moved here.
    const isOurs =
      mark?.owner === inputs.ownership?.owner || mark?.creation === olds.ownership?.creation;
    if (mark && isOurs) return [];
    if (!inputs.adopt) return [this.taken(existing, mark)];
    if (olds.ownership && !this.isReplaced(olds, inputs)) {
      const wayOut = "This resource has one of its own: choose another name, or remove either.";
      return [this.taken(existing, mark, wayOut)];
    }
    const declared = declarationIn(kind.fields, inputs as Partial<Declaration>);
    const seen = this.observe(existing.live, declared, false);
    const changed = differences(kind.fields, seen, declared);
    console.log(
      `Takes over ${kind.describe(existing)}${mark ? ` of ${describeOwner(mark)}` : ""}. ` +
        `Will change: ${changed.join(", ") || "nothing but the mark of its owner"}.`,
    );
    return [];
  }

  private isReplaced(olds: Partial<State<Declaration>>, inputs: Inputs<Declaration>): boolean {
    const { fields } = this.kind;
    return differences(fields, olds, inputs).some((name) => fields[name].immutable);
  }

  /** Whether an object of ours is that of another resource of the program, and not of one that goes. */
  private isDeclaredByAnother({ resource }: Mark, { ownership }: Managed): boolean {
    return resource !== ownership?.resource && [...this.declared.values()].includes(resource);
  }

  private taken(existing: Found<Live>, mark: Mark | undefined, wayOut = this.kind.wayOut): string {
    const whose = mark
      ? `belongs to ${describeOwner(mark)}`
      : "carries no mark of this stack, so it is somebody else's";
    return `WSO2 has ${this.kind.describe(existing)} already, which ${whose}. ${wayOut}`;
  }

  private tellAnothers(id: string, mark: Mark): void {
    console.log(
      `${this.kind.label} with id ${id}: is marked as that of ${describeOwner(mark)}, creation ` +
        `${mark.creation}, which is not the one that this state knows. It is left alone.`,
    );
  }

  private isElsewhere({ server }: Kept): boolean {
    return server !== undefined && server !== this.kind.server();
  }

  /** Whether an object that was not found may be on the server that the state names. */
  private async isLost(state: State<Declaration, Added>): Promise<boolean> {
    return this.isElsewhere(state) && !(await this.kind.isHome?.(state));
  }

  private async assertSameServer(id: string, olds: State<Declaration, Added>): Promise<void> {
    const live = await this.kind.fetch(id, olds);
    const mark = live && (await this.ownMark(live, olds));
    const isThere = live !== undefined || !(await this.isLost(olds));
    if (!isThere || (mark && !isOfCreation(mark, olds))) throw new Error(this.elsewhere(olds));
  }

  private elsewhere({ server = "" }: Kept): string {
    return (
      `it is on the server ${server}, but the stack points to ${this.kind.server()}, which does not ` +
      `have it. Nothing was changed. To move the stack: point it back to ${server}, run pulumi ` +
      "destroy, point it to the new server, run pulumi up. If the old server is gone for good, " +
      "forget what was on it: pulumi state delete --target-dependents '<URN>' (pulumi stack " +
      "--show-urns lists the URNs)."
    );
  }

  /** Whether the mark is looked at whenever the object is. */
  private get isMarkRead(): boolean {
    return this.kind.marked === "beside";
  }

  private isMarkChanged(olds: Managed, { ownership: next }: Managed): boolean {
    const { ownership: last } = olds;
    if (this.kind.marked === "nowhere") return false;
    return last?.owner !== next?.owner || last?.creation !== next?.creation;
  }

  private async markOrLost(
    { id, live }: Found<Live>,
    inputs: Inputs<Declaration>,
  ): Promise<Mark | undefined> {
    const mark = await this.kind.mark?.(live, inputs);
    return mark ?? this.lostMark(id, inputs.ownership?.owner);
  }

  /** The mark of the object itself. */
  private async ownMark(live: Live, inputs: object): Promise<Mark | undefined> {
    return this.isMarkRead ? this.kind.mark?.(live, inputs as Inputs<Declaration>) : undefined;
  }

  private nameOf(state: State<Declaration, Added>, id: string): string {
    const { name } = state as { name?: unknown };
    return `${this.kind.label} ${typeof name === "string" ? `"${name}"` : `with id ${id}`}`;
  }

  private inputsIn(state: State<Declaration, Added>): Inputs<Declaration> {
    const { server, ownership } = state as Managed;
    return {
      ...declarationIn(this.kind.fields, state as Partial<Declaration>),
      ...(server !== undefined && { server }),
      ...(ownership !== undefined && { ownership }),
    };
  }

  /** What a creation or an update ends with. */
  private written(
    { id, live }: Found<Live>,
    inputs: Inputs<Declaration>,
    kept: Kept,
    before: Partial<State<Declaration, Added>> = {},
  ): { id: string; outs: State<Declaration, Added> } {
    const outs = this.state(inputs, kept, this.kind.added(live, inputs, before));
    const fault = this.kind.fault?.(live, inputs);
    if (fault !== undefined) throw new Incomplete(fault, id, outs);
    return { id, outs };
  }

  private state(inputs: Inputs<Declaration>, kept: Kept, added: Added): State<Declaration, Added> {
    return { ...inputs, ...kept, stateVersion, ...added };
  }
}

/** A declaration as somebody has written it. */
function withoutManaged<Declaration extends object>(inputs: Inputs<Declaration>): Declaration {
  const managed: readonly string[] = ["server", "ownership", "isAhead"] satisfies (keyof Managed)[];
  const declared = Object.entries(inputs).filter(([name]) => !managed.includes(name));
  return Object.fromEntries(declared) as Declaration;
}

function markOf({ ownership }: Managed, write: number, adopted: boolean): Mark {
  return { ...(ownership as Ownership), write, adopted };
}

function isOfCreation({ creation }: Mark, { ownership }: Managed): boolean {
  return creation === ownership?.creation;
}

/** Whether a mark is what it shall be, and what the last write has left. */
function isRight(mark: Mark | undefined, olds: Kept, news: Managed): boolean {
  if (mark === undefined || !isConfirmed(mark, olds)) return false;
  return isOfCreation(mark, news) && mark.owner === news.ownership?.owner;
}

/** Whether the last write that the state knows is the last one that was done. */
function isConfirmed(mark: Mark | undefined, { revision }: Kept): boolean {
  return mark === undefined || mark.write === revision;
}

/** As the state knows it, with the owner that the mark names: none where it is gone. */
function ownershipSeen(mark: Mark | undefined, { ownership }: Managed): Ownership | undefined {
  return ownership && { ...ownership, owner: mark?.owner ?? "" };
}

function keptIn({ revision, adopted }: Kept): Kept {
  return { ...(revision !== undefined && { revision }), ...(adopted && { adopted }) };
}

function assertReadable({ stateVersion: found = 1 }: Kept): void {
  if (found <= stateVersion) return;
  throw new Error(
    "its state was written by a newer version of auth0-wso2-key-manager. Install that one (npm install).",
  );
}
