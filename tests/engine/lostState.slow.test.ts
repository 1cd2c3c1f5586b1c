import assert from "node:assert/strict";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { identitiesOf } from "../../tools/demo/examples/identities";
import { assertConverged, assertSays } from "./assertions";
import { Stack } from "./stack";

const subscriptions = [{ api: "Orders", version: "1.0.0" }];
const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-lost" },
  applications: {
    generated: { subscriptions },
    mapped: { keys: { production: { mode: "map" } }, subscriptions },
  },
};

/** What docs/lost-state.md tells to do, done. */
describe("a stack whose state is damaged, on the real engine", () => {
  let sandbox: Sandbox;
  let next: Sandbox;
  let stack: Stack;

  before(async () => {
    sandbox = await startSandbox();
    next = await startSandbox({ beside: sandbox });
    for (const server of [sandbox, next]) {
      new Publisher(server).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    }
    stack = await Stack.create(sandbox, "damaged", config);
    await stack.up();
  });

  after(async () => {
    await stack.remove();
    await next.close();
    await sandbox.close();
  });

  /** Ids of what WSO2 keeps whoever replaces it. */
  const kept = () => {
    const { keyManagers, applications, subscriptions: subscribed } = sandbox.wso2.state;
    return [keyManagers, applications, subscribed].map((all) => all.map(({ uuid }) => uuid));
  };
  const taint = async (...names: string[]) => {
    for (const name of names) {
      await stack.succeed("state", "taint", await stack.urnOf(name), "--yes");
    }
  };

  it("goes on with its objects and keys where Owner and Key Manager are tainted", async () => {
    const before = identitiesOf(sandbox);
    await taint("owner", "auth0-key-manager");
    await stack.up();
    assert.equal(identitiesOf(sandbox), before);
    await assertConverged(stack);
  });

  it("changes nothing where taints are taken back", async () => {
    await taint("owner", "auth0-key-manager", "generated-production-keys", "mapped-application");
    await stack.succeed("state", "untaint", "--all", "--yes");
    await assertConverged(stack);
  });

  it("goes on with Key Manager, applications and subscriptions where all was to be replaced", async () => {
    const before = kept();
    const replacing = ["up", "--yes", "--skip-preview", "--replace", "**"];
    const { code, output } = await stack.pulumi(...replacing);
    assert.notEqual(code, 0);
    assert.match(output, /Auth0 cannot replace an API by one of the same identifier/);
    await stack.up();
    assert.deepEqual(kept(), before);
    await assertConverged(stack);
  });

  it("names whose an application is that bears a copied mark, and how to take it over", async () => {
    const portal = new DeveloperPortal(sandbox);
    const { description } = await portal.application("mapped");
    const { applicationId } = await portal.createApplication("copied");
    await portal.editApplication("copied", { description });
    const applications = { ...config.applications, copied: { keys: {} } };
    await stack.configure({ ...config, applications });
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(output, /"copied" of this user .* carries no mark of this stack/);
    const adopted = { ...applications, copied: { keys: {}, adopt: true } };
    await stack.configure({ ...config, applications: adopted });
    await stack.up();
    await assertConverged(stack);
    await stack.configure(config);
    await stack.up();
    assert.equal((await portal.application("copied"))["applicationId"], applicationId);
    await portal.deleteApplication("copied");
  });

  it("forgets what was on a server that is gone, by the command of the message, and nothing in Auth0", async () => {
    const dashboard = new Auth0Dashboard(sandbox);
    const mapped = (await dashboard.clients()).find(({ name }) => name === "mapped-production");
    stack.environment["WSO2_URL"] = next.wso2.url;
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    const [, command = ""] =
      /forget what was on it: pulumi (state delete \S+) '<URN>'/.exec(output) ?? [];
    const urn = await stack.urnOf("auth0-key-manager");
    await stack.succeed(...command.split(" "), urn, "--yes");
    await stack.up();
    await assertConverged(stack);
    assert.deepEqual(
      (await dashboard.clients()).filter(({ name }) => name === "mapped-production"),
      [mapped],
    );
    const { code: end, output: said } = await stack.pulumi("destroy", "--yes");
    assert.equal(end, 0, said);
    const [left, ...others] = await dashboard.clients();
    assert.deepEqual([left?.["name"], others], ["admingenerated_PRODUCTION", []]);
    assertSays(said, [
      `Auth0 still has the application "admingenerated_PRODUCTION" (client ID ${String(left?.["client_id"])})`,
    ]);
  });
});
