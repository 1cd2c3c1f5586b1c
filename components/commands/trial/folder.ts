import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { isObjectWith } from "../../http/answers";

/** The two servers of a trial, as they are named on the command line. */
export interface Servers {
  /** Root URL of WSO2. */
  readonly wso2: string;
  /** Domain of the Auth0 tenant. */
  readonly auth0: string;
}

/** What a folder says of its trial. */
interface Journal extends Servers {
  /** Of the encryption of its state. */
  readonly passphrase: string;
  /** The processes that may still write: the command itself, and what Pulumi it has started last. */
  readonly processes: readonly number[];
}

/** Where each trial has a folder as long as it may have left something. */
const place = () => join(homedir(), ".auth0-wso2-trials");

const journalName = "trial.json";

/** The only stack of a trial's project. */
export const stackName = "trial";

/**
 * The folder of a trial: its Pulumi project, its state, and the journal. It is there before the first
 * call that writes and until nothing is left, and it has the name that all objects of the trial carry.
 */
export class TrialFolder {
  private constructor(readonly name: string) {}

  get path(): string {
    return join(place(), this.name);
  }

  /** The folders that there are: of trials that run, or were killed. */
  static all(): TrialFolder[] {
    try {
      const names = readdirSync(place()).filter((name) => /^trial-[0-9a-f]{12}$/.test(name));
      return names.map((name) => new TrialFolder(name));
    } catch {
      return [];
    }
  }

  /**
   * @param code root of the package
   * @param modules folder that holds Pulumi's SDK
   * @param processes those that may still write
   */
  static create(
    servers: Servers,
    code: string,
    modules: string,
    processes = [process.pid],
  ): TrialFolder {
    const folder = new TrialFolder(`trial-${randomBytes(6).toString("hex")}`);
    // Complete before it has a name that is looked for.
    const unfinished = join(place(), `.new-${folder.name}`);
    for (const part of ["", "backend", "load"]) {
      mkdirSync(join(unfinished, part), { recursive: true, mode: 0o700 });
    }
    symlinkSync(modules, join(unfinished, "node_modules"), "junction");
    const loading = (file: string) =>
      `module.exports = require(${JSON.stringify(join(code, file))});\n`;
    const passphrase = randomBytes(16).toString("hex");
    const files = {
      "Pulumi.yaml": JSON.stringify(project),
      "package.json": "{}",
      "program.cjs": loading("load/trialProgram.cjs"),
      "load/providers.cjs": loading("load/providers.cjs"),
      "load/smokeTest.cjs": loading("load/smokeTest.cjs"),
      [journalName]: JSON.stringify({ ...servers, passphrase, processes } satisfies Journal),
    };
    for (const [file, content] of Object.entries(files)) {
      writeFileSync(join(unfinished, file), content, { mode: 0o600 });
    }
    renameSync(unfinished, folder.path);
    return folder;
  }

  /** Where what Pulumi's processes are answered is recorded. */
  get answersFile(): string {
    return join(this.path, "answers");
  }

  get answers(): string {
    return existsSync(this.answersFile) ? readFileSync(this.answersFile, "utf8") : "";
  }

  get journalFile(): string {
    return join(this.path, journalName);
  }

  /** @throws Error where it cannot be read */
  get journal(): Journal {
    const content: unknown = JSON.parse(readFileSync(this.journalFile, "utf8"));
    if (!isObjectWith("processes", content)) throw new Error("it is not a journal");
    return content as Journal;
  }

  /** Notes the process of Pulumi, which outlives this one if it is killed. */
  noteProcess(pid: number): void {
    this.write({ ...this.journal, processes: [process.pid, pid] });
  }

  /** Those of its processes that live: others may have got their numbers since. */
  get living(): number[] {
    return this.journal.processes.filter((pid) => pid !== process.pid && isOfTrial(pid));
  }

  /** In one step, so that no half of it is taken for a trial. */
  remove(): void {
    const removed = join(place(), `.removed-${this.name}`);
    renameSync(this.path, removed);
    rmSync(removed, { recursive: true, force: true });
  }

  private write(journal: Journal): void {
    const next = `${this.journalFile}.next`;
    writeFileSync(next, JSON.stringify(journal), { mode: 0o600 });
    renameSync(next, this.journalFile);
  }
}

const project = {
  name: "auth0-wso2-trial",
  runtime: { name: "nodejs", options: { typescript: false } },
  main: "program.cjs",
  options: { refresh: "always" },
};

function isOfTrial(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  try {
    const options = { encoding: "utf8", stdio: "pipe" } as const;
    return /pulumi|trial/.test(execFileSync("ps", ["-p", String(pid), "-o", "args="], options));
  } catch {
    return true;
  }
}
