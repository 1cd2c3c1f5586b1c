import assert from "node:assert/strict";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { assertSays } from "./assertions";
import { Stack, type StackConfig } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const api = { identifier: "https://orders.example.com/" };

describe("a destroy that looks at what an object lives on, on the real engine", () => {
  const sandbox = sandboxForTests();
  const stacks: Stack[] = [];
  const dashboard = () => new Auth0Dashboard(sandbox);
  const portal = () => new DeveloperPortal(sandbox);

  after(async () => {
    for (const stack of stacks) await stack.remove();
  });

  const deploy = async (name: string, config: StackConfig): Promise<Stack> => {
    const stack = await Stack.create(sandbox, name, { api, keyManager: { name }, ...config });
    stacks.push(stack);
    await stack.up();
    return stack;
  };
  /** A destroy ends with an error that says each of the texts. */
  const assertRefused = async (stack: Stack, texts: readonly string[]) => {
    const { code, output } = await stack.pulumi("destroy", "--yes", "--skip-preview");
    assert.notEqual(code, 0, output);
    assertSays(output.replace(/\s+/g, " "), texts);
  };
  const clientIds = async () => (await dashboard().clients()).map(({ client_id }) => client_id);
  const assertNothingLeft = async () => {
    assert.deepEqual(await dashboard().clients(), []);
    assert.deepEqual(await portal().applications(), []);
  };

  it("removes no generated keys with a secret that was rotated since, and does after an up", async () => {
    const stack = await deploy("stale", { applications: { "stale-app": {} } });
    const [keys] = await portal().keys("stale-app");
    const management = String((await stack.outputs())["managementClientId"]);
    await dashboard().rotateSecret(management);
    await assertRefused(stack, [
      `the secret of the management application ${management} is no longer valid`,
      "Run pulumi up first",
    ]);
    assert.ok((await clientIds()).includes(keys?.["consumerKey"]));
    await stack.up();
    assert.deepEqual(await portal().keys("stale-app"), [keys]);
    await dashboard().rotateSecret(management);
    await stack.configure({ api, keyManager: { name: "stale" } });
    await stack.up();
    assert.deepEqual(await clientIds(), [management]);
    await stack.destroy();
    await assertNothingLeft();
  });

  it("names what others have hung on an application, and takes it along where that is said", async () => {
    const publisher = new Publisher(sandbox);
    const orders = publisher.publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    const others = { "others-app": { subscriptions: [] } };
    const stack = await deploy("others", { applications: others });
    const hang = async () => {
      await portal().subscribe("others-app", orders);
      await portal().generateKeys("others-app", "others", api.identifier, "SANDBOX");
      const keys = await portal().keys("others-app");
      return String(keys.find(({ keyType }) => keyType === "SANDBOX")?.["consumerKey"]);
    };
    const theirs = await hang();
    const before = await portal().subscriptions("others-app");
    await assertRefused(stack, [
      'the subscription to API "Orders" 1.0.0',
      `the keys SANDBOX of the Key Manager "others" with client ${theirs}`,
      "destroyOthers",
    ]);
    assert.deepEqual(await portal().subscriptions("others-app"), before);
    assert.ok((await clientIds()).includes(theirs));

    await stack.configure({
      ...{ api, keyManager: { name: "others" } },
      applications: { "others-app": { subscriptions: [], destroyOthers: true } },
    });
    await stack.up();
    await stack.destroy();
    await assertNothingLeft();
  });
});
