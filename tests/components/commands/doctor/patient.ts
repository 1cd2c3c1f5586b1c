import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import type { Sandbox } from "auth0-wso2-sandbox";
import * as library from "../../../../components";
import type { Answer } from "../../../../components/commands/doctor/question";
import { doctor } from "../../../../components/commands/doctor/run";
import manifest from "../../../../package.json";
import { outcomeOf } from "../../../support/command";
import { putBack } from "../../../support/putBack";

/** Stands in for Pulumi: says what stands in files beside it. */
const pulumi = `#!/bin/sh
cat "$(dirname "$0")/$1.txt"
`;

/** Of the machine on which the tests run. */
const withoutProxy: NodeJS.ProcessEnv = Object.fromEntries(
  ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"].map((name) => [name, undefined]),
);

/** What a stack says of itself. */
export interface PatientStack {
  /** Its config, by the keys of this project. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The resources of its state. */
  readonly resources?: readonly object[];
}

/** What the doctor is run with. */
export interface Complaint {
  /** What the environment says otherwise; `undefined` for what it does not say. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly stack?: PatientStack;
}

/** Runs the doctor in this process, with an environment and a Pulumi of its own. */
export class Patient {
  private constructor(
    private readonly directory: string,
    readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async at(sandbox: Sandbox): Promise<Patient> {
    const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-doctor-"));
    const environment = await environmentFor(sandbox, directory);
    await writeFile(join(directory, "pulumi"), pulumi);
    await chmod(join(directory, "pulumi"), 0o755);
    return new Patient(directory, environment);
  }

  /** What the command prints with these arguments. */
  async run(args: readonly string[], { environment = {}, stack }: Complaint = {}) {
    await this.say("version", "v3.270.0");
    await this.say("plugin", JSON.stringify([{ name: "auth0", version: "3.49.0" }]));
    if (stack !== undefined) {
      const entries = Object.entries(stack.config).map(([key, value]) => [
        key.includes(":") ? key : `auth0-wso2-key-manager:${key}`,
        {
          value: typeof value === "string" ? value : JSON.stringify(value),
          secret: key === "managementApplication",
        },
      ]);
      await this.say("config", JSON.stringify(Object.fromEntries(entries)));
      await this.say("stack", JSON.stringify({ deployment: { resources: stack.resources ?? [] } }));
    }
    const before = { ...process.env };
    const path = [this.directory, before["PATH"] ?? ""].join(delimiter);
    const given: NodeJS.ProcessEnv = {
      ...withoutProxy,
      ...this.environment,
      PATH: path,
      ...environment,
    };
    for (const [name, value] of Object.entries(given)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    try {
      return await outcomeOf(() => doctor([...args], { manifest, library: () => library }));
    } finally {
      putBack(process.env, before);
    }
  }

  /** The lines of the table. */
  async answers(complaint: Complaint = {}): Promise<Answer[]> {
    const options = complaint.stack === undefined ? [] : ["--stack", "dev"];
    const { stdout, stderr } = await this.run(["--json", ...options], complaint);
    if (stderr !== "") throw new Error(stderr);
    return JSON.parse(stdout) as Answer[];
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true });
  }

  private say(command: string, text: string): Promise<void> {
    return writeFile(join(this.directory, `${command}.txt`), text);
  }
}
