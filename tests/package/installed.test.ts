import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import { Stack } from "../engine/stack";
import { declarationFor } from "../support/declaration";
import { Installation, ownProgram, programFile } from "./installation";
import { removeTarball } from "../../tools/package/tarball";
import { sandboxForTests } from "../support/sandboxForTests";

const run = promisify(execFile);

/** Pulumi.yaml of a program elsewhere, whose project has a name of its own. */
const projectFile = (name: string) =>
  JSON.stringify({ name, runtime: "nodejs", options: { refresh: "always" } });

/** As `pulumi new typescript` writes it, and no types that are not used. */
const compilerSettings = JSON.stringify({
  compilerOptions: { strict: true, target: "es2022", module: "node20", noCheck: true },
});

const pnpm = ["npx", "--yes", "pnpm@12.21.0"];

const isThere = ([command = "", ...args]: readonly string[]) =>
  run(command, [...args, "--version"]).then(
    () => true,
    () => false,
  );

/** The texts of ours in a state. */
const shims = (state: string) => new Set(state.match(/"__provider": ".*"/g));

const configOf = (keyManager: string) => ({
  api: { identifier: `https://${keyManager}.example.com/` },
  keyManager: { name: keyManager, skipPreflight: ["uniqueIssuer"] },
});

describe("the package, installed elsewhere, on the real engine", function () {
  const sandbox = sandboxForTests();
  const installations: Installation[] = [];

  after(async () => {
    for (const installation of installations) await installation.remove();
    await removeTarball();
  });

  const newInstallation = async () => {
    const installation = await Installation.create();
    installations.push(installation);
    return installation;
  };
  const changeByHand = (keyManager: string) =>
    new AdminPortal(sandbox).editKeyManager(keyManager, { description: "changed by hand" });
  const stored = (keyManager: string) =>
    sandbox.wso2.state.keyManagers.find(({ name }) => name === keyManager);

  /** One run, whose diff shows what was changed by hand. */
  const seeAndHeal = async (stack: Stack, keyManager: string) => {
    await changeByHand(keyManager);
    const output = await stack.up("--diff");
    assert.match(output, /^ +- description +: "changed by hand"$/m);
    assert.notEqual(stored(keyManager)?.["description"], "changed by hand");
    return output;
  };
  const destroy = async (stack: Stack, keyManager: string) => {
    await stack.destroy();
    assert.equal(stored(keyManager), undefined);
  };

  describe("by npm, into a workspace that hoists its modules", () => {
    let workspace: Installation;
    let typescript: string;
    let automation: string;
    let atTheRoot: Stack;

    before(async () => {
      workspace = await newInstallation();
      await workspace.addProgram(
        ".",
        {
          "Pulumi.yaml": projectFile("at-the-root"),
          "index.js": await programFile("javascript.cjs"),
        },
        { workspaces: ["stacks/*"] },
      );
      typescript = await workspace.addProgram("stacks/typescript", {
        "Pulumi.yaml": projectFile("auth0-wso2-key-manager"),
        "tsconfig.json": compilerSettings,
        "index.ts": await ownProgram(),
      });
      automation = await workspace.addProgram("stacks/automation", {
        "automation.cjs": await programFile("automation.cjs"),
      });
      await workspace.install(["npm"]);
    });

    it("brings nothing that sandbox and toolchain need, though they are its workspaces", () => {
      const modules = join(workspace.directory, "node_modules");
      assert.ok(existsSync(join(modules, "axios")));
      for (const name of ["auth0-wso2-sandbox", "auth0-wso2-toolchain", "express"]) {
        assert.equal(existsSync(join(modules, name)), false, name);
      }
    });

    it("runs a JavaScript program of a project of another name", async () => {
      const config = configOf("auth0-javascript");
      const { directory } = workspace;
      atTheRoot = await Stack.of(sandbox, "javascript", config, directory, "at-the-root");
      await atTheRoot.up();
      assert.ok(stored("auth0-javascript"));
    });

    it("says what to do where it is not installed any more", async () => {
      const installed = join(workspace.directory, "node_modules/auth0-wso2-key-manager");
      await rename(installed, `${installed}-away`);
      const { code, output } = await atTheRoot.pulumi("destroy", "--yes", "--skip-preview");
      await rename(`${installed}-away`, installed);
      assert.notEqual(code, 0);
      assert.match(output, /auth0-wso2-key-manager is not installed in .*: install the program's/);
      assert.doesNotMatch(output, /^ +at /m);
    });

    it("destroys what it has created", async () => {
      await destroy(atTheRoot, "auth0-javascript");
    });

    it("takes over a stack of this folder's program, in TypeScript, and undoes what was changed by hand alone", async () => {
      const config = configOf("auth0-typescript");
      const original = await Stack.create(sandbox, "typescript", config);
      try {
        await original.up();
        const before = shims(await original.export());
        const stack = await original.movedTo(typescript, config);
        const output = await seeAndHeal(stack, "auth0-typescript");
        const [, update = ""] = output.split("KeyManager: (update)\n");
        const changed = update.match(/(?<=^ {6}[-+~] )\w+/gm);
        assert.deepEqual(changed, ["description", "revision"], output);
        assert.match(output, /^Resources:\n +~ 1 updated\n +\d+ unchanged$/m);
        assert.deepEqual(shims(await stack.export()), before);
        await destroy(stack, "auth0-typescript");
      } finally {
        await original.remove();
      }
    });

    it("has types that a strict program compiles with", async () => {
      const tsc = join(workspace.directory, "node_modules/.bin/tsc");
      await run(tsc, ["--noEmit", "--noCheck", "false", "--types", "node"], { cwd: typescript });
    });

    it("can be imported by ECMAScript modules", async () => {
      const script = `import { KeyManager } from "auth0-wso2-key-manager"; console.log(KeyManager.name)`;
      const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], {
        cwd: typescript,
      });
      assert.equal(stdout, "KeyManager\n");
    });

    it("has the command that lists what to import", async () => {
      const command = join(workspace.directory, "node_modules/.bin/auth0-wso2-import-list");
      const { stdout } = await run(command, ["--help"], { cwd: typescript });
      assert.match(stdout, /^usage: /);
    });

    it("serves an inline program of the Automation API in a working directory of its own", async () => {
      await mkdir(join(automation, "work"));
      const { clientId, clientSecret } = await declarationFor(sandbox, "auth0-inline");
      const env = {
        ...process.env,
        ...(await environmentFor(sandbox, automation)),
        MANAGEMENT_CLIENT_ID: clientId,
        MANAGEMENT_CLIENT_SECRET: clientSecret,
      };
      const operate = async (operation: string) => {
        const { stdout } = await run(process.execPath, ["automation.cjs", operation], {
          cwd: automation,
          env,
        });
        return JSON.parse(stdout) as Record<string, number>;
      };
      assert.equal((await operate("up"))["create"], 3);
      await changeByHand("auth0-inline");
      assert.equal((await operate("up"))["update"], 1);
      assert.notEqual(stored("auth0-inline")?.["description"], "changed by hand");
      await operate("destroy");
      assert.equal(stored("auth0-inline"), undefined);
    });
  });

  describe("by pnpm, which gives a program nothing but what it names", () => {
    it("runs a JavaScript program with applications and the smoke test", async function () {
      if (!(await isThere(pnpm))) {
        console.log(`skipped: ${pnpm.join(" ")} cannot be run here`);
        this.skip();
      }
      const installation = await newInstallation();
      const directory = await installation.addProgram(
        ".",
        {
          "Pulumi.yaml": projectFile("strict-layout"),
          "index.js": await programFile("javascript.cjs"),
        },
        // The oldest that the package takes.
        { sdk: "3.249.0" },
      );
      await installation.install(pnpm);
      const config = {
        ...configOf("auth0-pnpm"),
        applications: { "orders-app": { keys: { production: { mode: "map" } } } },
        smokeTest: { enabled: true },
      };
      const stack = await Stack.of(sandbox, "pnpm", config, directory, "strict-layout");
      await stack.up();
      assert.match(await seeAndHeal(stack, "auth0-pnpm"), /passed {2}keyManagerLoaded/);
      await destroy(stack, "auth0-pnpm");
    });
  });
});
