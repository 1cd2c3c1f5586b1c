import { Random } from "../world/random";
import { cutOff, served, type Consumer } from "../world/consumers";
import { elsewhere, type Place } from "../world/places";
import { followSeed } from "../world/determinism";
import { prepareTenant, World, type WorldSettings } from "../world/world";
import { SimulatedClock } from "../../support/simulatedClock";
import type { Step } from "../engine/deployment";
import type { StoredResource } from "../engine/resource";
import { listing } from "../../../components/validation/listing";
import type { Ownership } from "../../../components/marks/mark";
import { isBlocked } from "./blockers";
import { applyChange } from "./changes";
import { forget, isHeldByOthers, resourcesLike, taint } from "./lostState";
import { listed, type Listed } from "./importList";
import { checkConvergence, checkTenant } from "./convergenceInvariant";
import type { Life, LifeStep, RunStep } from "./life";
import { OwnershipInvariant } from "./ownershipInvariant";
import { People, type Deed } from "./people";
import { checkPlanned } from "./planInvariant";
import { checkReleased } from "./releaseInvariant";
import type { RunPlan } from "./run";
import { Secrets } from "./secrets";
import { Stack, type Outcome } from "./stack";
import { hostIn, type Declaration } from "../program/declaration";
import { moveResource } from "./moveResource";
import { renameStack } from "./renameStack";
import { Violation, withoutIds } from "./violation";

/** What came of a life. */
export interface Played {
  violation?: Violation;
  /** Steps that were taken before it ended. */
  steps: number;
  calls: number;
  runs: readonly PlayedRun[];
  /** Line by line what happened, for the reader of a failure. */
  story: string[];
}

/** What came of a run of the engine. */
export interface PlayedRun extends Pick<Outcome, "result" | "steps" | "errors"> {
  stack: string;
  operation: RunStep["operation"];
}

export type Clock = Pick<SimulatedClock, "run" | "pass" | "notice" | "hold">;

/** Where a life is played. */
export interface Stage {
  clock: Clock;
  createWorld: (settings: WorldSettings) => Promise<World>;
  createStack: (key: string, world: World, declaration: Declaration) => Promise<Stack>;
}

/** Plays a life from the first day to the last; everything in it follows from what is in `life`. */
export async function playLife(life: Life): Promise<Played> {
  const random = new Random(life.seed);
  await prepareTenant();
  const clock = new SimulatedClock();
  const undo = followSeed(random, (work) => clock.hold(work));
  try {
    return await playOn(life, random, {
      clock,
      createWorld: (settings) => World.create(settings, clock),
      createStack: (...given) => Promise.resolve(new Stack(...given)),
    });
  } finally {
    undo();
    clock.stop();
  }
}

export async function playOn(life: Life, random: Random, stage: Stage): Promise<Played> {
  const player = await stage.clock.run(() => Player.begin(life, stage, random));
  const violation = await player.play();
  return { ...(violation && { violation }), ...player.figures };
}

/** A few seconds, in which WSO2 loads what it has to. */
const breath = 5_000;

class Player {
  private readonly ownership: OwnershipInvariant;
  private readonly secrets: Secrets;
  /** What each stack declared before its last change. */
  private readonly before = new Map<string, Declaration>();
  private readonly story: string[] = [];
  private readonly runs: PlayedRun[] = [];
  private taken = 0;

  private constructor(
    private readonly life: Life,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly world: World,
    private readonly people: People,
    private readonly given: { clientId: string; clientSecret: string }[],
    private readonly stacks: Map<string, Stack>,
  ) {
    this.secrets = new Secrets(world);
    this.ownership = new OwnershipInvariant(
      world.journal,
      (key) => {
        const stack = stacks.get(key);
        return stack && [stack.declaration, this.before.get(key) ?? stack.declaration];
      },
      (key, wanted) => stacks.has(key) && this.everKnown(key).some(({ id }) => id === wanted),
    );
  }

