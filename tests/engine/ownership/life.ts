import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Sandbox } from "auth0-wso2-sandbox";
import type { Stack } from "../stack";
import {
  declarationFile,
  type Declaration,
  type Given,
  type Kind,
  type PartName,
} from "./declaration";
import { isServed, titleOfToken, type Consumer } from "./consumers";
import { namesById, titleOf } from "./struckRequest";
import {
  findingsOf,
  identitiesOf,
  storedInBoth,
  wholeParts,
  type Findings,
  type Places,
  type StoredObject,
} from "./inventory";

/** A step of the engine, as its event log tells it. */
interface EngineStep {
  op: string;
  urn: string;
}

interface EngineEvent {
  resOutputsEvent?: { metadata: EngineStep };
  diagnosticEvent?: { severity: string; message: string };
}

interface ExportedStack {
  deployment: {
    resources: { urn: string; id?: string }[];
    /** What the engine cannot know the end of, because it was killed. */
    pending_operations?: {
      type: string;
      resource: { type: string; inputs: { name?: string; identifier?: string } };
    }[];
  };
}

/** Which run is killed, and when. */
export interface Interruption {
  command: "up" | "destroy";
  server: "auth0" | "wso2";
  skip: number;
}

export type Identities = Partial<Record<Kind, string>>;

/** A stack of the matrix from a start on, with what is done to it. */
export class Life {
  /** Exit codes of the runs, in their order. */
  readonly exitCodes: number[] = [];
  /** Steps that the runs took, in their order, those that change nothing left out. */
  readonly steps: EngineStep[] = [];
  /** The first error of each run that failed. */
  readonly errors: string[] = [];
  /** How many runs were refused as they had to be. */
  refusals = 0;
  /** Whether a run that destroys was begun. */
  isBeingDestroyed = false;
  private readonly declarations = new Map<string, Declaration>();
  private selected: string;

  constructor(
    readonly places: Places,
    readonly stack: Stack,
    private readonly others: ReadonlyMap<string, StoredObject>,
    private readonly consumers: readonly Consumer[],
  ) {
    this.selected = stack.name;
  }

  private get sandbox(): Sandbox {
    return this.places.home;
  }

  get declaration(): Declaration {
    const declaration = this.declarations.get(this.selected);
    if (declaration === undefined) throw new Error(`Nothing is declared in ${this.selected}.`);
    return declaration;
  }

