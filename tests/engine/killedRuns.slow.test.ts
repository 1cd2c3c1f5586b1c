import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AdminPortal, Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { assertConverged } from "./assertions";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "killed" },
};
const changed = { ...config, keyManager: { name: "killed", description: "changed" } };

describe("an engine that is killed during a run", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;
  let portal: AdminPortal;

  before(async () => {
    portal = new AdminPortal(sandbox);
    stack = await Stack.create(sandbox, "killed", config);
  });

  after(() => stack.remove());

  /** Kills `pulumi <args>` when WSO2 has worked and not answered yet, then frees the stack as the user does. */
  const killDuring = async (method: string, ...args: string[]) => {
    let hasWorked = false;
    sandbox.wso2.faults.inject({
      method,
      effect: {
        kind: "withholdAnswer",
        worked: () => {
          hasWorked = true;
        },
      },
    });
    const flags = ["--yes", "--skip-preview"];
    assert.ok(await stack.pulumiKilledWhen(() => hasWorked, ...args, ...flags));
    sandbox.wso2.faults.clear();
    await stack.succeed("cancel", "--yes");
  };
  const ids = async () => (await portal.keyManagers()).map(({ id }) => id);

  it("continues the entry that was stored when it was killed before the answer came", async () => {
    await killDuring("POST", "up");
    const stored = await ids();
    assert.equal(stored.length, 1);
    await stack.up();
    assert.deepEqual(await ids(), stored);
  });

  it("takes up an update that was carried out without it, and has nothing left to do of either", async () => {
    const stored = await ids();
    await stack.configure(changed);
    await killDuring("PUT", "up");
    assert.equal((await portal.keyManager("killed"))["description"], "changed");
    await stack.up();
    assert.deepEqual(await ids(), stored);
    await assertConverged(stack);
    assert.equal((await portal.keyManager("killed"))["description"], "changed");
  });

  it("creates again what a replacement had deleted when it was killed", async () => {
    const state = JSON.parse(await stack.export()) as {
      deployment: { resources: { type: string; id: string; pendingReplacement?: true }[] };
    };
    const grant = state.deployment.resources.find(({ type }) => type.endsWith(":ClientGrant"));
    assert.ok(grant);
    grant.pendingReplacement = true;
    await new Auth0Dashboard(sandbox).remove(`/client-grants/${grant.id}`);
    const file = join(stack.directory, "state.json");
    await writeFile(file, JSON.stringify(state));
    await stack.succeed("stack", "import", "--file", file);
    assert.match((await stack.preview()).output, /1 to replace/);
    await stack.up();
    await assertConverged(stack);
  });

  it("ends a destruction that was broken off", async () => {
    await killDuring("DELETE", "destroy");
    assert.deepEqual(await ids(), []);
    await stack.destroy();
    assert.deepEqual(await new Auth0Dashboard(sandbox).clients(), []);
    assert.deepEqual(await new Auth0Dashboard(sandbox).apis(), []);
  });
});
