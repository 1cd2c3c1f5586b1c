import assert from "node:assert/strict";
import { isAvailable, releases } from "../../components/wso2/releases";
import { startSandbox } from "../../sandbox";
import { AdminPortal, Auth0Dashboard } from "../../sandbox/consoles";
import { Stack } from "./stack";

const adminPaths: Record<string, string> = {
  "4.0": "/api/am/admin/v2",
  "4.1": "/api/am/admin/v3",
};

describe("the life cycle of a stack on earlier releases, on the real engine", () => {
  // The newest has a test of its own.
  for (const release of releases.slice(0, -1)) {
    it(`is created, kept, healed and destroyed on ${release}`, async () => {
      const sandbox = await startSandbox({ release });
      const portal = new AdminPortal(sandbox, adminPaths[release]);
      const stack = await Stack.create(sandbox, "release", {
        api: { identifier: "https://orders.example.com/" },
        keyManager: {
          name: "auth0",
          description: "Declared",
          ...(!isAvailable("4.3", release) && { deleteUnchecked: true }),
        },
      });
      await stack.up();
      assert.deepEqual(sandbox.wso2.loadedKeyManagers(), ["auth0"]);

      await portal.editKeyManager("auth0", { description: "by hand", scopesClaim: "scp" });
      await stack.up();
      const healed = await portal.keyManager("auth0");
      assert.equal(healed["description"], "Declared");
      assert.equal(healed["scopesClaim"], "scope");
      sandbox.wso2.requests.clear();
      const { code, output } = await stack.preview();
      assert.equal(code, 0, output);
      assert.deepEqual(sandbox.wso2.requests.writes(), []);

      await stack.destroy();
      assert.deepEqual(await portal.keyManagers(), []);
      assert.deepEqual(await new Auth0Dashboard(sandbox).clients(), []);
      await stack.remove();
      await sandbox.close();
    });
  }
});
