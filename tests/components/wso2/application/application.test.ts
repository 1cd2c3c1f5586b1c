import assert from "node:assert/strict";
import type { ApplicationInputs } from "../../../../components/wso2/application/args";
import { ApplicationProvider } from "../../../../components/wso2/application/provider";
import { Incomplete } from "../../../../components/wso2/dynamic/incomplete";
import { startSandbox, type Sandbox } from "../../../../sandbox";
import { DeveloperPortal } from "../../../../sandbox/consoles";
import { portalApiOf } from "../../../support/developerPortal";

const inputs: ApplicationInputs = { name: "app", description: "Declared" };

describe("an application of the Developer Portal", () => {
  let sandbox: Sandbox;
  let portal: DeveloperPortal;
  let provider: ApplicationProvider;

  beforeEach(async () => {
    sandbox = await startSandbox();
    portal = new DeveloperPortal(sandbox);
    const api = portalApiOf(sandbox);
    provider = new ApplicationProvider(() => api);
  });

  afterEach(() => sandbox.close());

  it("is created with two calls, read with one, and quiet then", async () => {
    const { id, outs } = await provider.create(inputs);
    assert.deepEqual(outs, { ...inputs, owner: "admin", status: "APPROVED" });
    const calls = sandbox.wso2.requests.all.length;
    assert.equal(calls, 2);
    assert.deepEqual(await provider.read(id, outs), { id, props: outs, inputs });
    assert.equal(sandbox.wso2.requests.all.length, calls + 1);
    assert.equal((await provider.diff(id, outs, inputs)).changes, false);
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
    const { props } = await provider.read(id, outs);
    assert.deepEqual(props, {
      name: "renamed",
      description: "drifted",
      throttlingPolicy: "10PerMin",
      attributes: { team: "drifted" },
      owner: "admin",
      status: "APPROVED",
    });
    await provider.update(id, props, declared);
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
    assert.deepEqual((await provider.read(id, outs)).inputs, declared);
    await provider.update(id, outs, { ...declared, description: "Updated" });
    const { attributes } = await portal.application("app");
    assert.deepEqual(attributes, { team: "orders", cost: "42" });
  });

  it("fails, with the application kept, where WSO2 drops attributes or groups", async () => {
    const declared = { ...inputs, attributes: { team: "orders" }, groups: ["a"] };
    await assert.rejects(provider.create(declared), (error) => {
      assert.ok(error instanceof Incomplete);
      assert.match(error.message, /attributes\.team is not an attribute that this server/);
      assert.match(error.message, /groups are dropped: sharing of applications is not enabled/);
      assert.deepEqual(error.outs, { ...declared, owner: "admin", status: "APPROVED" });
      return true;
    });
  });

  it("fails for a throttling policy that WSO2 does not have, and lists those that it has", async () => {
    await assert.rejects(
      provider.create({ ...inputs, throttlingPolicy: "Golden" }),
      /must be one that WSO2 has: 10PerMin, 20PerMin, 50PerMin, Unlimited; but is Golden/,
    );
  });

  it("takes over what a run that broke off has left, and nothing else unless told so", async () => {
    sandbox.wso2.faults.inject({ method: "POST", effect: { kind: "loseAnswer" } });
    const first = await provider.create(inputs);
    assert.equal((await provider.create(inputs)).id, first.id);

    await portal.editApplication("app", { description: "by hand" });
    await assert.rejects(provider.create(inputs), /Set adopt: true to take it over, or choose/);
    assert.equal((await provider.create({ ...inputs, adopt: true })).id, first.id);
    assert.equal((await portal.application("app"))["description"], "Declared");
  });

  it("is gone when it was deleted by hand, and deleting it then is fine", async () => {
    const { id, outs } = await provider.create(inputs);
    assert.ok(outs);
    await portal.deleteApplication("app");
    assert.deepEqual(await provider.read(id, outs), {});
    await provider.delete(id);
  });

  it("fails for every mistake in a declaration at once", async () => {
    const { failures } = await provider.check(
      {},
      { name: " app", description: "", groups: "a" as unknown as string[] },
    );
    assert.deepEqual(
      failures?.map(({ property, reason }) => `${property} ${reason}`),
      [
        'name must be a text of 1 to 100 characters without white space around it, but is " app"',
        'description must be a text of 1 to 512 characters, but is ""',
        'groups must be array, but is "a"',
      ],
    );
  });
});