  static async begin(
    life: Life,
    { clock, createWorld, createStack }: Stage,
    random: Random,
  ): Promise<Player> {
    const world = await createWorld(life.world);
    const people = new People(world);
    const given = [
      await people.createManagement("shared management one"),
      await people.createManagement("shared management two"),
    ];
    const stacks = new Map<string, Stack>();
    for (const { key, declaration } of life.stacks) {
      const stack = await createStack(key, world, structuredClone(declaration));
      stack.platform = stacks.get(declaration.platform ?? "");
      stacks.set(key, stack);
    }
    return new Player(life, clock, random, world, people, given, stacks);
  }

  get figures() {
    const { taken: steps, runs, story } = this;
    return { steps, calls: this.world.calls, runs, story };
  }

  async play(): Promise<Violation | undefined> {
    try {
      for (const step of this.life.steps) await this.take(step);
      // Who uses the Key Manager of another goes before it.
      const isPlatform = (stack: Stack) => Number(stack.platform === undefined);
      const all = [...this.stacks.values()].sort((a, b) => isPlatform(a) - isPlatform(b));
      for (const stack of all) await this.end(stack);
      return undefined;
    } catch (error) {
      if (error instanceof Violation) return error;
      throw error;
    } finally {
      await this.clock.run(() => this.world.close());
      for (const stack of this.stacks.values()) await stack.close();
    }
  }

  private async take(step: LifeStep): Promise<void> {
    this.taken += 1;
    this.tell(describe(step));
    switch (step.step) {
      case "run":
        await this.runSteps([step]);
        break;
      case "together":
        await this.runSteps(step.runs);
        break;
      case "declare": {
        const stack = this.stack(step.stack);
        this.before.set(step.stack, structuredClone(stack.declaration));
        for (const change of step.changes) applyChange(stack.declaration, change, this.given);
        break;
      }
      case "by hand":
        await this.clock.run(() => this.people.do(step.deed));
        break;
      case "stack rename":
        await this.stack(step.stack).rename(step);
        break;
      case "export and import": {
        const stack = this.stack(step.stack);
        await stack.importState(JSON.parse(JSON.stringify(stack.state)) as Stack["state"]);
        break;
      }
      case "restore": {
        const stack = this.stack(step.stack);
        const backup = stack.backups.at(-1 - step.age);
        if (backup === undefined) break;
        const { stack: to, organization, project, resources } = stack.state;
        // In Auth0 a name says nothing, so a client that is forgotten is left to people.
        const isKept = ({ id }: { id: string }) => backup.resources.some((each) => each.id === id);
        for (const { id, type } of resources.filter((each) => !isKept(each))) {
          if (/:Client(Grant)?$/.test(type)) this.forgotten.add(id);
        }
        const state = structuredClone(backup);
        renameStack(state, { to, organization, project });
        await stack.importState(state);
        stack.isWhole = false;
        break;
      }
      case "state lost": {
        const { state } = this.stack(step.stack);
        const lost = step.parts ? resourcesLike(state, step.parts) : state.resources;
        // Pulumi refuses to forget what something else needs.
        if (!step.withDependents && isHeldByOthers(state, lost)) break;
        forget(state, lost);
        this.stack(step.stack).isWhole = false;
        break;
      }
      case "taint":
        taint(this.stack(step.stack).state, step.parts);
        break;
      case "untaint":
        taint(this.stack(step.stack).state, []);
        break;
      case "import":
        await this.import(this.stack(step.stack));
        break;
      case "state move":
        moveResource(this.stack(step.stack), this.stack(step.to), step.resource, this.world);
        break;
      case "time passes":
        await this.clock.pass(step.milliseconds);
        break;
    }
    await this.clock.pass(this.life.world.activationDelay + breath);
    this.secrets.collect();
    this.ownership.check();
    this.checkNewerField();
  }

  /** Nobody declares a field that we do not know, so it stays as people have left it. */
  private checkNewerField(): void {
    const [lost] = this.world.newerRelease?.changed ?? [];
    if (lost === undefined) return;
    const cause = "an update changes a field that is newer than what we know";
    throw new Violation(1, lost.stack, cause, lost.id);
  }

