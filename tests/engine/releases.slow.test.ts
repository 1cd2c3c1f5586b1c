import assert from "node:assert/strict";
import { releases } from "../../components/wso2/rest/releases";
import { AdminPortal, Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { assertConverged, assertSays } from "./assertions";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const [oldest] = releases;

/** What each release does to each field is in tests/components/wso2; here is what the engine makes of it. */
describe(`the life cycle of a stack on release ${oldest}, on the real engine`, () => {
  const sandbox = sandboxForTests({ release: oldest });
  let portal: AdminPortal;
  let stack: Stack;

  before(async () => {
    portal = new AdminPortal(sandbox, "/api/am/admin/v2");
    stack = await Stack.create(sandbox, "release", {
      api: { identifier: "https://orders.example.com/" },
      keyManager: { name: "auth0", description: "Declared", deleteUnchecked: true },
    });
  });

  after(() => stack.remove());

  it("creates a Key Manager that WSO2 loads", async () => {
    await stack.up();
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), ["auth0"]);
  });

  it("sees and heals drift, after which nothing is left to do", async () => {
    await portal.editKeyManager("auth0", { description: "by hand", scopesClaim: "scp" });
    assertSays(await stack.up("--diff"), ["description", "scopesClaim"]);
    const healed = await portal.keyManager("auth0");
    assert.equal(healed["description"], "Declared");
    assert.equal(healed["scopesClaim"], "scope");
    sandbox.wso2.requests.clear();
    await assertConverged(stack);
    assert.deepEqual(sandbox.wso2.requests.writes(), []);
  });

  it("leaves nothing behind when it is destroyed", async () => {
    await stack.destroy();
    assert.deepEqual(await portal.keyManagers(), []);
    assert.deepEqual(await new Auth0Dashboard(sandbox).clients(), []);
  });
});
