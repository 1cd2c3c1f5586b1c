import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { shim, type ProviderKind } from "../../../../components/wso2/provider/shim";

const project = join(__dirname, "../../../..");

/** What a provider answers to a Key Manager without a name. */
const checkIn = (directory: string) =>
  callIn(
    directory,
    "KeyManager",
    `check({}, { name: "", __provider: "text" }).then(({ failures }) => failures)`,
  );

/** What a call of a provider is answered with, in plain Node started in a directory. */
async function callIn(directory: string, kind: ProviderKind, call: string): Promise<string> {
  const elsewhere = await mkdtemp(join(tmpdir(), "auth0-wso2-shim-"));
  try {
    const script = join(elsewhere, "provider.cjs");
    await writeFile(
      script,
      `${shim(kind)}
       Promise.resolve()
         .then(() => exports.handler().${call})
         .then((answer) => console.log(JSON.stringify(answer)))
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
    for (const foreign of ["axios", "zod", "keyManagerKind", "mistakesIn", "/key-managers"]) {
      assert.ok(!shim("KeyManager").includes(foreign), foreign);
    }
  });

  it("takes little of a state, which has it twice for each resource", () => {
    assert.ok(JSON.stringify(shim("ApplicationKeys")).length < 400);
    assert.ok(JSON.stringify(shim("ApiDeletionProtection")).length < 470);
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

  it("lets a state forget what is in it alone where an earlier version does not know it", async () => {
    await writeFile(join(directory, "package.json"), "{}");
    await mkdir(join(directory, "load"));
    await writeFile(join(directory, "load/providers.cjs"), "exports.providers = {};");
    const calls = `read("id", { audience: "api" })
      .then(async (read) => [read, await exports.handler().delete("id", {})])`;
    assert.equal(
      (await callIn(directory, "ApiDeletionProtection", calls)).trim(),
      '[{"id":"id","props":{"audience":"api"}},null]',
    );
  });

  it("says in one sentence what to do where there is no such package", async () => {
    assert.equal(
      (await checkIn(directory)).trim(),
      `The package auth0-wso2-key-manager is not installed in ${directory}. Install it there, as by ` +
        "npm ci, and run this again.",
    );
  });
});