  private stack(key: string): Stack {
    const stack = this.stacks.get(key);
    if (stack === undefined) throw new Error(`There is no stack ${key}.`);
    return stack;
  }

  /** Runs of the engine, all at once. */
  private async runSteps(steps: RunStep[]): Promise<void> {
    const [only] = steps;
    if (steps.length === 1 && only?.from) {
      await this.runElsewhere(only, elsewhere[only.from]);
      return;
    }
    for (const step of steps) await this.stack(step.stack).prepare(this.placeOf(step));
    const isAnyBlocked = () =>
      steps.some(({ stack, operation }) => isBlocked(this.world, this.stack(stack), operation));
    const announced = new Map<string, readonly Step[]>();
    for (const step of steps.filter(({ withPreview }) => withPreview)) {
      const preview = await this.runOne({ ...step, operation: "preview" }, {});
      this.judge(step, "preview", preview, isAnyBlocked());
      if (preview.result !== "succeeded") return;
      announced.set(step.stack, preview.steps);
      if (step.later !== undefined) await this.clock.pass(step.later);
    }
    const wasBlocked = isAnyBlocked();
    const from = this.world.journal.entries.length;
    const consumers = await this.clock.run(() => served(this.world));
    const outcomes = await this.clock.run(() =>
      Promise.all(steps.map((step) => this.start(step, step, steps.length > 1))),
    );
    await this.clock.pass(this.life.world.activationDelay + breath);
    this.secrets.collect();
    for (const [index, outcome] of outcomes.entries()) {
      const step = steps[index] as RunStep;
      const stack = this.stack(step.stack);
      this.tellOutcome(step, outcome);
      this.secrets.check(stack, outcome);
      this.ownership.check();
      const planned = announced.get(step.stack);
      // Who meddles with one run may meddle with the other's things.
      const isSettled = !outcomes.some(({ isDisturbed }) => isDisturbed);
      if (planned !== undefined && isSettled && !this.isMadeAnew(step, from)) {
        this.checkAnnounced(stack, outcome, planned, from);
        if (steps.length === 1) checkPlanned(stack, outcome, planned);
      }
      this.judge(step, step.operation, outcome, wasBlocked || isAnyBlocked());
      this.checkForgotten(stack, outcome);
    }
    await this.checkConsumers(steps, outcomes, consumers);
    for (const [index, outcome] of outcomes.entries()) {
      const step = steps[index] as RunStep;
      // What was changed behind its back a run cannot know; the next one must.
      const isMeddledWith = outcomes.some((each) => each.isMeddledWith);
      const isJudged = outcome.result === "succeeded" && !isMeddledWith;
      if (isJudged) await this.afterSuccess(step, outcome, steps.length > 1);
      else if (step.operation !== "preview") this.stack(step.stack).isWhole = false;
    }
  }

  /**
   * A run from where its stack does not belong. Unless it succeeds like any other, it changes nothing,
   * and the right place finds what it would have found before.
   */
  private async runElsewhere(step: RunStep, { lost = [] }: Partial<Place>): Promise<void> {
    const stack = this.stack(step.stack);
    // What has nothing yet is at home wherever it runs first.
    if (!stack.isWhole || stack.state.resources.length === 0) return;
    const atHome: RunStep = { step: "run", stack: step.stack, operation: "preview" };
    for (const place of [this.placeOf(step), stack.home]) await stack.prepare(place);
    const before = await this.runOne(atHome, {});
    const consumers = await this.clock.run(() => served(this.world));
    const from = this.world.journal.entries.length;
    const isUp = step.operation === "up";
    const wasBlocked = isBlocked(this.world, stack, step.operation);
    const giveBack = this.world.withhold(lost);
    // Pulumi shows a preview first, and ends with what that is refused for.
    let outcome = await this.runOne(isUp ? { ...step, operation: "preview" } : step, {});
    if (isUp && outcome.result === "succeeded") outcome = await this.runOne(step, {});
    giveBack();
    await this.clock.pass(this.life.world.activationDelay + breath);
    this.secrets.check(stack, outcome);
    this.ownership.check();
    this.checkForgotten(stack, outcome);
    await this.checkConsumers([step], [outcome], consumers);
    if (outcome.result === "succeeded" && step.operation !== "preview") {
      await this.afterSuccess(step, outcome, false);
      return;
    }
    // It may do what it would have done at home, and fails there, too.
    if (wasBlocked && !outcome.errors.some(tellsOfPlace)) {
      stack.isWhole = false;
      return;
    }
    const entries = this.world.journal.entries.slice(from);
    const [written] = entries.filter(({ actor }) => actor.name === stack.key);
    if (written !== undefined) {
      const cause = `a run ${step.from ?? ""} has ${written.change} a ${written.object.kind}`;
      throw new Violation(7, stack.key, cause, written.object.content);
    }
    const after = await this.runOne(atHome, {});
    if (foundBy(after) === foundBy(before)) return;
    const cause = `the right place finds something else after a run ${step.from ?? ""}`;
    throw new Violation(7, stack.key, cause, `${foundBy(before)}\n${foundBy(after)}`);
  }

