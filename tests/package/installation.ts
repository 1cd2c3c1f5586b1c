import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import manifest from "../../package.json";
import { packedTarball } from "../../tools/package/tarball";

const run = promisify(execFile);
const project = join(__dirname, "../..");

/** Folders elsewhere, into which a package manager has installed the tarball. */
export class Installation {
  private constructor(readonly directory: string) {}

  static async create(): Promise<Installation> {
    const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-installed-"));
    await copyFile(await packedTarball(), join(directory, "package.tgz"));
    return new Installation(directory);
  }

  /** A folder with a package of its own, by default the one into which everything is installed. */
  async addProgram(
    folder: string,
    files: Readonly<Record<string, string>>,
    { workspaces, sdk = manifest.devDependencies["@pulumi/pulumi"] }: ProgramOptions = {},
  ): Promise<string> {
    const directory = join(this.directory, folder);
    const { devDependencies } = manifest;
    await mkdir(directory, { recursive: true });
    const content = {
      name: `program-${folder.replace(/\W+/g, "-")}`,
      private: true,
      ...(workspaces && { workspaces }),
      dependencies: {
        "auth0-wso2-key-manager": `file:${join(this.directory, "package.tgz")}`,
        "@pulumi/pulumi": sdk,
      },
      // Those of Pulumi's template for TypeScript.
      ...("index.ts" in files && {
        devDependencies: {
          "@types/node": devDependencies["@types/node"],
          "ts-node": devDependencies["ts-node"],
          typescript: devDependencies.typescript,
        },
      }),
    };
    for (const [file, text] of Object.entries({
      ...files,
      "package.json": JSON.stringify(content),
    })) {
      await mkdir(dirname(join(directory, file)), { recursive: true });
      await writeFile(join(directory, file), text);
    }
    return directory;
  }

  /** Installs without asking registries what npm's cache knows. */
  async install(): Promise<void> {
    const options = ["--prefer-offline", "--ignore-scripts"];
    await run("npm", ["install", ...options], { cwd: this.directory });
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

export interface ProgramOptions {
  /** Folders of a workspace, whose modules npm hoists to this one. */
  readonly workspaces?: string[];
  /** Version of Pulumi's SDK; default: the one that this project uses. */
  readonly sdk?: string;
}

/** A program beside the tests. */
export function programFile(name: string): Promise<string> {
  return readFile(join(__dirname, "programs", name), "utf8");
}

/** This project's own program, with the package in place of its sources. */
export async function ownProgram(): Promise<string> {
  const text = await readFile(join(project, "index.ts"), "utf8");
  return text.replace('"./components"', '"auth0-wso2-key-manager"');
}