  /** Does something that Pulumi may refuse. */
  async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.exitCodes.push(1);
      this.errors.push((error as Error).message);
    }
  }

  /** Gives the selected stack another program. */
  async declare(declaration: Declaration): Promise<void> {
    this.declarations.set(this.selected, declaration);
    await this.writeProgram();
  }

  /** Goes on with another stack, which is created if there is none of that name. */
  async select(name: string): Promise<void> {
    await this.stack.succeed("stack", "select", "--create", name);
    this.selected = name;
    if (!this.declarations.has(name)) this.declarations.set(name, { parts: {}, given: {} });
    await this.writeProgram();
  }

  /** `pulumi stack rename`, to a name or to a project and a name. */
  async rename(qualifiedName: string): Promise<void> {
    const { declaration } = this;
    this.declarations.delete(this.selected);
    await this.stack.succeed("stack", "rename", qualifiedName);
    const name = qualifiedName.split("/").at(-1) ?? "";
    this.selected = name;
    this.declarations.set(name, declaration);
  }

  /** Gives the project another name, as `pulumi stack rename` asks for it. */
  async renameProject(project: string): Promise<void> {
    const file = join(this.stack.directory, "Pulumi.yaml");
    await this.rename(`organization/${project}/${this.selected}`);
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(/^name: .*$/m, `name: ${project}`));
    await this.stack.succeed("stack", "select", this.selected);
  }

  /** Goes on with a backend where the stack is not known yet. */
  async useBackend(directory: string): Promise<void> {
    this.stack.environment["PULUMI_BACKEND_URL"] = `file://${directory}`;
    await this.stack.succeed("stack", "init", this.selected);
  }

  /** `pulumi up`; its exit code. */
  up(...args: string[]): Promise<number> {
    return this.run("up", args);
  }

  /** `pulumi up` of what a preview has planned. */
  async planned(): Promise<void> {
    const plan = join(this.stack.directory, "plan.json");
    await this.stack.succeed("preview", "--save-plan", plan);
    await this.up("--plan", plan);
  }

  /** Has the resource of a kind replaced by the next run. */
  async taint(kind: Kind): Promise<void> {
    const urn = await this.stack.urnOf(resourceNameOf(this.declaration, kind));
    await this.stack.succeed("state", "taint", urn, "--yes");
  }

  /** `pulumi up` or `destroy` that has to be refused, and to leave all servers as they are. */
  async refused(operation: Interruption["command"]): Promise<void> {
    const before = storedInBoth(this.places);
    const { code } = await this.pulumi(operation, []);
    if (code === 0) throw new Error(`${operation} was not refused.`);
    const now = storedInBoth(this.places);
    const changed = [...new Map([...before, ...now]).values()].filter(
      ({ id }) => before.get(id)?.content !== now.get(id)?.content,
    );
    if (changed.length > 0) {
      const titles = changed.map(({ title }) => title).join(", ");
      throw new Error(`${operation} was refused, and has changed: ${titles}.`);
    }
    this.refusals += 1;
  }

  /** `pulumi up` or `destroy` that has to stop at something, which it names. */
  async stopped(operation: Interruption["command"], names: readonly string[]): Promise<void> {
    const { code, output } = await this.pulumi(operation, []);
    const said = output.replace(/\s+/g, " ");
    const unsaid = names.filter((name) => !said.includes(name));
    if (code === 0) throw new Error(`${operation} was not refused.`);
    if (unsaid.length > 0) throw new Error(`${operation} does not name: ${unsaid.join(", ")}.`);
    this.refusals += 1;
  }

  /**
   * `pulumi up` or `destroy`, killed when a server has carried out a request that writes and has not
   * answered it yet; `skip` of them are answered before.
   *
   * @returns what the request was about; nothing if the run ended before it came to that
   */
  async killed(operation: Interruption): Promise<string | undefined> {
    const { command, server, skip } = operation;
    const { faults } = this.sandbox[server];
    this.isBeingDestroyed = command === "destroy";
    const before = namesById(this.sandbox);
    let struck: { title: string; answer: () => void } | undefined;
    faults.inject({
      method: /^(POST|PUT|PATCH|DELETE)$/,
      url: /^(?!.*(\/token|\/register|\/discover)$)/,
      skip,
      effect: {
        kind: "withholdAnswer",
        worked: (request, answer) => {
          struck = {
            title: titleOf(request, new Map([...before, ...namesById(this.sandbox)])),
            answer,
          };
        },
      },
    });
    const isKilled = await this.stack.pulumiKilledWhen(
      () => struck !== undefined,
      command,
      "--yes",
      "--skip-preview",
    );
    faults.clear();
    struck?.answer();
    if (!isKilled) return undefined;
    await unchanging(() => JSON.stringify([this.sandbox.auth0.state, this.sandbox.wso2.state]));
    await this.repairBackend();
    return struck?.title;
  }

  /** A file backend that is killed while it writes leaves empty files of attributes, and stumbles over them. */
  private async repairBackend(): Promise<void> {
    const backend = join(this.stack.directory, "backend");
    for (const name of await readdir(backend, { recursive: true })) {
      if (!name.endsWith(".attrs")) continue;
      const file = join(backend, name);
      if ((await stat(file)).size === 0) await rm(file);
    }
  }

  /**
   * `pulumi state move` of parts of the selected stack, all that they consist of, to another.
   *
   * @param isWhole whether the stack's owner goes with them
   */
  async move(kinds: readonly PartName[], destination: string, isWhole: boolean): Promise<void> {
    const { deployment } = JSON.parse(await this.stack.export()) as ExportedStack;
    const names = kinds.map((name) => this.declaration.parts[name]?.logicalName);
    if (isWhole) names.push("owner");
    const urns = deployment.resources.flatMap(({ urn }) =>
      names.includes(urn.split("::").at(-1)) ? [urn] : [],
    );
    const route = ["--source", this.selected, "--dest", destination];
    await this.stack.succeed("state", "move", "--yes", ...route, ...urns);
  }

  /**
   * Deletes by hand in the tenant what the engine names as perhaps created by the run that was killed:
   * nobody but @pulumi/auth0 knows these objects, and it has not told the id.
   *
   * @returns what was deleted
   */
  async deletePending(): Promise<string[]> {
    const { deployment } = JSON.parse(await this.stack.export()) as ExportedStack;
    const known = deployment.resources.map(({ id }) => id);
    const pending = (deployment.pending_operations ?? [])
      .filter(({ type, resource }) => type === "creating" && resource.type.startsWith("auth0:"))
      .map(({ resource: { inputs } }) => inputs.identifier ?? inputs.name);
    const { state } = this.sandbox.auth0;
    const clients = state.clients.filter(
      ({ name, client_id }) => pending.includes(name) && !known.includes(client_id),
    );
    const apis = state.resourceServers.filter(
      ({ identifier, id }) => pending.includes(identifier) && !known.includes(id),
    );
    state.clients = state.clients.filter((each) => !clients.includes(each));
    state.resourceServers = state.resourceServers.filter((each) => !apis.includes(each));
    return [
      ...clients.map(({ name }) => `client ${name}`),
      ...apis.map(({ identifier }) => `API ${identifier}`),
    ];
  }

  /** URN of the resource of a kind, as far as `--replace` must know it. */
  urnOf(kind: Kind): string {
    return `**::${resourceNameOf(this.declaration, kind)}`;
  }

  /** Values of the selected stack that another may need. */
  values(): Promise<Given> {
    return this.output<Given>("values");
  }

  /** An output of the selected stack. */
  async output<Value>(name: string): Promise<Value> {
    const text = await this.stack.succeed("stack", "output", name, "--json", "--show-secrets");
    return JSON.parse(text) as Value;
  }

  /** What is wrong now; where Pulumi has refused what is declared, what was declared before counts. */
  async findings(): Promise<Findings> {
    const { lost, orphaned } = await settled(() =>
      findingsOf(this.places, this.inForce(), this.others),
    );
    return { lost: [...lost, ...(await this.lostTokens())], orphaned };
  }

  /** Tokens that are refused to consumers whose client is still that of the keys. */
  private async lostTokens(): Promise<string[]> {
    const whole = wholeParts(this.sandbox, this.inForce());
    const lost: string[] = [];
    for (const consumer of this.consumers) {
      if (!whole[consumer.kind]?.includes(consumer.consumerKey)) continue;
      if (!(await isServed(this.sandbox, consumer))) lost.push(titleOfToken(consumer));
    }
    return lost;
  }

  identities(): Identities {
    return identitiesOf(this.sandbox, this.inForce());
  }

  private inForce(): Declaration[] {
    const declared = [...this.declarations.values()];
    const [before] = this.earlier;
    if ((this.exitCodes.at(-1) ?? 0) === 0 || before === undefined) return declared;
    const lost = (declarations: Declaration[]) =>
      findingsOf(this.places, declarations, this.others).lost.length;
    return lost([before]) < lost(declared) ? [before] : declared;
  }

  /** `pulumi stack export`, as text. */
  exported(): Promise<string> {
    return this.stack.export();
  }

  /** `pulumi stack import` of what was exported. */
  async imported(exported: string): Promise<void> {
    const file = join(this.stack.directory, "exported.json");
    await writeFile(file, exported);
    await this.stack.succeed("stack", "import", "--file", file);
  }

  /** What the engine did to the resource of a kind, in all runs together. */
  stepsOf(kind: Kind): string[] {
    const names = [...this.declarations.values(), ...this.earlier].flatMap((declaration) =>
      declaration.parts[kind] === undefined ? [] : [resourceNameOf(declaration, kind)],
    );
    return this.steps
      .filter(({ urn }) => names.includes(urn.split("::").at(-1) ?? ""))
      .map(({ op }) => op);
  }

  /** Exit codes of a preview of each stack. */
  async previews(): Promise<number[]> {
    const codes: number[] = [];
    for (const name of this.declarations.keys()) {
      if (this.declarations.size > 1) await this.select(name);
      codes.push((await this.stack.preview()).code);
    }
    return codes;
  }

  /**
   * Destroys every stack, the one that was added last first, and those at the end whose objects
   * another still uses; what is wrong after that.
   */
  async destroyed(): Promise<Findings & { exitCode: number }> {
    this.isBeingDestroyed = true;
    let names = [...this.declarations.keys()].reverse();
    for (let before = names.length + 1; names.length > 0 && names.length < before;) {
      before = names.length;
      const left: string[] = [];
      for (const name of names) {
        if (this.declarations.size > 1) await this.select(name);
        if ((await this.run("destroy", [])) !== 0) left.push(name);
      }
      names = left;
    }
    return { ...findingsOf(this.places, [], this.others), exitCode: names.length > 0 ? 1 : 0 };
  }

  private readonly earlier: Declaration[] = [];

  private async writeProgram(): Promise<void> {
    const { declaration } = this;
    this.earlier.push(declaration);
    await writeFile(join(this.stack.directory, declarationFile), JSON.stringify(declaration));
  }

  private async run(operation: "up" | "destroy", args: string[]): Promise<number> {
    const { code, output, events } = await this.pulumi(operation, args);
    this.exitCodes.push(code);
    if (operation === "up") this.steps.push(...events.flatMap(stepIn));
    if (code !== 0) this.errors.push(events.flatMap(errorIn)[0] ?? output.slice(-300));
    return code;
  }

  private async pulumi(operation: "up" | "destroy", args: string[]) {
    const directory = await mkdtemp(join(this.stack.directory, "events-"));
    const log = join(directory, "events.json");
    const { code, output } = await this.stack.pulumi(
      operation,
      "--yes",
      "--skip-preview",
      "--event-log",
      log,
      ...args,
    );
    const events = (await readFile(log, "utf8").catch(() => ""))
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as EngineEvent);
    await rm(directory, { recursive: true });
    return { code, output, events };
  }
}