  /** What the import list finds is in the state afterwards, as far as it is this stack's. */
  private async import(stack: Stack, asked?: string): Promise<void> {
    const step: RunStep = { step: "run", stack: stack.key, operation: "preview" };
    const from = this.world.journal.entries.length;
    Object.assign(process.env, listing);
    const { resources, notes } = await this.listedAs(stack, step, asked).finally(() => {
      for (const name of Object.keys(listing)) Reflect.deleteProperty(process.env, name);
    });
    const [written] = this.world.journal.entries.slice(from);
    if (written)
      throw new Violation(1, stack.key, "the import list writes", written.object.content);
    for (const note of notes) this.tell(`     | ${note}`);
    const told = asked === undefined && toldOwner(stack, notes.join("\n"));
    if (!told) {
      stack.state.resources.push(...resources);
      for (const { id, outputs } of resources) {
        this.forgotten.delete(id);
        if (outputs["adopted"] === true) this.ownership.imported.add(id);
      }
      return;
    }
    forget(
      stack.state,
      stack.state.resources.filter(({ type }) => type.endsWith(":Owner")),
    );
    await this.import(stack, told);
  }

  private async listedAs(stack: Stack, step: RunStep, asked: string | undefined): Promise<Listed> {
    await stack.prepare(stack.home);
    const isRefused = isBlocked(this.world, stack, "preview");
    const preview = await this.runOne(step, {});
    this.judge(step, "the preview of the import list", preview, isRefused);
    if (preview.result !== "succeeded") return { resources: [], notes: preview.errors };
    return this.clock.run(() => listed(this.world, stack, preview.steps, asked));
  }

  private placeOf({ stack, from }: RunStep): Place {
    const place: Partial<Place> = from ? elsewhere[from] : {};
    return { ...this.stack(stack).home, ...place };
  }

  /** A state keeps what exists, unless a step has said that it goes. */
  private checkForgotten({ key, state }: Stack, { result, steps, output }: Outcome): void {
    const touched = steps.flatMap(({ urn, before = urn }) => [urn, before]);
    for (const { urn, id, creation } of this.knownBefore.get(key) ?? []) {
      const object = this.world.journal.byId(id);
      // An older state knows what a run has replaced since. That is named, and the next up takes it in.
      const isReplaced =
        object?.content.includes("creation=") && !object.content.includes(creation);
      // Where Auth0 says for once that there is no such object, the run is refused and names it.
      const isMissed = result === "failed" && /^(api|client)$/.test(object?.kind ?? "");
      if ((isReplaced || isMissed) && output.includes(id)) continue;
      const isKnown = touched.includes(urn) || state.resources.some((each) => each.id === id);
      // What another stack has taken over by word is no longer this one's, and keys whose Key Manager is
      // gone WSO2 shows to nobody.
      const { keyManager } = JSON.parse(object?.content ?? "{}") as { keyManager?: string };
      if (keyManager !== undefined && this.world.journal.byId(keyManager) === undefined) continue;
      if (object === undefined || isKnown || this.world.journal.ownerOf(id) !== key) continue;
      throw new Violation(11, key, `a ${object.kind} that exists is forgotten`, object.content);
    }
  }

