import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linkPackage } from "../../package/linkedPackage";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { countsOf, inventoryColumns, takeInventory } from "../inventory";
import type { PulumiRun } from "../pulumi";
import type { Screen } from "../screen";
import { shell } from "../shell";
import { StackCommands } from "../stackCommands";
import { printTable } from "../table";

const examples = join(__dirname, "../../../examples/programs");

/** The surroundings of one example: a copy of its folder, a Pulumi backend, servers that run here only. */
export class ExampleRun {
  private readonly sandboxes: Sandbox[] = [];
  private root = "";
  /** Of the stack that was created last. */
  private environment: Record<string, string> = {};

  constructor(
    readonly example: string,
    readonly screen: Screen,
    private readonly interruption: AbortSignal,
  ) {}

  /** Where the copy is. */
  get directory(): string {
    return join(this.root, this.example);
  }

  /** The authority that the servers' certificates are of. */
  get authorityFile(): string {
    return join(this.root, "authority.pem");
  }

  /** Copies the example to where nothing of the user's is; without a link it is to be installed. */
  async copy(packageIs: "linked" | "installed" = "linked"): Promise<void> {
    this.root = await mkdtemp(join(tmpdir(), "auth0-wso2-example-"));
    await cp(join(examples, this.example), this.directory, { recursive: true });
    if (packageIs === "linked") await linkPackage(this.directory);
  }

  /** An Auth0 tenant and a WSO2 API Manager, to be ended by `close`; all of one authority. */
  async startServers(): Promise<Sandbox> {
    const [first] = this.sandboxes;
    const sandbox = await startSandbox(
      first && { certificateAuthority: first.certificateAuthority },
    );
    this.sandboxes.push(sandbox);
    const { auth0, wso2 } = sandbox;
    this.screen.line(`Auth0 at https://${auth0.domain}/, WSO2 at ${wso2.url}/`);
    return sandbox;
  }

  /** Shows what exists on both sides, and gives how many that is. */
  async show(sandbox: Sandbox): Promise<string> {
    const inventory = await takeInventory(sandbox);
    if (inventory.length > 0) printTable(this.screen, inventoryColumns, inventory);
    return countsOf(inventory);
  }

  /**
   * A new stack of the example's program, which reaches these servers by its environment.
   *
   * @param login variables that differ from those of an administrator; `undefined` for those that are not there
   */
  async createStack(
    name: string,
    sandbox: Sandbox,
    login: Readonly<Record<string, string | undefined>> = {},
  ): Promise<StackCommands> {
    const stack = await this.initialized(name, await environmentFor(sandbox, this.root, login));
    await stack.silently("config", "set", "auth0:domain", sandbox.auth0.domain);
    return stack;
  }

  /** A new stack whose program is told by its config which servers there are. */
  async createStackWithoutLogins(name: string, sandbox: Sandbox): Promise<StackCommands> {
    const environment = Object.entries(await environmentFor(sandbox, this.root));
    const others = environment.filter(([variable]) => !/^(AUTH0|WSO2)_/.test(variable));
    return this.initialized(name, Object.fromEntries(others));
  }

  /** Runs a line of a shell in the copy, as the example's README tells it, and gives what it prints. */
  async shell(line: string, variables: Record<string, string> = {}): Promise<string> {
    const { directory, interruption, screen } = this;
    screen.line(screen.dim(`$ ${line}`));
    const environment = { ...process.env, ...this.environment, ...variables };
    return shell(line, { directory, environment, interruption });
  }

  private async initialized(
    name: string,
    environment: Record<string, string>,
  ): Promise<StackCommands> {
    // The types of the examples are checked with this project's.
    this.environment = { ...environment, PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
    const { directory, interruption, screen } = this;
    const run: PulumiRun = { directory, environment: this.environment, interruption, screen };
    await new StackCommands(run).silently("stack", "init", name);
    return new StackCommands(run, ["--stack", name]);
  }

  async close(): Promise<void> {
    await Promise.all(this.sandboxes.map((sandbox) => sandbox.close()));
    if (this.root !== "") await rm(this.root, { recursive: true, force: true });
  }
}
