import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { shim } from "../../../../components/wso2/provider/shim";

const project = join(__dirname, "../../../..");

/** What a provider answers to a Key Manager without a name, in plain Node started in a directory. */
async function checkIn(directory: string): Promise<string> {
  const elsewhere = await mkdtemp(join(tmpdir(), "auth0-wso2-shim-"));
  try {
    const script = join(elsewhere, "provider.cjs");
    await writeFile(
      script,
      `${shim("KeyManager")}
       Promise.resolve()
         .then(() => exports.handler().check({}, { name: "", __provider: "text" }))
         .then(({ failures }) => console.log(JSON.stringify(failures)))
         .catch(({ message, stack }) => console.log(message + stack));`,
    );
    const run = promisify(execFile)(process.execPath, [script], { cwd: directory });
    return (await run).stdout;
  } finally {
    await rm(elsewhere, { recursive: true });
  }
}

describe("the shim of the dynamic providers", () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "auth0-wso2-program-"));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  it("loads no code of a provider, the client or a library", () => {
    assert.ok(shim("KeyManager").length < 2_500);
    for (const foreign of ["axios", "zod", "keyManagerKind", "mistakesIn", "/key-managers"]) {
      assert.ok(!shim("KeyManager").includes(foreign), foreign);
    }
  });

  it("loads the provider in plain Node, started in the program's directory", async () => {
    assert.match(await checkIn(project), /name must be a string of 1 to 100/);
  });

  it("finds the providers in a fork that has given package.json another name", async () => {
    for (const part of ["components", "load", "tools/package"]) {
      await cp(join(project, part), join(directory, part), { recursive: true });
    }
    await writeFile(join(directory, "package.json"), JSON.stringify({ name: "our-key-manager" }));
    await symlink(join(project, "node_modules"), join(directory, "node_modules"));
    assert.match(await checkIn(directory), /name must be a string of 1 to 100/);
  });

  it("finds the package where modules are hoisted to a folder above the program's", async () => {
    const modules = join(directory, "node_modules");
    const program = join(directory, "stacks", "dev");
    await mkdir(modules);
    await symlink(project, join(modules, "auth0-wso2-key-manager"));
    await mkdir(program, { recursive: true });
    assert.match(await checkIn(program), /name must be a string of 1 to 100/);
  });

  it("says in one sentence what to do where there is no such package", async () => {
    assert.equal(
      (await checkIn(directory)).trim(),
      `The package auth0-wso2-key-manager is not installed in ${directory}: install the ` +
        "program's dependencies there, as by npm ci, and run this again.",
    );
  });
});