  private async checkConsumers(
    runs: readonly RunStep[],
    outcomes: readonly Outcome[],
    before: readonly Consumer[],
  ): Promise<void> {
    // Somebody else may have cut them off, and who was killed has not said all.
    const isUnclear = ({ result, isMeddledWith }: Outcome) => result === "killed" || isMeddledWith;
    if (outcomes.some(isUnclear) || this.world.isConnectorHurt) return;
    const steps = outcomes.flatMap((outcome) => outcome.steps);
    for (const lost of await this.clock.run(() => cutOff(this.world, before))) {
      const { application } = lost;
      // It may have been moved to another stack, and its keys not.
      const resources = [...this.stacks.keys()].flatMap((key) => this.everKnown(key));
      const own = resources
        .find(({ id }) => id === application)
        ?.urn.split("::")
        .at(-1);
      const stem = own?.replace(/application$/, "");
      const isSaid = steps.some(({ urn, before: earlier = urn }) =>
        [urn, earlier].some(
          (each) =>
            /:(KeyManager|ResourceServer\w*)::/.test(each) ||
            (stem !== undefined && each.split("::").at(-1)?.startsWith(stem) === true),
        ),
      );
      if (isSaid) continue;
      const stack = runs.map((run) => run.stack).join(" and ");
      const name = this.world.journal.byId(application)?.name ?? application;
      throw new Violation(12, stack, "a consumer is cut off", `of the application "${name}"`);
    }
  }

  /** What must hold whenever a run has succeeded. */
  private async afterSuccess(step: RunStep, outcome: Outcome, isTogether: boolean): Promise<void> {
    const { operation, target, stack: key } = step;
    const stack = this.stack(key);
    if (target !== undefined || (operation !== "up" && operation !== "destroy")) return;
    if (isTogether && this.anyBlocked()) return;
    if (operation === "destroy") {
      this.checkGone(stack, outcome);
      await this.checkReleased(stack);
      return;
    }
    checkConvergence(this.world, stack, this.placeOf(step).username);
    await this.clock.run(() => checkTenant(this.world, stack));
    const { from } = step;
    const again = { step: "run", stack: key, operation: "preview", ...(from && { from }) } as const;
    const preview = await this.runOne(again, {});
    // What went wrong between WSO2 and Auth0 is seen by the keys that do not work, and mended next time.
    const isOfKeys = ({ operation: what, urn }: Step) =>
      what === "update" && urn.includes(":ApplicationKeys::");
    const isSeen = preview.result === "succeeded" && preview.steps.every(isOfKeys);
    if (this.world.isConnectorHurt && isSeen && preview.steps.length > 0) return;
    if (preview.result !== "succeeded" || preview.steps.length > 0) {
      const changes = preview.steps.map(({ operation: what, urn }) => `${what} ${withoutIds(urn)}`);
      const cause =
        preview.result === "succeeded"
          ? `a preview after success wants to ${changes.join(", ")}`
          : `a preview after success fails: ${firstLine(preview)}`;
      throw new Violation(3, key, cause, preview.output);
    }
    this.checkNamed(stack, preview);
    stack.isWhole = true;
    stack.backups.push(structuredClone(stack.state));
  }

  /** What others have decided is said in every run. */
  private checkNamed({ key, state }: Stack, { output }: Outcome): void {
    for (const { id } of state.resources) {
      const { kind, content = "{}" } = this.world.journal.byId(id) ?? {};
      const { status = "" } = JSON.parse(content) as { status?: string };
      const isTheirs = kind === "subscription" || kind === "application";
      if (!isTheirs || /^(UNBLOCKED|APPROVED)$/.test(status)) continue;
      if (output.includes(`is ${status}`)) continue;
      throw new Violation(11, key, `what others have decided of a ${kind} is not named`, content);
    }
  }

