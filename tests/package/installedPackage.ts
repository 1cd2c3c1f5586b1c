import assert from "node:assert/strict";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import type { Stack } from "../engine/stack";
import { sandboxForTests } from "../support/sandboxForTests";
import { Installation } from "./installation";
import { removeTarball } from "../../tools/package/tarball";

/** Pulumi.yaml of a program elsewhere, whose project has a name of its own. */
export const projectFile = (name: string) =>
  JSON.stringify({ name, runtime: "nodejs", options: { refresh: "always" } });

/** As `pulumi new typescript` writes it, and no types that are not used. */
export const compilerSettings = JSON.stringify({
  compilerOptions: { strict: true, target: "es2022", module: "node20", noCheck: true },
});

export const configOf = (keyManager: string) => ({
  api: { identifier: `https://${keyManager}.example.com/` },
  keyManager: { name: keyManager, skipPreflight: ["uniqueIssuer"] },
});

/** For a group of tests: a sandbox, installations that are removed in the end, and what is done with them. */
export function installedPackage() {
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

  return { sandbox, newInstallation, changeByHand, stored, seeAndHeal, destroy };
}
