import assert from "node:assert/strict";
import { mock } from "node:test";
import { Incomplete } from "../../../../components/wso2/provider/incomplete";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { lifeCyclesFor, ownershipOf, type LifeCycles } from "../../../support/lifeCycles";

const inputs = { name: "app", description: "Declared", ownership: ownershipOf("app") };
const kept = { revision: 1, stateVersion: 2 };
const added = { owner: "admin", status: "APPROVED" };
/** Where WSO2 has the mark of the owner. */
const ownMark = /^Declared \[heritage=pulumi,owner=0123456789abcdef,creation=of app,write=1,/;

describe("an application of the Developer Portal", () => {
  let sandbox: Sandbox;
  let portal: DeveloperPortal;
  let provider: LifeCycles["applications"];

  beforeEach(async () => {
    sandbox = await startSandbox();
    portal = new DeveloperPortal(sandbox);
    provider = newRun();
  });

  afterEach(() => sandbox.close());

  /** A life cycle as each run of the engine has one. */
  const newRun = () => lifeCyclesFor(sandbox).applications;
  /** What `work` prints. */
  const printed = async (work: () => Promise<unknown>) => {
    const { mock: told } = mock.method(console, "log", () => undefined);
    await work().finally(() => {
      told.restore();
    });
    return told.calls.map((call) => String(call.arguments[0 as never]));
  };
  const descriptionOf = async (name: string) =>
    String((await portal.application(name))["description"]);

  it("is created with three calls, read with one, and quiet then", async () => {
    const { inputs: checked = inputs } = await newRun().check({}, inputs);
    sandbox.wso2.requests.clear();
    const { id, outs = inputs } = await newRun().create(checked);
    // Two lists, as it may be there already, be it another user's.
    assert.equal(sandbox.wso2.requests.all.length, 3);
    assert.deepEqual(outs, { ...checked, ...kept, ...added });
    const read = await newRun().read(id, outs);
    assert.equal(sandbox.wso2.requests.all.length, 4);
    assert.deepEqual(read, { id, props: outs, inputs: checked });
    assert.deepEqual(await newRun().diff(id, outs, checked), {
      changes: false,
      replaces: [],
      // Where somebody asks for a replacement, the successor takes it over first.
      deleteBeforeReplace: false,
    });
    assert.match(await descriptionOf("app"), ownMark);
  });

  it("shows every field that was changed by hand, and puts it back", async () => {
    sandbox.wso2.state.applicationAttributes.push({
      name: "team",
      required: false,
      hidden: false,
      defaultValue: "",
    });
    const declared = { ...inputs, attributes: { team: "orders" } };
    const { id, outs } = await provider.create(declared);
    assert.ok(outs);
    await portal.editApplication("app", {
      name: "renamed",
      description: "drifted",
      throttlingPolicy: "10PerMin",
      attributes: { team: "drifted" },
    });
    const { props } = await newRun().read(id, outs);
    assert.deepEqual(props, {
      // The mark went with the description, which is a change, too.
      ownership: { ...inputs.ownership, owner: "" },
      name: "renamed",
      description: "drifted",
      throttlingPolicy: "10PerMin",
      attributes: { team: "drifted" },
      groups: [],
      additionalFields: {},
      ...kept,
      ...added,
    });
    await newRun().update(id, props, declared);
    assert.match(
      await descriptionOf("app"),
      /^Declared \[heritage=pulumi,.*creation=of app,write=2,/,
    );
    const { throttlingPolicy, attributes } = await portal.application("app");
    assert.deepEqual(
      { throttlingPolicy, attributes },
      {
        throttlingPolicy: "Unlimited",
        attributes: { team: "orders" },
      },
    );
  });

  it("leaves attributes alone that are not declared", async () => {
    for (const name of ["team", "cost"]) {
      const attribute = { name, required: false, hidden: false, defaultValue: "" };
      sandbox.wso2.state.applicationAttributes.push(attribute);
    }
    const declared = { ...inputs, attributes: { team: "orders" } };
    const { id, outs } = await provider.create(declared);
    assert.ok(outs);
    await portal.editApplication("app", { attributes: { team: "orders", cost: "42" } });
    const seen = (await newRun().read(id, outs)).inputs;
    assert.deepEqual(seen?.attributes, declared.attributes);
    await newRun().update(id, outs, { ...declared, description: "Updated" });
    const { attributes } = await portal.application("app");
    assert.deepEqual(attributes, { team: "orders", cost: "42" });
    // One that was declared goes with its declaration.
    await newRun().update(id, { ...outs, revision: 2 }, inputs);
    const { attributes: left } = await portal.application("app");
    assert.deepEqual(left, { team: "", cost: "42" });
  });

  it("fails, with the application kept, where WSO2 drops attributes", async () => {
    const declared = { ...inputs, attributes: { team: "orders" }, groups: ["a"] };
    await assert.rejects(provider.create(declared), (error) => {
      assert.ok(error instanceof Incomplete);
      assert.match(error.message, /attributes\.team is not an attribute that this server/);
      assert.doesNotMatch(error.message, /groups/);
      assert.deepEqual(error.outs, { ...declared, ...kept, ...added });
      return true;
    });
  });

  it("fails, with the application kept, where WSO2 does not change groups", async () => {
    const { id, outs } = await provider.create({ ...inputs, groups: ["a"] });
    await assert.rejects(
      provider.update(id, outs ?? inputs, { ...inputs, groups: ["b"] }),
      /groups are a\. WSO2 does not change the groups of an application/,
    );
  });

  it("fails for a throttling policy that WSO2 does not have, and lists those that it has", async () => {
    await assert.rejects(
      provider.create({ ...inputs, throttlingPolicy: "Golden" }),
      /must be one that WSO2 has: 10PerMin, 20PerMin, 50PerMin, Unlimited; but is Golden/,
    );
  });

  it("is refused before it is written for a policy that WSO2 does not have, which a policy of before is not asked for", async () => {
    const asked = () =>
      sandbox.wso2.requests.all.filter(({ url }) => url.includes("throttling-policies")).length;
    const reasons = async (olds: object, throttlingPolicy: string) => {
      const run = newRun();
      const { failures } = await run.check(olds, { ...inputs, throttlingPolicy });
      await run.check(olds, { ...inputs, throttlingPolicy });
      return (failures ?? []).map(({ reason }) => reason);
    };
    assert.deepEqual(await reasons({}, "Golden"), [
      "throttlingPolicy must be one that WSO2 has: 10PerMin, 20PerMin, 50PerMin, Unlimited; but is Golden.",
    ]);
    assert.equal(asked(), 1);
    assert.deepEqual(await reasons({}, "10PerMin"), []);
    assert.equal(asked(), 2);
    assert.deepEqual(await reasons({ ...inputs, throttlingPolicy: "Golden" }, "Golden"), []);
    assert.deepEqual((await newRun().check({}, inputs)).failures, []);
    assert.equal(asked(), 2);
  });

  it("says where somebody has to approve it, and otherwise nothing", async () => {
    assert.deepEqual(await printed(() => newRun().create(inputs)), []);
    await portal.deleteApplication("app");
    sandbox.wso2.workflows.configure({ applicationCreation: "approval" });
    const said = await printed(() => newRun().create(inputs));
    assert.match(said.join("\n"), /^The application "app" is CREATED: .* has to approve it/);
  });

  it("says that WSO2 lacks the usual throttling policy where it is the usual one", async () => {
    const body = { code: 900305, message: "no", description: "no such policy" };
    sandbox.wso2.faults.inject({ method: "POST", effect: { kind: "answer", status: 400, body } });
    await assert.rejects(provider.create(inputs), /; but is Unlimited\.$/);
  });

  it("takes over what a run that broke off has left", async () => {
    sandbox.wso2.faults.inject({ method: "POST", effect: { kind: "loseAnswer" } });
    const first = await newRun().create(inputs);
    const next = { ...inputs, ownership: ownershipOf("app", "next") };
    assert.deepEqual((await newRun().check({}, next)).failures, []);
    assert.equal((await newRun().create(next)).id, first.id);
    assert.match(await descriptionOf("app"), /creation=next,/);
  });

  it("takes nothing from a resource that the same run only renames", async () => {
    const { id, outs = inputs } = await newRun().create(inputs);
    const run = newRun();
    const renamed = (await run.check(outs, { ...inputs, name: "renamed" })).inputs ?? inputs;
    const other = { ...inputs, ownership: ownershipOf("other") };
    const successor = (await run.check({}, other)).inputs ?? other;
    await assert.rejects(run.create(successor), /still belongs to the resource "app"/);
    await run.update(id, outs, renamed);
    assert.notEqual((await run.create(successor)).id, id);
    const names = (await portal.applications()).map(({ name }) => name);
    assert.deepEqual(names.sort(), ["app", "renamed"]);
  });

  it("leaves one alone that carries no mark or another owner's, whatever it holds", async () => {
    const { id } = await newRun().create(inputs);
    const strangers = { ...inputs, ownership: { ...inputs.ownership, owner: "fedcba9876543210" } };
    for (const [description, declared] of [
      ["Declared", inputs],
      [await descriptionOf("app"), strangers],
    ] as const) {
      await portal.editApplication("app", { description });
      const { failures = [] } = await newRun().check({}, declared);
      assert.match(failures[0]?.reason ?? "", /Set adopt: true to take it over, or choose/);
      await assert.rejects(newRun().create(declared), /Set adopt: true to take it over, or choose/);
      assert.equal(await descriptionOf("app"), description);
    }
    assert.equal((await newRun().create({ ...strangers, adopt: true })).id, id);
    assert.match(await descriptionOf("app"), /owner=fedcba9876543210,.*adopted=true/);
  });

  it("releases what it has adopted, and deletes what is its own", async () => {
    const { applicationId } = await portal.createApplication("app");
    const { id, outs = inputs } = await newRun().create({ ...inputs, adopt: true });
    assert.equal(id, applicationId);
    const said = await printed(() => newRun().delete(id, outs));
    assert.deepEqual(said, [
      'WSO2 application "app" existed before this stack, so it is not deleted.',
    ]);
    assert.equal(await descriptionOf("app"), "Declared");
    await portal.deleteApplication("app");

    const own = await newRun().create(inputs);
    await newRun().delete(own.id, own.outs ?? inputs);
    assert.deepEqual(await portal.applications(), []);
  });

  it("deletes nothing that carries the mark of another creation", async () => {
    const { id, outs = inputs } = await newRun().create(inputs);
    await newRun().create({ ...inputs, ownership: ownershipOf("app", "next") });
    assert.deepEqual(await newRun().read(id, outs), {});
    await newRun().delete(id, outs);
    assert.equal((await portal.applications()).length, 1);
  });

  it("puts a mark back that was removed by hand", async () => {
    const { id, outs = inputs } = await newRun().create(inputs);
    await portal.editApplication("app", { description: "Declared" });
    const { props = outs } = await newRun().read(id, outs);
    assert.equal((await newRun().diff(id, props, inputs)).changes, true);
    await newRun().update(id, props, inputs);
    assert.match(await descriptionOf("app"), /^Declared \[heritage=pulumi,.*creation=of app,/);
  });

  it("is gone when it was deleted by hand, and deleting it then is fine", async () => {
    const { id, outs } = await provider.create(inputs);
    assert.ok(outs);
    await portal.deleteApplication("app");
    assert.deepEqual(await newRun().read(id, outs), {});
    await newRun().delete(id, outs);
  });

  it("fails for every mistake in a declaration at once", async () => {
    const { failures } = await provider.check(
      {},
      { name: " app", description: "", groups: "a" as unknown as string[] },
    );
    assert.deepEqual(
      failures?.map(({ property, reason }) => `${property} ${reason}`),
      [
        'name must be a string of 1 to 100 characters without white space around it, but is " app"',
        'description must be a string of 1 to 400 characters, but is ""',
        'groups must be a list, but is "a"',
      ],
    );
  });
});