  /** Whether a client of anybody's keys is missing, so that WSO2 changes the application no more. */
  private hasBrokenKeys(): boolean {
    const { auth0, wso2 } = this.world;
    const clients = new Set(auth0.state.clients.map(({ client_id }) => client_id));
    return wso2.some(({ state }) =>
      state.applications.some(({ keyMappings }) =>
        keyMappings.some(({ consumerKey }) => consumerKey !== null && !clients.has(consumerKey)),
      ),
    );
  }

  private anyBlocked(): boolean {
    return [...this.stacks.values()].some((stack) => isBlocked(this.world, stack, "up"));
  }

  /** A run in which nothing went wrong and that nothing stands in the way of succeeds. */
  private judge(step: RunStep, operation: string, outcome: Outcome, isRefused: boolean): void {
    if (outcome.result !== "failed" || outcome.isDisturbed) return;
    if (step.target !== undefined || isRefused) return;
    // What an owner names when it goes is left to people, as is a login that WSO2 has lost.
    if (/WSO2 still has/.test(outcome.output)) return;
    if (this.world.isConnectorHurt && /has not loaded/.test(outcome.output)) return;
    if (this.hasBrokenKeys() && saysMendKeys(outcome.output)) return;
    const cause = `${operation} fails: ${firstLine(outcome)}`;
    throw new Violation(4, step.stack, cause, outcome.output);
  }

  /**
   * Where `--replace` has the engine forget the state of an application that gets another name, nothing tells it from
   * a new one: it is made anew, and with it its keys.
   */
  private isMadeAnew({ stack, replace }: RunStep, from: number): boolean {
    const made = this.world.journal.entries.slice(from);
    return (
      replace !== undefined &&
      made.some(
        ({ actor, change, object }) =>
          actor.name === stack && change === "created" && object.kind === "application",
      )
    );
  }

  private checkAnnounced(
    stack: Stack,
    { steps }: Outcome,
    planned: readonly Step[],
    from: number,
  ): void {
    const announced = new Set(planned.flatMap(({ urn, before = urn }) => [urn, before]));
    const before = this.knownBefore.get(stack.key) ?? [];
    const condemned = before.filter(({ isCondemned }) => isCondemned).map(({ urn }) => urn);
    const isExpected = (urn: string) => announced.has(urn) || condemned.includes(urn);
    // On the real engine the line does not say for which resource a call is.
    const urnsOf = (wanted: string) =>
      this.everKnown(stack.key).flatMap(({ id, urn }) => (id === wanted ? [urn] : []));
    for (const { actor, change, object } of this.world.journal.entries.slice(from)) {
      if (actor.name !== stack.key) continue;
      const urns = actor.urn === undefined ? urnsOf(object.id) : [actor.urn];
      if (urns.length === 0 || urns.some(isExpected)) continue;
      const cause = `up has ${change} a ${object.kind} that no preview has announced`;
      throw new Violation(3, stack.key, cause, `${urns.join(", ")}: ${object.content}`);
    }
    const surprise = steps.find(({ urn }) => !isExpected(urn));
    if (surprise === undefined) return;
    const cause = `up takes a step that no preview has announced`;
    throw new Violation(3, stack.key, cause, `${surprise.operation} ${surprise.urn}`);
  }

  /** Clients and grants of Auth0's provider of which a restored state knew nothing. */
  private readonly forgotten = new Set<string>();
  /** What the state of each stack held before its last run. */
  private readonly knownBefore = new Map<
    string,
    (Pick<StoredResource, "urn" | "id" | "isCondemned"> & { client: unknown; creation: string })[]
  >();

  /** What a stack has, or had before its last run. */
  private everKnown(key: string): Pick<StoredResource, "urn" | "id">[] {
    return [...(this.knownBefore.get(key) ?? []), ...this.stack(key).state.resources];
  }

