import { execFile, spawn } from "node:child_process";
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { copyProgram } from "../../tools/package/copyOfProgram";
import type { Sandbox } from "auth0-wso2-sandbox";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { until } from "../support/until";

const project = join(__dirname, "../..");

/** What a run of `pulumi` ended with. */
export interface PulumiResult {
  code: number;
  /** Standard output and standard error as they came. */
  output: string;
}

/** Values of the stack config by key; keys without a colon are the project's own. */
export type StackConfig = Record<string, unknown>;

/** The exit code of `--expect-no-changes` when there are some. */
export const changesFound = 7;

/**
 * A stack of this project on the real engine. It has a copy of the program, a backend, a config
 * file and an environment of its own, so that stacks can run side by side.
 */
export class Stack {
  /** Everything that `pulumi` has printed, for looking for secrets. */
  transcript = "";

  private constructor(
    readonly name: string,
    /** Where the copy of the program is. */
    readonly directory: string,
    readonly environment: Record<string, string>,
    private readonly projectName = "auth0-wso2-key-manager",
  ) {}

  /**
   * @param program the file of another program than the project's; it may import what is beside it
   * @param login variables that differ from those of an administrator; `undefined` for those that are not there
   */
  static async create(
    sandbox: Sandbox,
    name: string,
    config: StackConfig,
    program?: string,
    login: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Stack> {
    const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-stack-"));
    await copyProgram(directory);
    if (program !== undefined) {
      const path = relative(project, program);
      await cp(dirname(program), join(directory, dirname(path)), { recursive: true });
      await writeFile(
        join(directory, "index.ts"),
        `export * from "./${path.replace(/\.ts$/, "")}";\n`,
      );
    }
    const stack = new Stack(name, directory, await environmentFor(sandbox, directory, login));
    await stack.configure(config);
    await stack.succeed("stack", "init", name);
    return stack;
  }

  /** A stack of a program that is in `directory` already, whose project has another name. */
  static async of(
    sandbox: Sandbox,
    name: string,
    config: StackConfig,
    directory: string,
    projectName: string,
  ): Promise<Stack> {
    const stack = new Stack(name, directory, await environmentFor(sandbox, directory), projectName);
    await stack.configure(config);
    await stack.succeed("stack", "init", name);
    return stack;
  }

  /** The same stack, with a program in another directory. */
  async movedTo(directory: string, config: StackConfig): Promise<Stack> {
    const stack = new Stack(this.name, directory, this.environment, this.projectName);
    await copyFile(this.configFile, stack.configFile);
    await stack.configure(config);
    await stack.succeed("stack", "select", stack.name);
    return stack;
  }

  /** Replaces the stack config. JSON is YAML, and the salt of encryption must stay. */
  async configure(config: StackConfig): Promise<void> {
    const earlier = await readFile(this.configFile, "utf8").catch(() => "");
    const encryptionsalt = /encryptionsalt\W+(v1:[\w+/=:]+)/.exec(earlier)?.[1];
    const keys = Object.entries(config).map(([key, value]) => [
      key.includes(":") ? key : `${this.projectName}:${key}`,
      value,
    ]);
    await writeFile(
      this.configFile,
      JSON.stringify({ encryptionsalt, config: Object.fromEntries(keys) as object }),
    );
  }

  /** Sets values of the config, encrypted, by their paths. */
  async encrypt(values: Readonly<Record<string, string>>): Promise<void> {
    const settings = Object.entries(values).flatMap(([path, value]) => [
      "--secret",
      `${path}=${value}`,
    ]);
    await this.succeed("config", "set-all", "--path", ...settings);
  }

  /** Runs `pulumi <args>` on this stack and gives what came of it, whatever that is. */
  async pulumi(...args: string[]): Promise<PulumiResult> {
    const result = await run("pulumi", [...args, "--non-interactive"], this.directory, {
      ...process.env,
      ...this.environment,
    });
    this.transcript += result.output;
    return result;
  }

  /**
   * Runs `pulumi <args>` and kills it with everything it has started as soon as `isTime`.
   *
   * @returns whether that was before it ended by itself
   */
  async pulumiKilledWhen(isTime: () => boolean, ...args: string[]): Promise<boolean> {
    const child = spawn("pulumi", [...args, "--non-interactive"], {
      cwd: this.directory,
      env: { ...process.env, ...this.environment },
      stdio: "ignore",
      // A session of its own: the engine's plugins are in it, though in other process groups.
      detached: true,
    });
    const ended = new Promise((resolve) => child.on("close", resolve));
    const hasEnded = () => child.exitCode !== null;
    await until(() => hasEnded() || isTime());
    if (hasEnded()) return false;
    await promisify(execFile)("pkill", ["-KILL", "-s", String(child.pid)]);
    await ended;
    return true;
  }

  /** Runs the command that lists what to import. */
  importList(...args: string[]): Promise<PulumiResult> {
    return this.command("importList", args);
  }

  /** Runs the command that reports on drift. */
  driftReport(): Promise<PulumiResult> {
    return this.command("driftReport", []);
  }

  private command(name: string, args: readonly string[]): Promise<PulumiResult> {
    const { directory, environment } = this;
    const file = join(directory, `load/${name}.cjs`);
    const variables = { ...process.env, ...environment };
    return run(process.execPath, [file, ...args], directory, variables);
  }

  /** Imports what the file has. */
  import(file = "import.json"): Promise<string> {
    const flags = ["--protect=false", "--generate-code=false", "--yes", "--skip-preview"];
    return this.succeed("import", "--file", file, ...flags);
  }

  /** Runs `pulumi <args>`, which must succeed. */
  async succeed(...args: string[]): Promise<string> {
    const { code, output } = await this.pulumi(...args);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${output}`);
    return output;
  }

  up(...args: string[]): Promise<string> {
    return this.succeed("up", "--yes", "--skip-preview", ...args);
  }

  /** `pulumi preview --expect-no-changes`: exit code 0, or {@link changesFound}. */
  preview(): Promise<PulumiResult> {
    return this.pulumi("preview", "--expect-no-changes", "--diff");
  }

  destroy(): Promise<string> {
    return this.succeed("destroy", "--yes", "--skip-preview");
  }

  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.succeed("stack", "output", "--json")) as Record<string, unknown>;
  }

  /** The deployment as `pulumi stack export` writes it, as text. */
  export(): Promise<string> {
    return this.succeed("stack", "export");
  }

  /** The URN of the resource with that name, which has to be in the state. */
  async urnOf(name: string): Promise<string> {
    const { deployment } = JSON.parse(await this.export()) as {
      deployment: { resources: { urn: string }[] };
    };
    const found = deployment.resources.find(({ urn }) => urn.endsWith(`::${name}`));
    if (!found) throw new Error(`The state has no resource ${name}.`);
    return found.urn;
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }

  private get configFile(): string {
    return join(this.directory, `Pulumi.${this.name}.yaml`);
  }
}

function run(
  command: string,
  args: string[],
  directory: string,
  environment: NodeJS.ProcessEnv,
): Promise<PulumiResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: directory, env: environment, stdio: "pipe" });
    let output = "";
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code: code ?? -1, output });
    });
  });
}
