import assert from "node:assert/strict";
import { startSandbox, type Sandbox } from "../../sandbox";
import { AdminPortal, Auth0Dashboard } from "../../sandbox/consoles";
import type { FaultEffect } from "../../sandbox/http/faults";
import { Stack } from "../engine/stack";

const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "killed" },
};
const changed = { ...config, keyManager: { name: "killed", description: "changed" } };

/** Long enough for the engine to be killed in between. */
const pause = 2_000;

describe("an engine that is killed during a run", () => {
  let sandbox: Sandbox;
  let stack: Stack;
  let portal: AdminPortal;

  before(async () => {
    sandbox = await startSandbox();
    portal = new AdminPortal(sandbox);
    stack = await Stack.create(sandbox, "killed", config);
  });

  after(async () => {
    await stack.remove();
    await sandbox.close();
  });

  /** Kills `pulumi <args>` while WSO2 works on a request, then frees the stack as the user does. */
  const killDuring = async (method: string, effect: FaultEffect, ...args: string[]) => {
    sandbox.wso2.faults.clear();
    sandbox.wso2.faults.inject({ method, effect });
    await stack.pulumiKilledWhen(
      () => sandbox.wso2.faults.count > 0,
      ...args,
      "--yes",
      "--skip-preview",
    );
    // The request that was sent is carried out all the same.
    await new Promise((resolve) => setTimeout(resolve, pause));
    sandbox.wso2.faults.clear();
    await stack.succeed("cancel", "--yes");
  };
  const ids = async () => (await portal.keyManagers()).map(({ id }) => id);
  const assertConverged = async () => {
    await stack.up();
    const { code, output } = await stack.preview();
    assert.equal(code, 0, output);
  };

  it("continues the entry that was stored when it was killed before the answer came", async () => {
    await killDuring("POST", { kind: "delayAnswer", milliseconds: pause }, "up");
    const stored = await ids();
    assert.equal(stored.length, 1);
    await assertConverged();
    assert.deepEqual(await ids(), stored);
  });

  it("takes up an update that was carried out without it", async () => {
    await stack.configure(changed);
    await killDuring("PUT", { kind: "delay", milliseconds: pause / 2 }, "up");
    await assertConverged();
    assert.equal((await portal.keyManager("killed"))["description"], "changed");
    assert.equal((await ids()).length, 1);
  });

  it("ends a destruction that was broken off", async () => {
    await killDuring("DELETE", { kind: "delayAnswer", milliseconds: pause }, "destroy");
    assert.deepEqual(await ids(), []);
    await stack.destroy();
    assert.deepEqual(await new Auth0Dashboard(sandbox).clients(), []);
    assert.deepEqual(await new Auth0Dashboard(sandbox).apis(), []);
  });
});
