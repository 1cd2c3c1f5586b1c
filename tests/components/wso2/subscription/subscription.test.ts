import assert from "node:assert/strict";
import { SubscriptionProvider } from "../../../../components/wso2/subscription/provider";
import { startSandbox, type Sandbox } from "../../../../sandbox";
import { DeveloperPortal } from "../../../../sandbox/consoles";
import { Publisher } from "../../../../sandbox/publisher";
import { portalApiOf } from "../../../support/developerPortal";

describe("a subscription to an API", () => {
  let sandbox: Sandbox;
  let portal: DeveloperPortal;
  let provider: SubscriptionProvider;
  let applicationId: string;
  let inputs: { applicationId: string; api: string; version: string };

  before(async () => {
    sandbox = await startSandbox();
    portal = new DeveloperPortal(sandbox);
    const api = portalApiOf(sandbox);
    provider = new SubscriptionProvider(() => api);
    new Publisher(sandbox).publish({
      name: "Orders",
      context: "/orders",
      version: "1.0.0",
      throttlingPolicies: ["Unlimited", "Gold"],
    });
    applicationId = String((await portal.createApplication("app"))["applicationId"]);
    inputs = { applicationId, api: "Orders", version: "1.0.0" };
  });

  afterEach(() => portal.unsubscribe("app"));
  after(() => sandbox.close());

  it("is created, quiet when it is read, and deleted", async () => {
    const { id, outs } = await provider.create(inputs);
    assert.ok(outs);
    assert.equal(outs.status, "UNBLOCKED");
    assert.deepEqual(await provider.read(id, outs), { id, props: outs, inputs });
    assert.equal((await provider.diff(id, outs, inputs)).changes, false);
    await provider.delete(id);
    await provider.delete(id);
    assert.deepEqual(await provider.read(id, outs), {});
    assert.deepEqual(await portal.subscriptions("app"), []);
  });

  it("takes over one that is there already, with the policy that is declared", async () => {
    const { id } = await provider.create(inputs);
    assert.equal((await provider.create(inputs)).id, id);
    const gold = await provider.create({ ...inputs, throttlingPolicy: "Gold" });
    assert.notEqual(gold.id, id);
    const [only, ...others] = await portal.subscriptions("app");
    assert.equal(only?.["throttlingPolicy"], "Gold");
    assert.deepEqual(others, []);
  });

  it("is replaced when anything changes", async () => {
    const { id, outs } = await provider.create(inputs);
    assert.ok(outs);
    const diff = await provider.diff(id, outs, { ...inputs, throttlingPolicy: "Gold" });
    assert.deepEqual(diff.replaces, ["throttlingPolicy"]);
    assert.equal(diff.deleteBeforeReplace, true);
  });

  it("fails for an API that is not published", async () => {
    await assert.rejects(
      provider.create({ ...inputs, version: "2.0.0" }),
      /the Developer Portal has no API "Orders" 2\.0\.0\. Publish it, or correct name and version/,
    );
  });
});
