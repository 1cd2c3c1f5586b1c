import assert from "node:assert/strict";
import { join } from "node:path";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { assertConverged } from "./assertions";
import { Stack, type StackConfig } from "./stack";

const subscriptions = [{ api: "Orders", version: "1.0.0" }];
const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-plans" },
  applications: {
    generated: { subscriptions },
    mapped: { keys: { production: { mode: "map" } }, subscriptions },
  },
};

/** What a preview has planned, `up` does: each plan is of another process than the run. */
describe("a saved plan, on the real engine", () => {
  let sandbox: Sandbox;
  let stack: Stack;

  before(async () => {
    sandbox = await startSandbox();
    new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    stack = await Stack.create(sandbox, "plans", config);
  });

  after(async () => {
    await stack.remove();
    await sandbox.close();
  });

  const planned = async (changed: StackConfig = {}) => {
    await stack.configure({ ...config, ...changed });
    const plan = join(stack.directory, "plan.json");
    await stack.succeed("preview", "--save-plan", plan);
    await stack.up("--plan", plan);
  };

  it("makes a new stack", async () => {
    await planned();
    await assertConverged(stack);
  });

  it("makes what has drifted as it is declared", async () => {
    await new DeveloperPortal(sandbox).deleteApplication("mapped");
    await planned();
    await assertConverged(stack);
  });

  it("renames, and replaces keys by those of the other mode", async () => {
    const before = await ids();
    const changed = {
      keyManager: { name: "auth0-planned" },
      applications: {
        generated: { keys: { production: { mode: "map" } }, subscriptions },
        mapped: { subscriptions },
      },
    };
    await planned(changed);
    await assertConverged(stack);
    assert.notDeepEqual(await ids(), before);
  });

  it("tells an object that is replaced from its successor, which has its place", async () => {
    const before = await ids();
    const [urn = ""] =
      /urn:\S+KeyManager::\S+/.exec(await stack.succeed("stack", "--show-urns")) ?? [];
    const plan = join(stack.directory, "plan.json");
    await stack.succeed("preview", "--save-plan", plan, "--replace", urn);
    await stack.up("--plan", plan, "--replace", urn);
    assert.deepEqual(await ids(), before);
    await assertConverged(stack);
  });

  async function ids() {
    const { keyManager, applications } = await stack.outputs();
    const own = sandbox.wso2.state.keyManagers.find(({ name }) => name.startsWith("auth0-plan"));
    return { uuid: own?.uuid, keyManager, applications };
  }
});
