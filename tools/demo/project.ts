import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument, type Document } from "yaml";
import { copyProgram } from "../package/copyOfProgram";

const repository = join(__dirname, "../..");

/** The stack's name. */
export const stack = "demo";

/** A path below the project's config keys, and what is there. */
export type Setting = readonly [path: readonly string[], value: unknown];

/** A copy of the program, so that the demo's stack has its config file there and not in the work tree. */
export class DemoProject {
  private constructor(
    readonly directory: string,
    private readonly config: Document,
  ) {}

  static async create(directory: string): Promise<DemoProject> {
    await copyProgram(directory);
    const config = parseDocument(await readFile(join(repository, "Pulumi.sandbox.yaml"), "utf8"));
    return new DemoProject(directory, config);
  }

  /** Writes the stack's config: the sandbox's, with settings of their own below some keys. */
  async configure(settings: readonly Setting[]): Promise<void> {
    const config = this.config.clone();
    for (const [[key = "", ...path], value] of settings) {
      config.setIn(["config", `auth0-wso2-key-manager:${key}`, ...path], value);
    }
    await writeFile(join(this.directory, `Pulumi.${stack}.yaml`), config.toString());
  }
}
