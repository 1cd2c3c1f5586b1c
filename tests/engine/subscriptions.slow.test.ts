import assert from "node:assert/strict";
import { DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { sandboxForTests } from "../support/sandboxForTests";
import { assertConverged } from "./assertions";
import { Stack } from "./stack";

const declared = (fields: object = {}) => ({
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-subscriptions" },
  applications: {
    "orders-app": {
      keys: { production: { mode: "map" } },
      subscriptions: [{ api: "Orders", version: "1.0.0", ...fields }],
    },
  },
});

describe("a subscription that a publisher decides on, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;
  let portal: DeveloperPortal;
  let publisher: Publisher;

  before(async () => {
    portal = new DeveloperPortal(sandbox);
    publisher = new Publisher(sandbox);
    publisher.publish({
      ...{ name: "Orders", context: "/orders", version: "1.0.0" },
      throttlingPolicies: ["Unlimited", "Gold"],
    });
    stack = await Stack.create(sandbox, "subscriptions", declared());
    await stack.up();
  });

  after(() => stack.remove());

  it("is changed in place, and left alone where it is blocked", async () => {
    const subscription = async () => (await portal.subscriptions("orders-app"))[0] ?? {};
    const { subscriptionId: id } = await subscription();
    const withPolicy = (throttlingPolicy: string) => {
      return stack.configure(declared({ throttlingPolicy }));
    };
    const assertIs = async (...expected: unknown[]) => {
      const { subscriptionId, throttlingPolicy, status } = await subscription();
      assert.deepEqual([subscriptionId, throttlingPolicy, status], [id, ...expected]);
    };
    await withPolicy("Silver");
    const missing = await stack.preview();
    assert.notEqual(missing.code, 0);
    assert.match(missing.output, /does not offer the throttlingPolicy Silver: choose one of Unli/);
    await withPolicy("Gold");
    await stack.up();
    await assertIs("Gold", "UNBLOCKED");

    publisher.block(String(id));
    const says =
      /"Orders" 1\.0\.0 \(orders-app-subscription-Orders-1\.0\.0\) is BLOCKED: a publisher/;
    assert.match(await assertConverged(stack), says);
    assert.match(await stack.up("--expect-no-changes"), says);
    await withPolicy("Unlimited");
    for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
      const { code, output } = await stack.pulumi(...command);
      assert.notEqual(code, 0);
      assert.match(output, /changes nothing of a subscription that is BLOCKED/);
    }
    await assertIs("Gold", "BLOCKED");

    publisher.unblock(String(id));
    await stack.up();
    await assertIs("Unlimited", "UNBLOCKED");
    await stack.configure(declared());
    await assertConverged(stack);
  });

  it("keeps its id where it is replaced by force, be it that it is blocked", async () => {
    const { subscriptionId } = (await portal.subscriptions("orders-app"))[0] ?? {};
    const id = String(subscriptionId);
    const urn = await stack.urnOf("orders-app-subscription-Orders-1.0.0");
    const assertKept = async (status: string) => {
      const [kept, ...others] = await portal.subscriptions("orders-app");
      assert.deepEqual([kept?.["subscriptionId"], kept?.["status"], others], [id, status, []]);
      assert.ok(!sandbox.wso2.requests.writes().some(({ method }) => method === "DELETE"));
    };
    sandbox.wso2.requests.clear();
    await stack.up("--replace", urn);
    await assertKept("UNBLOCKED");
    publisher.block(id);
    assert.match(await stack.up("--replace", urn), /is BLOCKED: a publisher of the API/);
    await assertKept("BLOCKED");
    await stack.succeed("state", "taint", urn, "--yes");
    assert.match(await stack.up(), /is BLOCKED: a publisher of the API/);
    await assertKept("BLOCKED");
    await assertConverged(stack);
    publisher.unblock(id);
    await assertConverged(stack);
  });
});
