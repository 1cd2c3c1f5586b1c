import assert from "node:assert/strict";
import { AdminPortal, Auth0Dashboard, type Document } from "auth0-wso2-sandbox/consoles";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const configOf = (name: string) => ({
  api: { identifier: `https://${name}.example.com/` },
  // Two stacks share the tenant here, and so the issuer.
  keyManager: { name, skipPreflight: ["uniqueIssuer"] },
});

describe("runs that break off or run side by side, on the real engine", () => {
  const sandbox = sandboxForTests();
  let portal: AdminPortal;
  let dashboard: Auth0Dashboard;
  const stacks: Stack[] = [];
  let first: Stack;
  let second: Stack;

  before(() => {
    portal = new AdminPortal(sandbox);
    dashboard = new Auth0Dashboard(sandbox);
  });

  after(async () => {
    for (const stack of stacks) await stack.remove();
  });

  const createStack = async (name: string) => {
    const stack = await Stack.create(sandbox, name, configOf(name));
    stacks.push(stack);
    return stack;
  };
  const entryNames = async () => (await portal.keyManagers()).map(({ name }) => name);

  it("create two stacks in parallel on one tenant and one server, also when an answer is lost", async () => {
    [first, second] = await Promise.all([createStack("parallel-a"), createStack("parallel-b")]);
    sandbox.wso2.faults.inject({ method: "POST", effect: { kind: "loseAnswer" } });
    await Promise.all([first.up(), second.up()]);
    assert.equal(sandbox.wso2.faults.count, 1);
    assert.deepEqual((await entryNames()).sort(), ["parallel-a", "parallel-b"]);
    assert.equal((await dashboard.clients()).length, 2);
  });

  it("continue in the next run when the server is gone after the entry was stored", async () => {
    await portal.deleteKeyManager("parallel-a");
    const earlier = await portal.keyManagers();
    sandbox.wso2.faults.clear();
    sandbox.wso2.faults.inject({
      method: "POST",
      effect: {
        kind: "withholdAnswer",
        worked: ({ socket }) => {
          sandbox.wso2.faults.inject({ method: "GET", times: Infinity, effect: { kind: "reset" } });
          socket.destroy();
        },
      },
    });
    const { code, output } = await first.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(output, /run pulumi up again, it continues from what is there/);
    sandbox.wso2.faults.clear();

    const stored = await portal.keyManagers();
    assert.equal(stored.length, earlier.length + 1);
    await first.up();
    const idsOf = (entries: Document[]) => entries.map(({ id }) => id);
    assert.deepEqual(idsOf(await portal.keyManagers()), idsOf(stored));
  });

  it("destroy both in parallel, and leave nothing behind", async () => {
    await Promise.all([first.destroy(), second.destroy()]);
    assert.deepEqual(await entryNames(), []);
    assert.deepEqual(await dashboard.clients(), []);
    assert.deepEqual(await dashboard.apis(), []);
    assert.deepEqual(await dashboard.grants(), []);
  });
});
