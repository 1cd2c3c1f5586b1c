import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const project = join(__dirname, "../..");

describe("the package, installed from git", () => {
  let directory: string;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "auth0-wso2-from-git-"));
  });

  after(() => rm(directory, { recursive: true }));

  async function run(folder: string, command: string, ...parameters: string[]): Promise<string> {
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([variable]) => !/^npm_/i.test(variable)),
    );
    return (await promisify(execFile)(command, parameters, { cwd: folder, env })).stdout;
  }

  it("is built on the way, and can be imported", async () => {
    const repository = join(directory, "repository");
    // What a commit of all that is here would have.
    const files = await run(
      project,
      "git",
      "ls-files",
      "-co",
      "--exclude-standard",
      "--deduplicate",
    );
    for (const file of files.trim().split("\n")) {
      await cp(join(project, file), join(repository, file), { force: true });
    }
    const author = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    await run(repository, "git", "init", "--quiet");
    await run(repository, "git", "add", "--all");
    await run(repository, "git", ...author, "commit", "--quiet", "--message", "All");

    const program = join(directory, "program");
    await mkdir(program);
    await writeFile(join(program, "package.json"), JSON.stringify({ private: true }));
    await run(program, "npm", "install", "--prefer-offline", `git+file://${repository}`);
    const script = "console.log(typeof require('auth0-wso2-key-manager').Auth0KeyManager)";
    assert.equal(await run(program, process.execPath, "--eval", script), "function\n");
  });
});
