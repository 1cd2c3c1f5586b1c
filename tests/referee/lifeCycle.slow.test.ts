import assert from "node:assert/strict";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { assertShown } from "../engine/assertions";
import { Stack } from "../engine/stack";
import { emptyReferee, ordersApi, pointTo, refereeUnavailable, type Referee } from "./referee";

const subscriptions = [{ api: "Orders", version: "1.0.0" }];
const unavailable = refereeUnavailable();

(unavailable === undefined ? describe : describe.skip)(
  `the life cycle of a stack on WSO2's own code${unavailable === undefined ? "" : ` (${unavailable})`}`,
  function () {
    let referee: Referee;
    let sandbox: Sandbox;
    let stack: Stack;
    let portal: AdminPortal;
    let developerPortal: DeveloperPortal;

    before(async () => {
      [referee, sandbox] = await Promise.all([emptyReferee(), startSandbox()]);
      stack = await Stack.create(sandbox, "referee", {
        api: { identifier: "https://orders.example.com/", scopes: [{ name: "read:orders" }] },
        keyManager: { name: "auth0", description: "Declared", displayName: "Auth0" },
        applications: {
          generated: { description: "Declared", subscriptions },
          mapped: {
            keys: { production: { mode: "map", scopes: ["default", "read:orders"] } },
            subscriptions,
          },
        },
      });
      await referee.trust(sandbox.certificateAuthority.certificate);
      await referee.publish(ordersApi);
      const server = pointTo(stack.environment, referee);
      portal = new AdminPortal(server);
      developerPortal = new DeveloperPortal(server);
    });

    after(async () => {
      await stack.remove();
      await Promise.all([referee.reset(), sandbox.close()]);
    });

    it("creates everything", async () => {
      await stack.up();
      const entry = await portal.keyManager("auth0");
      assert.equal(entry["description"], "Declared");
      assert.equal(entry["issuer"], `https://${sandbox.auth0.domain}/`);
      for (const application of ["generated", "mapped"]) {
        assert.equal((await developerPortal.keys(application)).length, 1, application);
      }
    });

    it("sees and heals drift, and finds nothing to do then", async () => {
      await portal.editKeyManager("auth0", {
        description: "by hand",
        consumerKeyClaim: "client_id",
        enableTokenGeneration: false,
        permissions: { permissionType: "DENY", roles: ["Internal/subscriber"] },
      });
      await developerPortal.editApplication("generated", { description: "edited in the portal" });
      await assertShown(stack, [
        "description",
        "consumerKeyClaim",
        "enableTokenGeneration",
        "permissions",
        "edited in the portal",
      ]);
      await stack.up();
      const healed = await portal.keyManager("auth0");
      assert.equal(healed["consumerKeyClaim"], "azp");
      const { description } = await developerPortal.application("generated");
      assert.match(String(description), /^Declared \[heritage=pulumi,owner=\w+,/);
      await stack.up("--expect-no-changes");
    });

    it("leaves nothing behind when it is destroyed", async () => {
      await stack.destroy();
      assert.deepEqual(await portal.keyManagers(), []);
      assert.deepEqual(await developerPortal.applications(), []);
      assert.deepEqual(await new Auth0Dashboard(sandbox).clients(), []);
    });
  },
);
