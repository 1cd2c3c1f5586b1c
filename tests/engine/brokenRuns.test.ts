import assert from "node:assert/strict";
import { startSandbox, type Sandbox } from "../../sandbox";
import { AdminPortal, Auth0Dashboard } from "../../sandbox/consoles";
import { Stack } from "./stack";

const configOf = (name: string) => ({
  api: { identifier: `https://${name}.example.com/` },
  // Two stacks share the tenant here, and so the issuer.
  keyManager: { name, skipPreflight: ["uniqueIssuer"] },
});

describe("runs that break off or run side by side, on the real engine", () => {
  let sandbox: Sandbox;
  let portal: AdminPortal;
  let dashboard: Auth0Dashboard;
  const stacks: Stack[] = [];

  before(async () => {
    sandbox = await startSandbox();
    portal = new AdminPortal(sandbox);
    dashboard = new Auth0Dashboard(sandbox);
  });

  after(async () => {
    for (const stack of stacks) await stack.remove();
    await sandbox.close();
  });

  const createStack = async (name: string) => {
    const stack = await Stack.create(sandbox, name, configOf(name));
    stacks.push(stack);
    return stack;
  };
  const entryNames = async () => (await portal.keyManagers()).map(({ name }) => name);

  it("takes up the entry when the answer to its creation is lost", async () => {
    const stack = await createStack("lost-answer");
    sandbox.wso2.faults.inject({ method: "POST", effect: { kind: "loseAnswer" } });
    await stack.up();
    assert.equal(sandbox.wso2.faults.count, 1);
    assert.deepEqual(await entryNames(), ["lost-answer"]);
    await stack.up("--expect-no-changes");
    await stack.destroy();
    assert.deepEqual(await entryNames(), []);
  });

  it("continues in the next run when the server is gone after the entry was stored", async () => {
    const stack = await createStack("broken-off");
    sandbox.wso2.faults.clear();
    sandbox.wso2.faults.inject({ method: "POST", effect: { kind: "loseAnswer" } });
    sandbox.wso2.faults.inject({ method: "GET", skip: 1, times: 9, effect: { kind: "reset" } });
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(output, /run pulumi up again, it continues from what is there/);
    sandbox.wso2.faults.clear();

    const [stored] = await portal.keyManagers();
    assert.equal(stored?.["name"], "broken-off");
    await stack.up();
    const entries = await portal.keyManagers();
    assert.deepEqual(
      entries.map(({ id }) => id),
      [stored["id"]],
    );
    await stack.destroy();
    assert.deepEqual(await entryNames(), []);
  });

  it("runs two stacks in parallel on one tenant and one server", async () => {
    const names = ["parallel-a", "parallel-b"];
    const parallel = await Promise.all(names.map(createStack));
    await Promise.all(parallel.map((stack) => stack.up()));
    assert.deepEqual((await entryNames()).sort(), names);
    assert.equal((await dashboard.clients()).length, 2);

    await Promise.all(parallel.map((stack) => stack.destroy()));
    assert.deepEqual(await entryNames(), []);
    assert.deepEqual(await dashboard.clients(), []);
    assert.deepEqual(await dashboard.apis(), []);
    assert.deepEqual(await dashboard.grants(), []);
  });
});