function stepIn({ resOutputsEvent }: EngineEvent): EngineStep[] {
  if (resOutputsEvent === undefined) return [];
  const { op, urn } = resOutputsEvent.metadata;
  return op === "same" || op === "refresh" ? [] : [{ op, urn }];
}

function errorIn({ diagnosticEvent }: EngineEvent): string[] {
  if (diagnosticEvent?.severity !== "error") return [];
  return /^(update|destroy) failed/.test(diagnosticEvent.message) ? [] : [diagnosticEvent.message];
}

function resourceNameOf({ parts }: Declaration, kind: Kind): string {
  const part = parts[kind];
  if (part === undefined) throw new Error(`The declaration has no part ${kind}.`);
  return kind === "auth0Client" ? `${part.logicalName}-client` : part.logicalName;
}

/** WSO2 loads a Key Manager in the background; what is still wrong after a while is wrong. */
async function settled(look: () => Findings): Promise<Findings> {
  for (let looks = 0; looks < 20; looks += 1) {
    const findings = look();
    if (findings.lost.length === 0) return findings;
    await setTimeout(25);
  }
  return look();
}

/** Waits until WSO2 has done what it still had to do for a request that nobody waits for. */
async function unchanging(look: () => string): Promise<void> {
  for (let before = "", now = look(); before !== now; now = look()) {
    before = now;
    await setTimeout(100);
  }
}
