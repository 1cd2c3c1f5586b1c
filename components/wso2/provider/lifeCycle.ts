import { isDeepStrictEqual } from "node:util";
import type { dynamic } from "@pulumi/pulumi";
import { describeOtherTenant } from "../../auth0/rest/tenants";
import { isListing } from "../../validation/listing";
import { isServerFault, isUncertain } from "../rest/errors";
import { Claims, describeTaken } from "../ownership/claims";
import { describeOwner, markOf, newCreation, type Mark, type Ownership } from "../../marks/mark";
import { differencesOf, type Place } from "../ownership/place";
import { blindness, describeAnothers, type Sight } from "../ownership/sight";
import { declarationIn, differences, mistakesIn, observed, withDefaults } from "./fieldTable";
import { additionalNames, droppedFields } from "./additionalFields";
import { Incomplete } from "./incomplete";
import type { Found, Inputs, Kept, Kind, Managed, State } from "./kind";
import { sayingOnce } from "./sayOnce";
import { hasUnknown, isUnknown } from "./unknown";

/** Version of the form of the states that are written here. */
const stateVersion = 2;

/** What was read; without an id, nothing was there. */
export interface ReadResult<Declaration, Added> {
  id?: string;
  props?: State<Declaration, Added>;
  inputs?: Inputs<Declaration>;
}

/** An object that has the place of a declaration, and whose it is. */
export interface Encounter<Declaration, Live> {
  readonly found: Found<Live>;
  /** The fields as the server has them. */
  readonly fields: Partial<Declaration>;
  /** Its mark; where it has none, one that is made of the mark of what vouches for it. */
  readonly mark: Mark | undefined;
}

/**
 * The life cycle of every kind of resource: observe what is there, ensure that it is this stack's,
 * sync what differs. Whose an object is, is never guessed: it carries the mark of its owner. What is
 * not seen is gone only where this login, here, would have seen it.
 */
export class LifeCycle<Declaration extends object, Live, Added extends object> {
  private readonly claims = new Claims();
  private readonly say = sayingOnce();