  /** The last days of a stack: a run without faults, then its end. */
  private async end(stack: Stack): Promise<void> {
    const { key } = stack;
    this.tell(`-- the end of stack ${key}`);
    const wasBlocked = isBlocked(this.world, stack, "up");
    const from = this.story.length;
    await this.runSteps([{ step: "run", stack: key, operation: "up" }]);
    if (saysMendKeys(this.story.slice(from).join("\n"))) {
      const keys = stack.state.resources.filter(({ type }) => type.endsWith(":ApplicationKeys"));
      const target = keys.map(({ name }) => name);
      await this.runSteps([{ step: "run", stack: key, operation: "up", target }]);
      await this.runSteps([{ step: "run", stack: key, operation: "up" }]);
    }
    if (!stack.isWhole && !wasBlocked && !isBlocked(this.world, stack, "up")) {
      throw new Violation(4, key, "does not converge", "");
    }
    const wasWhole = stack.isWhole;
    const step: RunStep = { step: "run", stack: key, operation: "destroy" };
    const isRefused = isBlocked(this.world, stack, "destroy");
    const outcome = await this.runOne(step, {});
    await this.clock.pass(this.life.world.activationDelay + breath);
    this.ownership.check();
    this.secrets.check(stack, outcome);
    this.judge(step, "destroy", outcome, isRefused);
    if (outcome.result !== "succeeded" || !wasWhole) return;
    this.checkGone(stack, outcome);
    await this.checkReleased(stack);
  }

  private checkReleased({ key }: Stack): Promise<void> {
    return checkReleased(this.world, key, this.ownership.released, async (index) => {
      await this.clock.run(() => this.world.restartServer(index));
      await this.clock.pass(this.life.world.activationDelay + breath);
    });
  }

  /** Nothing of the stack is left, unless it was named, or is forgotten on a server that it has left. */
  private checkGone(stack: Stack, { isDisturbed }: Outcome): void {
    if (!stack.isWhole) return;
    // A URL in an error is no word about what is left.
    const output = this.story.join("\n").replace(/https?:\S+/g, "");
    const { journal, hosts } = this.world;
    const known = this.knownBefore.get(stack.key) ?? [];
    const asked = [hosts.auth0, hostIn(stack.declaration, hosts)];
    for (const object of journal.objects) {
      if (journal.ownerOf(object.id) !== stack.key || this.ownership.adopted.has(object.id))
        continue;
      if (object.application !== undefined && journal.ownerOf(object.application) !== stack.key) {
        continue;
      }
      // A client of the state's own keys is left by nothing but a fault, and by who does not see it.
      const isSeen = stack.platform === undefined;
      const isClientKnown =
        isSeen && !isDisturbed && known.some(({ client }) => client === object.id);
      const isNamed = output.includes(object.id) && !isClientKnown;
      if (isNamed || this.forgotten.has(object.id)) continue;
      if (!asked.includes(object.server) && !known.some(({ id }) => id === object.id)) continue;
      if (object.kind === "client" && output.includes(`a client "${object.name}"`)) continue;
      const { client_id: ofClient = "" } = JSON.parse(object.content) as { client_id?: string };
      // Auth0 deletes it with its application, which was named.
      if (object.kind === "grant" && output.includes(ofClient)) continue;
      const detail = `${object.kind} "${object.name}" (${object.id}) on ${object.server}: ${object.content}`;
      throw new Violation(5, stack.key, `a ${object.kind} is left after destroy`, detail);
    }
  }

  private runOne(step: RunStep, plan: Partial<RunStep>): Promise<Outcome> {
    return this.clock.run(async () => {
      const outcome = await this.start(step, plan, false);
      this.tellOutcome(step, outcome);
      return outcome;
    });
  }

