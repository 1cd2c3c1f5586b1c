import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import manifest from "../../package.json";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { Stack } from "../engine/stack";
import { declarationFor } from "../support/declaration";
import { type Installation, ownProgram, programFile } from "./installation";
import { compilerSettings, configOf, installedPackage, projectFile } from "./installedPackage";

const run = promisify(execFile);

/** The texts of ours in a state. */
const shims = (state: string) => new Set(state.match(/"__provider": ".*"/g));

describe("the package, installed elsewhere, on the real engine", () => {
  const { sandbox, newInstallation, changeByHand, stored, seeAndHeal, destroy } =
    installedPackage();

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
      await workspace.install();
    });

    it("brings nothing that sandbox and toolchain need, though it is developed with them", () => {
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
      assert.match(output, /auth0-wso2-key-manager is not installed in .*\. Install it there/);
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

    for (const name of Object.keys(manifest.bin)) {
      it(`has the command ${name}`, async () => {
        const command = join(workspace.directory, "node_modules/.bin", name);
        const { stdout } = await run(command, ["--help"], { cwd: typescript });
        assert.match(stdout, /^usage: /);
      });
    }

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
});