  constructor(readonly kind: Kind<Declaration, Live, Added>) {}

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
      // What was read and is left as it is (ignoreChanges) may be what nobody could declare.
    ].filter(({ path: [name] }) => !isKept(name, olds, declared));
    if (mistakes.length > 0) {
      const failures = mistakes.map(({ path, reason }) => ({ property: path.join("."), reason }));
      return { inputs: news, failures };
    }
    try {
      const { completed, reasons } = (await kind.prepare?.(olds, news)) ?? { reasons: [] };
      const creation = olds.ownership?.creation ?? ownership?.creation ?? newCreation();
      const inputs = {
        ...withDefaults(kind.fields, { ...completed, ...declared }, kind.inapplicable?.(declared)),
        ...(await this.placeOf({ ...olds, ...declared }, [kind.here(), olds as Managed])),
        server: kind.here().server,
        ...this.tenantIn(declared),
        ...loginGrantIn(news),
        ownership: { ...ownership, creation },
      } as Inputs<Declaration>;
      const failures = [
        ...otherTenantReasons(olds as Managed, inputs),
        ...reasons,
        ...(await this.additionalReasons(olds, inputs)),
        ...(await this.placeReasons(olds, inputs)),
      ];
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
    this.know(id, olds);
    this.tellDecision(olds);
    const isMoved = differencesOf(olds, news).length > 0;
    if (isMoved) await this.assertSeen(id, olds);
    const changed = differences<Declaration>(fields, olds, news);
    const known = changed.filter((name) => !hasUnknown(news[name]));
    const { isWrong, replaces } = condition?.(olds, known, id) ?? {
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
    const isSought = kind.place !== undefined || kind.isHeld?.(inputs) === true;
    const existing = isSought ? await kind.find(inputs) : undefined;
    if (existing !== undefined) return this.takeOver(existing, inputs);
    try {
      const created = await kind.create(inputs, markIn(inputs, 1, false));
      return await this.written(created, inputs, { revision: 1 });
    } catch (error) {
      // The object may have been stored although the answer was lost, or was a failure.
      if (!isUncertain(error) && !isServerFault(error) && !kind.mayExist?.(error)) throw error;
      const found = await kind.find(inputs);
      if (found === undefined) throw error;
      if (!this.isMarkRead) return this.takeOver(found, inputs);
      const mark = await kind.mark?.(found.live, inputs);
      if (!mark || !isOfCreation(mark, inputs)) throw error;
      return await this.written(found, inputs, { revision: 1 });
    }
  }

  async read(
    id: string,
    state: State<Declaration, Added>,
  ): Promise<ReadResult<Declaration, Added>> {
    const { kind } = this;
    assertReadable(state);
    this.know(id, state);
    const sight = await this.look(id, state);
    switch (sight.whose) {
      case "nobodys":
        return {};
      case "anothers":
        console.log(describeAnothers(kind.label, id, sight.mark));
        return {};
      case "hidden":
        if (!sight.isTold) throw new Error(sight.reason);
        return { id, props: state, inputs: this.inputsIn(state) };
    }
    const { live, mark } = sight;
    if (this.isMarkRead && mark === undefined && state.ownership) {
      this.claims.lose(id, markIn(state, state.revision ?? 0, state.adopted ?? false));
    }
    const declared = declarationIn(kind.fields, state);
    const seen = this.observe(live, declared, isConfirmed(mark, state));
    const ownership = this.isMarkRead ? ownershipSeen(mark, state) : state.ownership;
    const inputs = {
      ...seen,
      ...(state.server !== undefined && { server: state.server }),
      // What the server holds may have been led elsewhere by hand.
      ...(state.tenant === undefined ? this.tenantIn(state) : { tenant: state.tenant }),
      ...(await this.placeOf(state, [state, kind.here()], live)),
      ...loginGrantIn(state),
      ...(ownership !== undefined && { ownership }),
    } as Inputs<Declaration>;
    const props = this.state(inputs, keptIn(state), kind.added(live, seen, state));
    this.tellDecision(props);
    return { id, props, inputs };
  }

  async update(
    id: string,
    olds: State<Declaration, Added>,
    news: Inputs<Declaration>,
  ): Promise<dynamic.UpdateResult<State<Declaration, Added>>> {
    const { kind } = this;
    const sight = await this.look(id, olds);
    if (sight.whose === "hidden") throw new Error(sight.reason);
    if (sight.whose === "nobodys") {
      throw new Error(
        "somebody deleted it during this run. Run pulumi up again, which creates it.",
      );
    }
    const { live, mark } = sight;
    if (sight.whose === "anothers" && !isOfCreation(sight.mark, news)) {
      throw new Error(
        `it belongs to ${describeOwner(sight.mark)} now, and was not changed. Remove it from ` +
          "this stack's program, or set adopt: true and run pulumi up again.",
      );
    }
    const kept = keptIn(olds);
    const before = declarationIn(kind.fields, olds);
    const seen = this.observe(live, before, isConfirmed(mark, olds));
    const pending = differences(kind.fields, seen, news);
    const isConverged =
      pending.every((name) => kind.fields[name].option) &&
      !differencesOf(olds, news).includes("owner") &&
      !kind.condition?.(olds, [], id).isWrong &&
      (this.isMarkRead ? isRight(mark, olds, news) : !this.isMarkChanged(olds, news));
    if (isConverged) return this.written({ id, live }, news, kept, olds);
    const revision = (kept.revision ?? 0) + 1;
    const next = markIn(news, revision, kept.adopted ?? false);
    const written = await kind.write({ id, live }, news, next, olds);
    return this.written(written, news, { ...kept, revision }, olds);
  }

  async delete(id: string, state: State<Declaration, Added>): Promise<void> {
    const { kind } = this;
    assertReadable(state);
    const isElsewhere = differencesOf(state, kind.here()).length > 0;
    const sight = this.isMarkRead || isElsewhere ? await this.look(id, state) : undefined;
    if (sight?.whose === "hidden") throw new Error(sight.reason);
    if (sight?.whose === "anothers") {
      console.log(describeAnothers(kind.label, id, sight.mark));
      return;
    }
    const { live, mark } = { live: undefined, mark: undefined, ...sight };
    if (!state.adopted && !mark?.adopted) return kind.remove(id, live, state);
    if (live !== undefined) await kind.release?.(id, live, state);
    console.log(`${this.nameOf(state, id)} existed before this stack, so it is not deleted.`);
  }

  /**
   * What has the place of a declaration; nothing where nothing has.
   *
   * @throws Error where two objects have one mark, which says of neither whose it is
   */
  async meet(inputs: Inputs<Declaration>): Promise<Encounter<Declaration, Live> | undefined> {
    const { kind } = this;
    const found = await kind.find(inputs);
    if (found === undefined) return undefined;
    const own = await kind.mark?.(found.live, inputs);
    if (own !== undefined && (await kind.isDoubled?.(found, own))) {
      throw new Error(
        `${kind.describe(found)} has the mark of another object, too: one of the two is a copy that somebody ` +
          "has made. Remove it from the description of the one that is not the stack's, and run this again.",
      );
    }
    const above = own === undefined ? await kind.voucher?.(inputs) : undefined;
    const mark = own ?? (above && { ...above, creation: newCreation(), write: 1 });
    return { found, fields: kind.read(found.live, inputs, false), mark };
  }

  /**
   * The state of a resource that has what was met in its place.
   *
   * @param state what is declared and known of it, and whose it is
   */
  async stateOf(
    { found }: Encounter<Declaration, Live>,
    state: State<Declaration, Added>,
  ): Promise<ReadResult<Declaration, Added>> {
    const { kind } = this;
    await kind.assertFits?.(found, state);
    // One with a mark was adopted before, and is not any more what it was.
    const isAdopted = state.adopted && state.ownership === undefined;
    const added = isAdopted ? kind.addedAtImport?.(found.live, state) : {};
    return this.read(found.id, { ...added, ...state });
  }

  /** Whether a state that this run has looked at has the object with that id and mark. */
  knows(id: string, mark: Mark): boolean {
    return this.claims.isKnown(id, mark);
  }

  /** Whether such a state has the object of a mark, so that what else bears the mark has a copy of it. */
  knowsObjectOf(mark: Mark): boolean {
    return this.claims.isObjectKnown(mark);
  }

  /** The mark that an object of the owner's stack had, which somebody has removed by hand. */
  lostMark(id: string, owner: string | undefined): Mark | undefined {
    return this.claims.lostMark(id, owner);
  }

  /** Whose the object with that id is. */
  private async look(id: string, state: State<Declaration, Added>): Promise<Sight<Live>> {
    const { kind } = this;
    const look = await kind.look(id, state);
    if (look.met === "refusal") {
      return { whose: "hidden", reason: look.reason, isTold: look.isTold ?? false };
    }
    if (look.met === "object") {
      const { live } = look;
      const mark = this.isMarkRead ? await kind.mark?.(live, state) : undefined;
      if (mark === undefined) return { whose: "ours", live };
      return { whose: isOfCreation(mark, state) ? "ours" : "anothers", live, mark };
    }
    const reason = look.met === "nothing" ? blindness(state, kind.here(), kind.parts) : undefined;
    if (reason === undefined || (await kind.isHome?.(state))) return { whose: "nobodys" };
    return { whose: "hidden", reason, isTold: false };
  }

  /** An object of another place is changed only where it is the very same one. */
  private async assertSeen(id: string, olds: State<Declaration, Added>): Promise<void> {
    const sight = await this.look(id, olds);
    if (sight.whose === "hidden" && !sight.isTold) throw new Error(sight.reason);
    if (sight.whose !== "anothers") return;
    throw new Error(blindness(olds, this.kind.here(), ["server", "organization", "owner"]));
  }

  /** The parts of an object's place beside the server: as WSO2 tells them, or as is known otherwise. */
  private async placeOf(
    state: Partial<State<Declaration>>,
    [first, second]: readonly [Place, Place],
    live?: Live,
  ): Promise<Place> {
    const { parts, owner: ownerOf } = this.kind;
    const organization = first.organization ?? second.organization;
    const owner = (await ownerOf?.(state, live)) ?? first.owner ?? second.owner;
    return {
      ...(parts.includes("organization") && organization !== undefined && { organization }),
      ...(parts.includes("owner") && owner !== undefined && { owner }),
    };
  }

  private tenantIn(declaration: Partial<Declaration>): Pick<Managed, "tenant"> {
    const tenant = this.kind.tenant?.(declaration);
    return tenant === undefined ? {} : { tenant };
  }

  /** The declaration that would produce what the server holds. */
  private observe(live: Live, declared: Declaration, isConfirmed: boolean): Declaration {
    const { fields, read, inapplicable } = this.kind;
    return observed(fields, declared, read(live, declared, isConfirmed), inapplicable?.(declared));
  }

  private async takeOver(existing: Found<Live>, inputs: Inputs<Declaration>) {
    const { kind } = this;
    const { ownership = {} } = inputs;
    const mark = await this.markOrLost(existing, inputs);
    const isOurs = mark !== undefined && this.isOurs(existing.id, mark, inputs);
    if (!isOurs && !inputs.adopt) throw new Error(this.taken(existing, mark, inputs));
    if (isOurs && this.claims.isAnothers(mark, ownership)) {
      throw new Error(
        `${kind.describe(existing)} still belongs to the resource "${mark.resource}", which this ` +
          "run changes. Run pulumi up again.",
      );
    }
    await kind.assertFits?.(existing, inputs);
    const next = markIn(inputs, 1, isOurs ? mark.adopted : true);
    const taken: Found<Live> & { adopted?: boolean } = await (kind.takeOver
      ? kind.takeOver(existing, inputs, next)
      : kind.write(existing, inputs, next, {}));
    const { adopted = next.adopted } = taken;
    return this.written(taken, inputs, { revision: 1, ...(adopted && { adopted }) });
  }

  /** Which declared fields neither this module nor the server knows; of those that the server may know it is told. */
  private async additionalReasons(
    olds: Partial<State<Declaration>>,
    inputs: Inputs<Declaration>,
  ): Promise<string[]> {
    const { label, noun, knownFields } = this.kind;
    const names = additionalNames(inputs);
    if (names.length === 0) return [];
    const { name = inputs.ownership?.resource } = inputs as { name?: string };
    this.say(
      `This module does not know these fields of the ${label} "${name ?? ""}": ${names.join(", ")}. ` +
        "They are sent and compared as they are declared (additionalFields). Check that your version " +
        "of the module is the latest one.",
    );
    const before = additionalNames(olds);
    const added = names.filter((each) => !before.includes(each));
    const known = added.length > 0 ? await knownFields(inputs) : undefined;
    return added
      .filter((each) => known !== undefined && !known.includes(each))
      .map(
        (each) =>
          `additionalFields.${each} is not a field of ${noun} on this server, which would refuse it. ` +
          "Correct the name, or remove it",
      );
  }

  /** Why an object cannot have its place: it is another's, or declared twice. */
  private async placeReasons(
    olds: Partial<State<Declaration>>,
    inputs: Inputs<Declaration>,
  ): Promise<string[]> {
    const { kind } = this;
    const place = kind.place?.(inputs);
    if (place === undefined || hasUnknown(place)) return [];
    const twice = this.claims.claim([inputs.server, place], inputs.ownership ?? {});
    if (twice.length > 0) return twice;
    if (JSON.stringify(kind.place?.(olds)) === JSON.stringify(place)) return [];
    if (isListing()) return [];
    const existing = await kind.find(inputs);
    if (existing === undefined) return [];
    const mark = await this.markOrLost(existing, inputs);
    // Of this stack, or the very object of a state that was moved here.
    const isOurs =
      mark !== undefined &&
      (this.isOurs(existing.id, mark, inputs) || mark.creation === olds.ownership?.creation);
    if (isOurs) return [];
    if (!inputs.adopt) return [this.taken(existing, mark, inputs)];
    if (olds.ownership && !this.isReplaced(olds, inputs)) {
      const wayOut =
        "This resource already has one: choose another name, or remove one of the two.";
      return [this.taken(existing, mark, inputs, wayOut)];
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

  private taken(
    found: Found<Live>,
    mark: Mark | undefined,
    inputs: Inputs<Declaration>,
    wayOut = this.kind.wayOut(inputs),
  ): string {
    return describeTaken(this.kind.describe(found), mark, wayOut, inputs.ownership?.stack);
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

  private know(id: string, { ownership }: Managed): void {
    if (this.isMarkRead) this.claims.know(id, ownership);
  }

  /** Whether an object is this stack's: its owner may have been replaced since. */
  private isOurs(id: string, mark: Mark, { ownership }: Managed): boolean {
    return mark.owner === ownership?.owner || this.knows(id, mark);
  }

  /** The mark of what has a place. That of another resource, if it is on two objects, says nothing. */
  private async markOrLost(
    found: Found<Live>,
    inputs: Inputs<Declaration>,
  ): Promise<Mark | undefined> {
    const { kind } = this;
    const { owner, resource } = inputs.ownership ?? {};
    const mark = (await kind.mark?.(found.live, inputs)) ?? (await kind.voucher?.(inputs));
    if (mark === undefined) return this.lostMark(found.id, owner);
    const isCopy = mark.resource !== resource && (await kind.isDoubled?.(found, mark));
    return isCopy ? undefined : mark;
  }

  private nameOf(state: State<Declaration, Added>, id: string): string {
    const { name } = state as { name?: unknown };
    return `${this.kind.label} ${typeof name === "string" ? `"${name}"` : `with id ${id}`}`;
  }

  private inputsIn(state: State<Declaration, Added>): Inputs<Declaration> {
    const managed = managedNames.flatMap((name) =>
      state[name] === undefined ? [] : [[name, state[name]]],
    );
    return {
      ...declarationIn(this.kind.fields, state as Partial<Declaration>),
      ...(Object.fromEntries(managed) as Managed),
    };
  }

  private tellDecision(state: State<Declaration, Added>): void {
    const decision = this.kind.decision?.(state);
    if (decision !== undefined) this.say(decision);
  }

  /** What a creation or an update ends with. */
  private async written(
    { id, live }: Found<Live>,
    inputs: Inputs<Declaration>,
    kept: Kept,
    before: Partial<State<Declaration, Added>> = {},
  ): Promise<{ id: string; outs: State<Declaration, Added> }> {
    const isPlaced = this.kind.parts.every((part) => inputs[part] !== undefined);
    const placed = isPlaced
      ? inputs
      : { ...inputs, ...(await this.placeOf(inputs, [inputs, this.kind.here()], live)) };
    const outs = this.state(placed, kept, this.kind.added(live, inputs, before));
    this.tellDecision(outs);
    const fault =
      this.kind.fault?.(live, inputs) ?? droppedFields(this.kind.read(live, inputs, true), inputs);
    if (fault !== undefined) throw new Incomplete(fault, id, outs);
    return { id, outs };
  }

  private state(inputs: Inputs<Declaration>, kept: Kept, added: Added): State<Declaration, Added> {
    return { ...inputs, ...kept, stateVersion, ...added };
  }
}

/** What the life cycle adds to a declaration, and keeps. */
const managedNames = [
  "server",
  "organization",
  "owner",
  "tenant",
  "loginGrant",
  "ownership",
] as const;

/** A declaration as somebody has written it. */
function withoutManaged<Declaration extends object>(inputs: Inputs<Declaration>): Declaration {
  const managed: readonly string[] = [...managedNames, "isAhead"];
  const declared = Object.entries(inputs).filter(([name]) => !managed.includes(name));
  return Object.fromEntries(declared) as Declaration;
}

const loginGrantIn = ({ loginGrant }: Managed): Managed =>
  loginGrant === undefined ? {} : { loginGrant };

/** Whether a field is declared as it is in the state. */
function isKept(name: string | undefined, olds: object, declared: object): boolean {
  if (name === undefined || !Object.hasOwn(olds, name)) return false;
  const [last, next] = [olds, declared] as Readonly<Record<string, unknown>>[];
  return isDeepStrictEqual(last?.[name], next?.[name]);
}

/** What was made in one Auth0 tenant stays there: in another one nothing of it is to be found. */
function otherTenantReasons({ tenant: there }: Managed, { tenant: here }: Managed): string[] {
  if (there === undefined || here === undefined || isUnknown(here) || there === here) return [];
  return [describeOtherTenant(there, here)];
}

function markIn({ ownership }: Managed, write: number, adopted: boolean): Mark {
  return markOf(ownership as Ownership, write, adopted);
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
