import assert from "node:assert/strict";
import { DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { lifeCyclesFor, ownershipOf } from "../../../support/lifeCycles";
import { sandboxForTests } from "../../../support/sandboxForTests";

const group = "platform";
const inputs = { name: "app", ownership: ownershipOf("app") };

describe("an application of which another user is, or becomes, the owner", () => {
  const sandbox = sandboxForTests({
    users: [
      { login: "other", password: "other", roles: ["admin"] },
      { login: "subscriber", password: "subscriber", roles: ["Internal/subscriber"] },
      { login: "mate", password: "mate", roles: ["admin"], groups: [group] },
      { login: "admin@tenant1.com", password: "admin", roles: ["admin"] },
    ],
  });

  /** A run of the engine with the login of a user; the administrator's by default. */
  const runOf = (username?: string, password = username ?? "") =>
    lifeCyclesFor(
      sandbox,
      username === undefined ? {} : { login: { kind: "basic", username, password } },
    ).applications;

  const create = async (declared: typeof inputs & { groups?: string[] } = inputs) => {
    const { inputs: checked = declared } = await runOf().check({}, declared);
    const { id, outs } = await runOf().create(checked);
    assert.ok(outs);
    return { id, outs, checked };
  };
  const stored = () => sandbox.wso2.state.applications.filter(({ name }) => name === "app");
  /** As an administrator does it in the Admin Portal. */
  const handOver = (owner: string) => {
    for (const application of stored()) application.owner = owner;
  };

  afterEach(() => {
    const { state } = sandbox.wso2;
    state.applications = state.applications.filter(({ name }) => name !== "app");
  });

  it("is neither gone nor deleted for a login that may not see it", async () => {
    const { id, outs } = await create();
    for (const [user, password, words] of [
      ["subscriber", "subscriber", /belongs to the WSO2 user admin, .* logs in as subscriber/],
      ["admin@tenant1.com", "admin", /organization carbon\.super.*organization tenant1\.com/],
    ] as const) {
      await assert.rejects(runOf(user, password).read(id, outs), words);
      await assert.rejects(runOf(user, password).delete(id, outs), words);
      await assert.rejects(runOf(user, password).update(id, outs, outs), words);
    }
    assert.equal(stored().length, 1);
  });

  it("is seen by another administrator, and handed over by word only", async () => {
    const { id, outs } = await create();
    const { inputs: seen } = await runOf("other").read(id, outs);
    assert.equal(seen?.owner, "admin");
    const refused = await runOf("other").check(seen, inputs);
    assert.match(
      refused.failures?.[0]?.reason ?? "",
      /belongs to the WSO2 user admin.*changeOwner/,
    );
    await assert.rejects(runOf("other").delete(id, outs), /belongs to the WSO2 user admin/);

    const { inputs: next, failures } = await runOf("other").check(seen, {
      ...inputs,
      changeOwner: true,
    });
    assert.deepEqual(failures, []);
    assert.ok(next);
    assert.equal((await runOf("other").diff(id, outs, next)).changes, true);
    const { outs: moved } = await runOf("other").update(id, outs, next);
    assert.deepEqual(
      stored().map(({ uuid, owner }) => [uuid, owner]),
      [[id, "other"]],
    );
    assert.equal(moved?.owner, "other");
    assert.equal((await runOf("other").diff(id, moved, next)).changes, false);
    await runOf("other").delete(id, moved);
    assert.deepEqual(stored(), []);
  });

  it("shows as drift of its owner where an administrator has handed it over", async () => {
    const { id, outs } = await create();
    handOver("other");
    const { inputs: seen, props } = await runOf().read(id, outs);
    assert.deepEqual([seen?.owner, props?.owner], ["other", "other"]);
    const { failures } = await runOf().check(seen ?? {}, inputs);
    assert.match(failures?.[0]?.reason ?? "", /belongs to the WSO2 user other/);
  });

  it("is not gone where it was handed over and this login may not ask who has it", async () => {
    const declared = { ...inputs, ownership: ownershipOf("app") };
    const subscriber = runOf("subscriber");
    const { inputs: checked = declared } = await subscriber.check({}, declared);
    const { id, outs } = await subscriber.create(checked);
    assert.ok(outs);
    handOver("other");
    const words = /was handed over to another WSO2 user\. Nothing was changed/;
    await assert.rejects(runOf("subscriber").read(id, outs), words);
    await assert.rejects(runOf("subscriber").delete(id, outs), words);
    assert.equal(stored().length, 1);
  });

  it("is named where no state knows it when it was handed over, and taken back by word only", async () => {
    const { id } = await create();
    handOver("other");
    const again = { name: "app", ownership: ownershipOf("app", "again") };
    const { failures } = await runOf().check({}, { ...again, name: "App" });
    assert.match(failures?.[0]?.reason ?? "", /belongs to the WSO2 user other.*changeOwner/);

    const { inputs: checked } = await runOf().check({}, { ...again, changeOwner: true });
    assert.ok(checked);
    const taken = await runOf().create(checked);
    assert.equal(taken.id, id);
    assert.deepEqual(
      stored().map(({ uuid, owner }) => [uuid, owner]),
      [[id, "admin"]],
    );
  });

  it("is another one where it has no mark of the stack, another name, or cannot be asked about", async () => {
    await create();
    handOver("other");
    for (const [user, declared] of [
      ["admin", { ...inputs, ownership: { ...inputs.ownership, owner: "another" } }],
      ["admin", { ...inputs, name: "app-2" }],
      ["subscriber", inputs],
    ] as const) {
      const { failures } = await runOf(user).check({}, declared);
      assert.deepEqual(failures, [], user);
    }
  });

  it("is looked for among all users' once in a run, and only for what is created", async () => {
    const { outs, checked } = await create();
    const { requests } = sandbox.wso2;
    const lists = () => requests.matching(/\/admin\/v\d\/applications\?/).length;
    requests.clear();
    await runOf().check(outs, checked);
    assert.equal(lists(), 0);
    const run = runOf();
    for (const name of ["new-1", "new-2"]) {
      await run.check({}, { name, ownership: ownershipOf(name) });
    }
    assert.equal(lists(), 1);
  });

  it("is gone for its owner when it was deleted, whether the owner may ask an administrator or not", async () => {
    const { id, outs } = await create();
    await new DeveloperPortal(sandbox).deleteApplication("app");
    assert.deepEqual(await runOf().read(id, outs), {});
    const own = { ...outs, owner: "subscriber" };
    assert.deepEqual(await runOf("subscriber").read(id, own), {});
  });

  it("is this stack's as ever where a group shares it", async () => {
    for (const user of sandbox.wso2.state.users) user.groups = [group];
    const { id, outs } = await create({ ...inputs, groups: [group] });
    const { inputs: seen = outs, props = outs } = await runOf("mate").read(id, outs);
    assert.equal(seen.owner, "admin");
    const { inputs: next, failures } = await runOf("mate").check(seen, {
      ...inputs,
      groups: [group],
    });
    assert.deepEqual([next?.owner, failures], ["admin", []]);
    assert.equal((await runOf("mate").diff(id, props, next ?? outs)).changes, false);
    // WSO2 lets its owner alone delete it.
    await assert.rejects(runOf("mate").delete(id, props), /403.*Log in as the user who owns it/s);
    assert.equal(stored().length, 1);
  });

  it("keeps its subscriptions where a run of another of the group cannot delete it", async () => {
    for (const user of sandbox.wso2.state.users) user.groups = [group];
    new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    const { id: applicationId } = await create({ ...inputs, groups: [group] });
    const { subscriptions } = lifeCyclesFor(sandbox);
    const declared = { applicationId, api: "Orders", version: "1.0.0" };
    const { inputs: checked } = await subscriptions.check({}, declared);
    const { id, outs } = await subscriptions.create(checked ?? declared);
    assert.ok(outs);
    const mate = lifeCyclesFor(sandbox, {
      login: { kind: "basic", username: "mate", password: "mate" },
    });
    await assert.rejects(mate.subscriptions.delete(id, outs), /belongs to the WSO2 user admin/);
    assert.equal(sandbox.wso2.state.subscriptions.length, 1);
    await lifeCyclesFor(sandbox).subscriptions.delete(id, outs);
    assert.deepEqual(sandbox.wso2.state.subscriptions, []);
  });
});
