import assert from "node:assert/strict";
import { startSandbox, type Sandbox } from "../../sandbox";
import { AdminPortal, Auth0Dashboard } from "../../sandbox/consoles";
import { changesFound, Stack } from "../engine/stack";
import { refereeUnavailable, startReferee, type Referee } from "./referee";

const unavailable = refereeUnavailable();

(unavailable === undefined ? describe : describe.skip)(
  `the life cycle of a stack on WSO2's own code${unavailable === undefined ? "" : ` (${unavailable})`}`,
  function () {
    this.timeout(180_000);
    let referee: Referee;
    let sandbox: Sandbox;
    let stack: Stack;
    let portal: AdminPortal;

    before(async () => {
      [referee, sandbox] = await Promise.all([startReferee(), startSandbox()]);
      stack = await Stack.create(sandbox, "referee", {
        api: { identifier: "https://orders.example.com/" },
        keyManager: { name: "auth0", description: "Declared", displayName: "Auth0" },
      });
      const { url } = referee;
      const { username, password } = referee;
      Object.assign(stack.environment, {
        WSO2_URL: url,
        WSO2_USERNAME: username,
        WSO2_PASSWORD: password,
      });
      portal = new AdminPortal({
        wso2: { url, administrator: { username, password } },
        certificateAuthority: { certificate: "" },
      });
    });

    after(async () => {
      await stack.remove();
      await Promise.all([referee.close(), sandbox.close()]);
    });

    it("creates the entry and finds nothing to do then", async () => {
      await stack.up();
      const entry = await portal.keyManager("auth0");
      assert.equal(entry["description"], "Declared");
      assert.equal(entry["issuer"], `https://${sandbox.auth0.domain}/`);
      const { code, output } = await stack.preview();
      assert.equal(code, 0, output);
    });

    it("sees and heals drift", async () => {
      await portal.editKeyManager("auth0", {
        description: "by hand",
        consumerKeyClaim: "client_id",
        enableTokenGeneration: false,
        permissions: { permissionType: "DENY", roles: ["Internal/subscriber"] },
      });
      const { code, output } = await stack.preview();
      assert.equal(code, changesFound, output);
      for (const field of [
        "description",
        "consumerKeyClaim",
        "enableTokenGeneration",
        "permissions",
      ]) {
        assert.ok(output.includes(field), field);
      }
      await stack.up();
      const healed = await portal.keyManager("auth0");
      assert.equal(healed["consumerKeyClaim"], "azp");
      await stack.up("--expect-no-changes");
    });

    it("leaves nothing behind when it is destroyed", async () => {
      await stack.destroy();
      assert.deepEqual(await portal.keyManagers(), []);
      assert.deepEqual(await new Auth0Dashboard(sandbox).clients(), []);
    });
  },
);
