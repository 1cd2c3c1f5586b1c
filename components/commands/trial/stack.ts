import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { errorsIn, whyNotStarted } from "../pulumi";
import { stackName, type TrialFolder } from "./folder";

/** What a run of Pulumi ended with. */
interface Run {
  readonly exitCode: number;
  /** Of standard output alone. */
  readonly printed: string;
  /** Everything. */
  readonly said: string;
}

/** Values of the stack config, by the project's keys. */
export type TrialConfig = Readonly<Record<string, unknown>>;

/** The stack of a trial. */
export class TrialStack {
  constructor(
    private readonly folder: TrialFolder,
    private readonly interruption: AbortSignal,
  ) {}

  /** Replaces the config. JSON is YAML, and the salt of the encryption must stay. */
  configure(config: TrialConfig): void {
    const file = join(this.folder.path, `Pulumi.${stackName}.yaml`);
    const keys = Object.entries(config).map(([key, value]) => [`auth0-wso2-trial:${key}`, value]);
    const { encryptionsalt } = readConfig(file);
    writeFileSync(
      file,
      JSON.stringify({ encryptionsalt, config: Object.fromEntries(keys) as object }),
    );
  }

  /**
   * Runs `pulumi <args>` on the stack. An interruption is handed on to it once: it stops by itself then.
   *
   * @throws Error with all that it said, where it ends otherwise than with one of these exit codes
   */
  async run(args: readonly string[], exitCodes: readonly number[] = [0]): Promise<Run> {
    this.interruption.throwIfAborted();
    const result = await this.started([...args, "--non-interactive", "--color", "never"]);
    this.interruption.throwIfAborted();
    if (exitCodes.includes(result.exitCode)) return result;
    throw new Error(
      `pulumi ${args.join(" ")} ended with exit code ${result.exitCode}:\n${errorsIn(result.printed) || whatWasWrong(result.said)}`,
    );
  }

  private started(args: readonly string[]): Promise<Run> {
    const { path } = this.folder;
    // Out of the terminal's reach, whose Ctrl-C would come to it beside ours and make it give up.
    const child = spawn("pulumi", args, {
      cwd: path,
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    if (child.pid !== undefined) this.folder.noteProcess(child.pid);
    const stop = () => child.kill("SIGINT");
    this.interruption.addEventListener("abort", stop);
    let printed = "";
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      said += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    return new Promise<Run>((resolve, reject) => {
      child.on("error", (error) => {
        reject(whyNotStarted(error));
      });
      child.on("close", (code) => {
        resolve({ exitCode: code ?? 1, printed, said });
      });
    }).finally(() => {
      this.interruption.removeEventListener("abort", stop);
    });
  }

  /** A state of its own, wherever the user is logged in, and none of the options that the user has set for Pulumi. */
  private get environment(): NodeJS.ProcessEnv {
    const { path, journal } = this.folder;
    const isKept = (name: string) => !name.startsWith("PULUMI_") || kept.includes(name);
    const users = Object.entries(process.env).filter(([name]) => isKept(name));
    return {
      ...Object.fromEntries(users),
      PULUMI_BACKEND_URL: pathToFileURL(join(path, "backend")).href,
      PULUMI_CONFIG_PASSPHRASE: journal.passphrase,
      PULUMI_STACK: stackName,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
  }
}

/** Where Pulumi finds its plugins. */
const kept = ["PULUMI_HOME", "PULUMI_IGNORE_AMBIENT_PLUGINS"];

function readConfig(file: string): { encryptionsalt?: string } {
  try {
    return parse(readFileSync(file, "utf8")) as { encryptionsalt?: string };
  } catch {
    return {};
  }
}

/** What Pulumi says at the end of its errors, or all that it says. */
function whatWasWrong(said: string): string {
  const [, diagnostics] =
    /^Diagnostics:\n([^]*?)(?:^(?:Resources|Outputs|Duration):|(?![^]))/m.exec(said) ?? [];
  return (diagnostics ?? said).trim();
}
