import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Auth0Sandbox } from "auth0-wso2-sandbox/auth0";
import { Stack as PulumiStack } from "../../engine/stack";
import type { RunOptions } from "../engine/deployment";
import type { StackState } from "../engine/resource";
import { inputFile } from "../program/declareStack";
import type { Declaration } from "../program/declaration";
import type { RunPlan } from "../life/run";
import { Stack, type Operation, type Outcome } from "../life/stack";
import type { NewName } from "../life/renameStack";
import { login, type Place } from "../world/places";
import type { World } from "../world/world";
import type { Door } from "./door";
import { resourcesIn } from "./exportedState";
import { errorsIn, stepsIn } from "./steps";

/** A state, and what it was read from. */
interface ExportedState extends StackState {
  exported?: string;
}

/** A stack on the real engine. */
export class EngineStack extends Stack {
  declare state: ExportedState;
  private pulumi!: PulumiStack;

  private constructor(
    key: string,
    world: World,
    declaration: Declaration,
    private readonly door: Door,
  ) {
    super(key, world, declaration);
  }

  static async create(
    key: string,
    world: World,
    declaration: Declaration,
    door: Door,
  ): Promise<EngineStack> {
    const stack = new EngineStack(key, world, declaration, door);
    const { auth0, wso2 } = world;
    const sandbox = {
      auth0,
      wso2: wso2[0] as (typeof wso2)[number],
      certificateAuthority: door.certificateAuthority,
      close: () => world.close(),
    };
    const program = join(__dirname, "../program/run.ts");
    stack.pulumi = await PulumiStack.create(sandbox, stack.state.stack, {}, program);
    // For the event log.
    stack.pulumi.environment["PULUMI_DEBUG_COMMANDS"] = "true";
    return stack;
  }

  override async prepare(place: Place): Promise<void> {
    const { declaration, pulumi, world } = this;
    const domain = world.hosts[place.tenant];
    const { clientId, clientSecret } = (world.tenants.get(domain) as Auth0Sandbox).deployer;
    Object.assign(pulumi.environment, {
      AUTH0_DOMAIN: domain,
      AUTH0_CLIENT_ID: clientId,
      AUTH0_CLIENT_SECRET: clientSecret,
      WSO2_URL: declaration.serverUrl,
      WSO2_USERNAME: place.username,
      WSO2_PASSWORD: login.password,
    });
    await writeFile(join(pulumi.directory, inputFile), JSON.stringify(this.inputAt(place)));
  }

  override async run(
    operation: Operation,
    _plan: RunPlan,
    place: Place,
    { replace = [], target }: RunOptions = {},
  ): Promise<Outcome> {
    const ended = { isDisturbed: false, isMeddledWith: false };
    // Nobody names a target that does not exist.
    if (target?.length === 0) {
      return { ...ended, result: "succeeded", steps: [], errors: [], output: "" };
    }
    await this.prepare(place);
    const file = join(this.pulumi.directory, "events.json");
    await rm(file, { force: true });
    this.door.atWork = { name: this.key };
    const { code, output } = await this.pulumi.pulumi(
      operation,
      ...(operation === "preview" ? [] : ["--yes", "--skip-preview"]),
      ...replace.flatMap((urn) => ["--replace", urn]),
      ...(target ?? []).flatMap((urn) => ["--target", urn]),
      "--event-log",
      file,
    );
    if (operation !== "preview") await this.look();
    const log = await readFile(file, "utf8").catch(() => "");
    const errors = errorsIn(log);
    if (code !== 0 && errors.length === 0) errors.push(output);
    return {
      ...ended,
      result: code === 0 ? "succeeded" : "failed",
      // What a refresh finds is no step.
      steps: operation === "refresh" ? [] : stepsIn(log),
      errors,
      output,
    };
  }

  override async rename(name: NewName): Promise<void> {
    const { project, stack } = this.state;
    await super.rename(name);
    if (project === this.state.project && stack === this.state.stack) return;
    const { pulumi } = this;
    const to = `organization/${this.state.project}/${this.state.stack}`;
    await pulumi.succeed("stack", "rename", to);
    const file = join(pulumi.directory, "Pulumi.yaml");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(/^name: .*$/m, `name: ${this.state.project}`));
    await pulumi.succeed("stack", "select", this.state.stack);
    await this.look();
  }

  override async importState({ exported }: ExportedState): Promise<void> {
    if (exported === undefined) return;
    const { project, stack } = this.state;
    const renamed = exported.replace(
      /urn:pulumi:[^:]+::[^:]+::/g,
      `urn:pulumi:${stack}::${project}::`,
    );
    const file = join(this.pulumi.directory, "exported.json");
    await writeFile(file, renamed);
    await this.pulumi.succeed("stack", "import", "--file", file);
    await this.look();
  }

  override async close(): Promise<void> {
    await this.pulumi.remove();
  }

  /** Reads the state as the engine has left it. */
  private async look(): Promise<void> {
    const exported = await this.pulumi.export();
    this.state = { ...this.state, resources: resourcesIn(exported), exported };
  }
}
