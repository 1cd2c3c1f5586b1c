import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Stack } from "../engine/stack";
import { programFile } from "./installation";
import { configOf, installedPackage, projectFile } from "./installedPackage";

const pnpm = ["npx", "--yes", "pnpm@12.21.0"];

const isThere = ([command = "", ...args]: readonly string[]) =>
  promisify(execFile)(command, [...args, "--version"]).then(
    () => true,
    () => false,
  );

describe("the package, installed elsewhere by pnpm, which gives a program nothing but what it names", () => {
  const { sandbox, newInstallation, seeAndHeal, destroy } = installedPackage();

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
