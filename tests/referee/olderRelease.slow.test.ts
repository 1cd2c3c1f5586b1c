import assert from "node:assert/strict";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal, Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { assertConverged, assertSays } from "../engine/assertions";
import { Stack } from "../engine/stack";
import { emptyReferee, pointTo, refereeUnavailable, type Referee } from "./referee";

const release = "4.1";
const adminPath = "/api/am/admin/v3";
const unavailable = refereeUnavailable(release);

(unavailable === undefined ? describe : describe.skip)(
  `the life cycle of a Key Manager on WSO2's own code of ${release}${unavailable === undefined ? "" : ` (${unavailable})`}`,
  function () {
    let referee: Referee;
    let sandbox: Sandbox;
    let stack: Stack;
    let portal: AdminPortal;

    before(async () => {
      [referee, sandbox] = await Promise.all([emptyReferee(release), startSandbox({ release })]);
      stack = await Stack.create(sandbox, "older", {
        api: { identifier: "https://orders.example.com/" },
        keyManager: { name: "auth0", description: "Declared", deleteUnchecked: true },
      });
      await referee.trust(sandbox.certificateAuthority.certificate);
      const server = pointTo(stack.environment, referee);
      portal = new AdminPortal(server, adminPath);
    });

    after(async () => {
      await stack.remove();
      await Promise.all([referee.reset(), sandbox.close()]);
    });

    it("is created", async () => {
      await stack.up();
      const entry = await portal.keyManager("auth0");
      assert.equal(entry["description"], "Declared");
      assert.equal(entry["issuer"], `https://${sandbox.auth0.domain}/`);
      assert.deepEqual(await referee.loadedKeyManagers(), ["auth0"]);
    });

    it("sees and heals drift, and finds nothing to do then", async () => {
      await portal.editKeyManager("auth0", { scopesClaim: "scp" });
      assertSays(await stack.up("--diff"), ["scopesClaim"]);
      assert.equal((await portal.keyManager("auth0"))["scopesClaim"], "scope");
      await assertConverged(stack);
    });

    it("leaves nothing behind when it is destroyed", async () => {
      await stack.destroy();
      assert.deepEqual(await portal.keyManagers(), []);
      assert.deepEqual(await referee.loadedKeyManagers(), []);
      assert.deepEqual(await new Auth0Dashboard(sandbox).clients(), []);
    });
  },
);