  private start(step: RunStep, plan: Partial<RunStep>, isTogether: boolean): Promise<Outcome> {
    const stack = this.stack(step.stack);
    this.knownBefore.set(
      stack.key,
      stack.state.resources.map(({ urn, id, outputs, isCondemned }) => ({
        urn,
        id,
        client: outputs["consumerKey"],
        creation: (outputs["ownership"] as Partial<Ownership> | undefined)?.creation ?? "",
        ...(isCondemned && { isCondemned }),
      })),
    );
    const { faults = [], auth0, kill, meanwhile } = plan;
    const { random } = this;
    const runPlan: RunPlan = {
      faults,
      ...(auth0 && { auth0 }),
      ...(kill && { kill }),
      ...(meanwhile && {
        meanwhile: {
          ...meanwhile,
          isHarmless: isHarmless(meanwhile.deed),
          isRestart: meanwhile.deed.deed === "restarts WSO2",
          work: () => this.people.do(meanwhile.deed),
        },
      }),
      // Where nobody else is at work it does not matter how long a call takes.
      latency: () => (isTogether || this.life.world.isSlow ? latencyIn(random) : 0),
      restart: () => this.world.restartServer(0),
      hurtConnector: () => {
        this.world.isConnectorHurt = true;
      },
    };
    const urnsLike = (parts: string[] | undefined) =>
      parts &&
      stack.state.resources
        .map(({ urn }) => urn)
        .filter((urn) => parts.some((part) => urn.endsWith(`::${part}`)));
    const replace = urnsLike(step.replace);
    const target = urnsLike(step.target);
    return stack.run(step.operation, runPlan, this.placeOf(step), {
      ...(replace && { replace }),
      ...(target && { target }),
    });
  }

  private tellOutcome({ stack, operation }: RunStep, outcome: Outcome): void {
    const { result, steps, errors, output } = outcome;
    this.runs.push({ stack, operation, result, steps, errors });
    const done = steps.map(({ operation: what, urn }) => `${what} ${urn.split("::").at(-1) ?? ""}`);
    this.tell(`   ${operation} of ${stack}: ${result}; ${done.join(", ") || "nothing to do"}`);
    const lines = output.split("\n").filter((line) => line !== "" && !progress.test(line));
    for (const line of lines) this.tell(`     | ${line}`);
  }

  private tell(line: string): void {
    this.story.push(line);
  }
}

/** What Pulumi prints of a resource: type and name, and how far it is. */
const progress = /^(@|\W{4} ?\S+:\S+:\S+ \S+ )/;

/** Also of keys of which only a Key Manager that is loaded shows that their client is gone. */
const saysMendKeys = (output: string) =>
  /Repair the keys first|up again(, which generates them|: it finds out which)/.test(output);

/** The owner that the list tells to name, or that people know by an earlier name of the stack. */
function toldOwner({ names }: Stack, notes: string): string | undefined {
  const [, told] = /again with --owner (\w+)/.exec(notes) ?? [];
  const marks = [...notes.matchAll(/of stack (\S+) \(owner (\w+)\)/g)];
  return told ?? marks.find(([, name = ""]) => names.has(name))?.[2];
}

/** Whether an error is of who looks, and from where. */
function tellsOfPlace(error: string): boolean {
  return /answered 40[13]|logs? in|belongs to|not to be seen|is in the Auth0 tenant/.test(error);
}

/** Whether it is about nothing of ours, so that it is no excuse. */
function isHarmless(deed: Deed): boolean {
  if (deed.deed === "creates a client") return true;
  // The login that a stack was given is other people's, too.
  const isOfLogins = /(client|grant)$/.test(deed.deed);
  return "target" in deed && deed.target.of === undefined && !isOfLogins;
}

/** Most calls are quick, some are not. */
function latencyIn(random: Random): number {
  return 1 + random.below(random.chance(0.15) ? 400 : 40);
}

/** How a preview has ended, and with which steps. */
function foundBy(preview: Outcome): string {
  const steps = preview.steps.map(({ operation, urn }) => `${operation} ${urn}`).sort();
  return [preview.result, ...steps, firstLine(preview)].join(", ");
}

function firstLine({ errors }: Outcome): string {
  return (withoutIds(errors[0] ?? "").split("\n")[0] ?? "").slice(0, 200);
}

/** A step in a line. */
export function describe(step: LifeStep): string {
  return JSON.stringify(step);
}
