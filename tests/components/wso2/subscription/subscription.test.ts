import assert from "node:assert/strict";
import { mock } from "node:test";
import type { SubscriptionValues } from "../../../../components/wso2/subscription/args";
import type { Inputs } from "../../../../components/wso2/provider/kind";
import { DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { lifeCyclesFor, ownershipOf, type LifeCycles } from "../../../support/lifeCycles";
import { sandboxForTests } from "../../../support/sandboxForTests";

describe("a subscription to an API", () => {
  const sandbox = sandboxForTests();
  let portal: DeveloperPortal;
  let provider: LifeCycles["subscriptions"];
  let applicationId: string;
  let inputs: Inputs<SubscriptionValues>;

  before(async () => {
    portal = new DeveloperPortal(sandbox);
    const { applications, subscriptions } = lifeCyclesFor(sandbox);
    provider = subscriptions;
    new Publisher(sandbox).publish({
      name: "Orders",
      context: "/orders",
      version: "1.0.0",
      throttlingPolicies: ["Unlimited", "Gold"],
    });
    const application = { name: "app", ownership: ownershipOf("app") };
    applicationId = (await applications.create(application)).id;
    const ownership = ownershipOf("orders");
    const declared = { applicationId, api: "Orders", version: "1.0.0", ownership };
    ({ inputs = declared } = await provider.check({}, declared));
  });

  afterEach(() => portal.unsubscribe("app"));
  it("is created, quiet when it is read, and deleted", async () => {
    const told = mock.method(console, "log", () => undefined);
    const { id, outs } = await provider.create(inputs);
    assert.equal(told.mock.callCount(), 0);
    told.mock.restore();
    assert.ok(outs);
    assert.equal(outs.status, "UNBLOCKED");
    assert.deepEqual(await provider.read(id, outs), { id, props: outs, inputs });
    assert.equal((await provider.diff(id, outs, inputs)).changes, false);
    await provider.delete(id, outs);
    await provider.delete(id, outs);
    assert.deepEqual(await provider.read(id, outs), {});
    assert.deepEqual(await portal.subscriptions("app"), []);
  });

  it("takes over one that is there already, with the policy that is declared", async () => {
    const { id } = await provider.create(inputs);
    const again = await provider.create(inputs);
    // The id tells whose it is, so that a predecessor does not delete it.
    assert.notEqual(again.id, id);
    assert.equal((await portal.subscriptions("app")).length, 1);
    const gold = await provider.create({ ...inputs, throttlingPolicy: "Gold" });
    assert.notEqual(gold.id, again.id);
    const [only, ...others] = await portal.subscriptions("app");
    assert.equal(only?.["throttlingPolicy"], "Gold");
    assert.deepEqual(others, []);
  });

  it("leaves one alone where WSO2 refuses for another reason than that it is there", async () => {
    const { id } = await provider.create(inputs);
    const body = { code: 900000, message: "Forbidden", description: "not you" };
    const effect = { kind: "answer", status: 403, body } as const;
    sandbox.wso2.faults.inject({ method: "POST", effect });
    await assert.rejects(provider.create(inputs), /answered 403: not you/);
    assert.equal((await portal.subscriptions("app"))[0]?.["subscriptionId"], id);
  });

  it("leaves one alone of an application that is somebody else's", async () => {
    const strangers = String((await portal.createApplication("strangers"))["applicationId"]);
    const theirs = { ...inputs, applicationId: strangers };
    const { id } = await provider.create(theirs);
    await assert.rejects(provider.create(theirs), /Remove it in the Developer Portal, or take the/);
    assert.equal((await portal.subscriptions("strangers"))[0]?.["subscriptionId"], id);
    await portal.deleteApplication("strangers");
  });

  it("is gone, whatever the server's URL was, where its application is there without it", async () => {
    const { id, outs } = await provider.create(inputs);
    assert.ok(outs);
    await portal.unsubscribe("app");
    const before = { ...outs, server: "https://before.example.com" };
    assert.deepEqual(await provider.read(id, before), {});
    // Without its application nothing tells that it is the same server.
    const elsewhere = { ...before, applicationId: "0d5e0d5e-0d5e-0d5e-0d5e-0d5e0d5e0d5e" };
    await assert.rejects(provider.read(id, elsewhere), /it is on the server https:\/\/before/);
  });

  it("is not gone where somebody else than WSO2 answers", async () => {
    const { id, outs } = await provider.create(inputs);
    assert.ok(outs);
    const effect = { kind: "answer", status: 403, body: { message: "Forbidden" } } as const;
    sandbox.wso2.faults.inject({ url: /\/subscriptions\//, effect });
    await assert.rejects(provider.read(id, outs), /answered 403 with something that is not WSO2's/);
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
