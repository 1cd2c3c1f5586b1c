import assert from "node:assert/strict";
import { mock } from "node:test";
import { runtime } from "@pulumi/pulumi";
import type { SubscriptionValues } from "../../../../components/wso2/subscription/args";
import type { Inputs } from "../../../../components/wso2/provider/kind";
import { AdminPortal, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { startSandbox } from "auth0-wso2-sandbox";
import type { StoredApi } from "auth0-wso2-sandbox/wso2/state";
import { lifeCyclesFor, ownershipOf, type LifeCycles } from "../../../support/lifeCycles";
import { printing } from "../../../support/printed";
import { sandboxForTests } from "../../../support/sandboxForTests";

/** What the call gives, which prints a line that fits. */
async function saying<Result>(pattern: RegExp, call: () => Promise<Result>): Promise<Result> {
  const { result, lines } = await printing(call);
  assert.ok(
    lines.some((line) => pattern.test(line)),
    lines.join("\n"),
  );
  return result;
}

describe("a subscription to an API", () => {
  const sandbox = sandboxForTests();
  let portal: DeveloperPortal;
  let provider: LifeCycles["subscriptions"];
  let publisher: Publisher;
  let orders: StoredApi;
  let applicationId: string;
  let inputs: Inputs<SubscriptionValues>;

  before(async () => {
    portal = new DeveloperPortal(sandbox);
    const { applications, subscriptions } = lifeCyclesFor(sandbox);
    provider = subscriptions;
    publisher = new Publisher(sandbox);
    orders = publisher.publish({
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

  afterEach(async () => {
    // A block would outlive the subscription.
    for (const { uuid } of sandbox.wso2.state.subscriptions) publisher.unblock(uuid);
    await portal.unsubscribe("app");
  });

  /** As each run of the engine has it. */
  const newRun = () => lifeCyclesFor(sandbox).subscriptions;
  const only = async () => {
    const [subscription, ...others] = await portal.subscriptions("app");
    assert.ok(subscription);
    assert.deepEqual(others, []);
    return subscription;
  };
  const failuresOf = async (olds: object, news: Inputs<SubscriptionValues>) =>
    ((await newRun().check(olds, news)).failures ?? []).map(({ reason }) => reason);
  const subscribed = async () => {
    const { id, outs } = await provider.create(inputs);
    assert.ok(outs);
    return { id, outs };
  };
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

  it("takes over one that is there already, with the policy that is declared, under its id", async () => {
    const { id } = await subscribed();
    sandbox.wso2.requests.clear();
    assert.equal((await newRun().create(inputs)).id, id);
    assert.ok(!sandbox.wso2.requests.writes().some(({ method }) => method !== "POST"));
    const gold = await newRun().create({ ...inputs, throttlingPolicy: "Gold" });
    assert.equal(gold.id, id);
    assert.equal((await only())["throttlingPolicy"], "Gold");
  });

  it("stays where the resource that it was taken over from is removed", async () => {
    const { id, outs } = await subscribed();
    const renamed = { ...inputs, ownership: ownershipOf("renamed") };
    const run = newRun();
    const taken = await run.create(renamed);
    await run.delete(id, outs);
    assert.equal((await only())["subscriptionId"], id);
    // Likewise in the run after one that broke off between the two.
    const next = newRun();
    assert.ok(taken.outs);
    await next.read(id, outs);
    await next.read(id, taken.outs);
    await next.delete(id, outs);
    assert.equal((await only())["subscriptionId"], id);
    // And where that one does not refresh.
    const hasty = newRun();
    await hasty.diff(id, taken.outs, renamed);
    await hasty.delete(id, outs);
    assert.equal((await only())["subscriptionId"], id);
    await next.delete(id, taken.outs);
    assert.deepEqual(await portal.subscriptions("app"), []);
  });

  /** A subscription is one and the same for a resource and its successor, and goes with the latter. */
  const assertSucceeded = async (application: string, applicationId: string) => {
    const theirs = { ...inputs, applicationId };
    const { id, outs } = await newRun().create(theirs);
    assert.ok(outs);
    const run = newRun();
    await run.read(id, outs);
    const successor = await run.create({ ...theirs, ownership: ownershipOf("successor") });
    await run.delete(id, outs);
    assert.equal((await portal.subscriptions(application))[0]?.["subscriptionId"], id);
    assert.ok(successor.outs);
    await newRun().delete(id, successor.outs);
    assert.deepEqual(await portal.subscriptions(application), []);
    await portal.deleteApplication(application);
  };

  it("is removed by whoever took it over from the resource that had made it, also of an adopted application", async () => {
    await portal.createApplication("adopted");
    const { applications } = lifeCyclesFor(sandbox);
    const adopted = { name: "adopted", adopt: true, ownership: ownershipOf("adopted") };
    const { id: app } = await applications.create(adopted);
    await assertSucceeded("adopted", app);
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

  it("changes its policy in place, and is replaced by one to another version", async () => {
    const { id, outs } = await subscribed();
    const news = { ...inputs, throttlingPolicy: "Gold" };
    assert.deepEqual(await failuresOf(outs, news), []);
    const diff = await newRun().diff(id, outs, news);
    assert.deepEqual([diff.changes, diff.replaces], [true, []]);
    const updated = await newRun().update(id, outs, news);
    const { subscriptionId, throttlingPolicy } = await only();
    assert.deepEqual([subscriptionId, throttlingPolicy], [id, "Gold"]);
    assert.equal((await newRun().diff(id, updated.outs ?? outs, news)).changes, false);
    const version = await newRun().diff(id, outs, { ...inputs, version: "2.0.0" });
    assert.deepEqual(version.replaces, ["version"]);
    // Nothing is out meanwhile, and one that WSO2 would not make again is not removed.
    assert.equal(version.deleteBeforeReplace, false);
  });

  it("changes its policy on every release, also where the API has ceased to offer the present one", async () => {
    for (const release of ["4.0", "4.1", "4.2", "4.7"] as const) {
      const older = await startSandbox({ release });
      const publishes = new Publisher(older);
      const api = publishes.publish({ name: "Orders", context: "/orders", version: "1.0.0" });
      const { applications, subscriptions } = lifeCyclesFor(older, { release });
      const { id: app } = await applications.create({ name: "app", ownership: ownershipOf("app") });
      const declared = { ...inputs, applicationId: app };
      const { id, outs } = await subscriptions.create(declared);
      assert.ok(outs);
      publishes.offer(api, ["Gold"]);
      await subscriptions.update(id, outs, { ...declared, throttlingPolicy: "Gold" });
      const policies = older.wso2.state.subscriptions.map((each) => each.throttlingPolicy);
      assert.deepEqual(policies, ["Gold"]);
      await older.close();
    }
  });

  for (const [status, says] of [
    ["BLOCKED", /is BLOCKED: a publisher of the API has blocked it.*\(Publisher: .*Subscriptions/],
    ["PROD_ONLY_BLOCKED", /is PROD_ONLY_BLOCKED: a publisher of the API has blocked it/],
    ["ON_HOLD", /is ON_HOLD: somebody has to approve it \(Admin Portal: Tasks/],
    ["REJECTED", /is REJECTED: an administrator has rejected it \(Admin Portal: Tasks/],
  ] as const) {
    it(`is left as it is, and said to be ${status}, by every look at it`, async () => {
      const { id, outs } = await subscribed();
      const [stored] = sandbox.wso2.state.subscriptions;
      assert.ok(stored);
      stored.status = status;
      // A policy that a publisher has chosen meanwhile is not to be undone either.
      stored.throttlingPolicy = "Gold";
      const run = newRun();
      const { props, inputs: seen } = await saying(says, () => run.read(id, outs));
      assert.ok(props);
      assert.deepEqual(seen, inputs);
      assert.equal(props.status, status);
      const fresh = newRun();
      const diff = await saying(says, () => fresh.diff(id, props, inputs));
      assert.deepEqual([diff.changes, diff.replaces], [false, []]);
      assert.equal((await only())["status"], status);
    });

    it(`refuses to change one that is ${status}, in the preview and in the run`, async () => {
      const { id, outs } = await subscribed();
      const [stored] = sandbox.wso2.state.subscriptions;
      assert.ok(stored);
      stored.status = status;
      const news = { ...inputs, throttlingPolicy: "Gold" };
      const refusal = new RegExp(`${status}.* throttlingPolicy .*Unlimited`);
      await assert.rejects(newRun().diff(id, { ...outs, status }, news), refusal);
      await assert.rejects(newRun().update(id, outs, news), refusal);
      const { subscriptionId, throttlingPolicy } = await only();
      assert.deepEqual([subscriptionId, throttlingPolicy], [id, "Unlimited"]);
    });
  }

  it("is kept where it is replaced by itself and waits for another policy, of which WSO2 makes a second one", async () => {
    const { id, outs } = await subscribed();
    const [stored] = sandbox.wso2.state.subscriptions;
    assert.ok(stored);
    Object.assign(stored, { status: "TIER_UPDATE_PENDING", requestedThrottlingPolicy: "Gold" });
    const known = { ...outs, throttlingPolicy: "Gold" };
    const declared = { ...inputs, throttlingPolicy: "Gold", ownership: ownershipOf("successor") };
    const run = newRun();
    await run.read(id, known);
    sandbox.wso2.requests.clear();
    assert.equal((await run.create(declared)).id, id);
    await run.delete(id, known);
    assert.deepEqual(sandbox.wso2.requests.writes(), []);
    assert.equal((await only())["status"], "TIER_UPDATE_PENDING");
  });

  it("is kept where it is replaced by itself, also of an application that is somebody else's", async () => {
    const strangers = String((await portal.createApplication("strangers"))["applicationId"]);
    await assertSucceeded("strangers", strangers);
  });

  for (const [release, status] of [
    ["4.0", "BLOCKED"],
    ["4.1", "BLOCKED"],
    ["4.2", "PROD_ONLY_BLOCKED"],
    ["4.7", "BLOCKED"],
    ["4.7", "ON_HOLD"],
    ["4.7", "REJECTED"],
  ] as const) {
    it(`keeps one that is ${status} on ${release} where it is replaced by itself`, async () => {
      const older = await startSandbox({ release });
      const runAt = () => lifeCyclesFor(older, { release });
      new Publisher(older).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
      const ownership = ownershipOf("app");
      const { id: app } = await runAt().applications.create({ name: "app", ownership });
      const declared = { ...inputs, applicationId: app };
      const { id, outs } = await runAt().subscriptions.create(declared);
      assert.ok(outs);
      const [stored] = older.wso2.state.subscriptions;
      assert.ok(stored);
      stored.status = status;
      const run = runAt().subscriptions;
      const successor = await saying(new RegExp(`is ${status}: `), () =>
        run.create({ ...declared, ownership: ownershipOf("successor") }),
      );
      await run.delete(id, outs);
      assert.deepEqual([successor.id, successor.outs?.status], [id, status]);
      const left = older.wso2.state.subscriptions.map((each) => [each.uuid, each.status]);
      assert.deepEqual(left, [[id, status]]);
      assert.equal(older.wso2.state.subscriptions[0]?.isRemoved, undefined);
      await older.close();
    });
  }

  it("is made while an administrator has to approve it, and follows what is decided", async () => {
    const admin = new AdminPortal(sandbox);
    sandbox.wso2.workflows.configure({ subscriptionCreation: "approval" });
    const { id, outs } = await saying(/is ON_HOLD: somebody has to approve it/, () =>
      newRun().create(inputs),
    );
    sandbox.wso2.workflows.configure({ subscriptionCreation: "simple" });
    assert.ok(outs);
    assert.equal((await newRun().diff(id, outs, inputs)).changes, false);
    await admin.decide("REJECTED");
    const { props } = await saying(/is REJECTED: .* remove it in the Developer Portal/, () =>
      newRun().read(id, outs),
    );
    assert.ok(props);
    assert.equal((await newRun().diff(id, props, inputs)).changes, false);
    // As the message says.
    await portal.unsubscribe("app");
    assert.deepEqual(await newRun().read(id, props), {});
    const again = await newRun().create(inputs);
    assert.equal(again.outs?.status, "UNBLOCKED");
  });

  it("says of one that is blocked that it goes, where one to another version replaces it", async () => {
    const { id, outs } = await subscribed();
    const blocked = { ...outs, status: "BLOCKED" };
    const news = { ...inputs, version: "2.0.0" };
    const diff = await saying(/removes it, and creates another/, () =>
      newRun().diff(id, blocked, news),
    );
    assert.deepEqual(diff.replaces, ["version"]);
  });

  for (const release of ["4.1", "4.7"] as const) {
    it(`is found on ${release} also where a hundred others come before it`, async () => {
      const server = await startSandbox({ release });
      const publish = (name: string) =>
        new Publisher(server).publish({ name, context: `/${name}`, version: "1.0.0" });
      const runAt = () => lifeCyclesFor(server, { release });
      const ownership = ownershipOf("app");
      const { id: app } = await runAt().applications.create({ name: "app", ownership });
      const { state } = server.wso2;
      for (let index = 0; index < 100; index += 1) {
        state.subscriptions.push({
          ...{ uuid: `other-${index}`, applicationId: app, apiId: publish(`Other${index}`).id },
          ...{
            throttlingPolicy: "Unlimited",
            requestedThrottlingPolicy: null,
            status: "UNBLOCKED",
          },
        });
      }
      publish("Orders");
      const declared = { ...inputs, applicationId: app };
      const { id, outs } = await runAt().subscriptions.create(declared);
      assert.ok(outs);
      assert.equal(state.subscriptions.at(-1)?.uuid, id);
      new Publisher(server).block(id);
      assert.equal((await runAt().subscriptions.read(id, outs)).id, id);
      // A run that broke off has left it.
      assert.equal((await runAt().subscriptions.create(declared)).id, id);
      await server.close();
    });
  }

  it("is not made again where it was removed while it was blocked, and says who can help", async () => {
    const { id, outs } = await subscribed();
    publisher.block(id);
    await newRun().delete(id, outs);
    // WSO2 shows it by its id all the same.
    assert.equal((await newRun().read(id, outs)).id, undefined);
    await assert.rejects(
      newRun().create(inputs),
      /publisher has blocked .*"Orders" 1\.0\.0.*unblock/,
    );
    publisher.unblock(id);
    await newRun().create(inputs);
    assert.equal((await only())["status"], "UNBLOCKED");
  });

  it("is as declared while its new policy waits for approval, and says so", async () => {
    const { id, outs } = await subscribed();
    const [stored] = sandbox.wso2.state.subscriptions;
    assert.ok(stored);
    Object.assign(stored, { status: "TIER_UPDATE_PENDING", requestedThrottlingPolicy: "Gold" });
    const declared = { ...outs, throttlingPolicy: "Gold" };
    const { inputs: seen } = await saying(/has to approve its throttling policy/, () =>
      newRun().read(id, declared),
    );
    assert.equal(seen?.throttlingPolicy, "Gold");
  });

  it("lists the policies of the API, before anything is removed, where it lacks the one declared", async () => {
    const { outs } = await subscribed();
    const offers =
      /the API "Orders" 1\.0\.0 does not offer .*Silver.*: choose one of Unlimited, Gold/;
    const news = { ...inputs, throttlingPolicy: "Silver" };
    for (const olds of [{}, outs]) {
      const [reason = "", ...others] = await failuresOf(olds, news);
      assert.match(reason, offers);
      assert.deepEqual(others, []);
    }
    const [reason = ""] = await failuresOf(outs, { ...inputs, version: "3.0.0" });
    assert.match(reason, /has no API "Orders" 3\.0\.0/);
  });

  it("asks one question more for one that is new or changes, and none for one that does not", async () => {
    const { outs } = await subscribed();
    const questions = async (olds: object, news: Inputs<SubscriptionValues>) => {
      sandbox.wso2.requests.clear();
      assert.deepEqual(await failuresOf(olds, news), []);
      return sandbox.wso2.requests.all.filter(({ url }) => url.includes("/apis?")).length;
    };
    publisher.offer(orders, ["Gold"]);
    assert.equal(await questions(outs, inputs), 0);
    // The application is replaced by force, and stays.
    const unknown = { ...inputs, applicationId: runtime.unknownValue };
    assert.equal(await questions(outs, unknown), 0);
    publisher.offer(orders, ["Unlimited", "Gold"]);
    assert.equal(await questions(outs, { ...inputs, throttlingPolicy: "Gold" }), 1);
    assert.equal(await questions({}, inputs), 1);
    // The creation that follows asks no more.
    await portal.unsubscribe("app");
    const run = newRun();
    sandbox.wso2.requests.clear();
    await run.check({}, inputs);
    await run.create(inputs);
    const searches = sandbox.wso2.requests.all.filter(({ url }) => url.includes("/apis?"));
    assert.equal(searches.length, 1);
  });

  it("fails for an API that is not published", async () => {
    await assert.rejects(
      provider.create({ ...inputs, version: "2.0.0" }),
      /the Developer Portal has no API "Orders" 2\.0\.0\. Publish it, or correct name and version/,
    );
  });
});
