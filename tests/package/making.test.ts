import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const project = join(__dirname, "../..");

describe("a package of this project, whose .npmrc switches scripts off", () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "auth0-wso2-making-"));
  });

  afterEach(() => rm(directory, { recursive: true }));

  /** A folder that has not been built yet, in which a build takes no time. */
  async function folderOf(name: "." | "packages/sandbox"): Promise<void> {
    for (const file of ["package.json", join(name, ".npmrc"), join(name, "package.json")]) {
      await cp(join(project, file), join(directory, file));
    }
    const build = `
      const { mkdirSync, writeFileSync } = require("node:fs");
      mkdirSync("dist");
      writeFileSync("dist/index.js", "");`;
    const check = "tools/package/requireRepository.cjs";
    await cp(join(project, check), join(directory, check));
    await mkdir(join(directory, "tools/package"), { recursive: true });
    await writeFile(join(directory, "tools/package/build.cjs"), build);
  }

  function npm(folder: string, ...parameters: string[]): Promise<{ stdout: string }> {
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([variable]) => !/^npm_/i.test(variable)),
    );
    return promisify(execFile)("npm", parameters, { cwd: join(directory, folder), env });
  }

  for (const folder of [".", "packages/sandbox"] as const) {
    it(`is not packed before it is built (${folder})`, async () => {
      await folderOf(folder);
      await assert.rejects(npm(folder, "pack"), /ENOENT: .*dist\/auth0-wso2-\S+\.tgz/);
    });
  }

  const nowhere = ["--registry", "http://localhost:9", "--fetch-retries", "0"];

  it("is not published before its repository is named", async () => {
    await folderOf(".");
    await assert.rejects(npm(".", "publish", "--dry-run", ...nowhere), /"repository" has OWNER/);
  });

  it("is built when it is published", async () => {
    await folderOf(".");
    const repository = "git+https://github.com/acme/auth0-wso2-key-manager.git";
    await npm(".", "pkg", "set", `repository.url=${repository}`);
    const { stdout } = await npm(".", "publish", "--dry-run", "--json", ...nowhere);
    assert.match(stdout, /"path": "dist\/index\.js"/);
  });

  it("does not have a package in it that was made before", async () => {
    await folderOf(".");
    await npm(".", "run", "build");
    await npm(".", "pack");
    const { stdout } = await npm(".", "pack", "--dry-run", "--json");
    assert.match(stdout, /"path": "dist\/index\.js"/);
    assert.doesNotMatch(stdout, /"path": ".*\.tgz"/);
  });
});
