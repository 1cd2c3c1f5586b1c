import assert from "node:assert/strict";
import { mock } from "node:test";
import { connectorPermissions } from "../../../components/auth0/rest/connectorPermissions";
import { applicationFields } from "../../../components/wso2/application/fields";
import { keyFields } from "../../../components/wso2/applicationKeys/fields";
import type { AnyLifeCycle } from "../../../components/wso2/provider/engineBoundary";
import { subscriptionFields } from "../../../components/wso2/subscription/fields";
import { DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { audience, prepareKeyManager } from "../../support/developerPortal";
import { lifeCyclesFor, ownershipOf, type LifeCycles } from "../../support/lifeCycles";
import { sandboxForTests } from "../../support/sandboxForTests";
import { trust } from "../../support/trust";

type Bag = Record<string, unknown>;

/** A kind of object of the Developer Portal. */
interface Example {
  readonly group: keyof LifeCycles;
  readonly fields: object;
  /** Reads on from "is not a field of". */
  readonly noun: string;
  readonly declared: () => Bag;
  /** Another field that is changed. */
  readonly changed: Bag;
  /** What WSO2 has of it. */
  readonly stored: () => { further?: Bag } | undefined;
}

describe("fields that are not known here", () => {
  const sandbox = sandboxForTests();
  const ownership = ownershipOf("later");
  let applicationId: string;
  let management: Awaited<ReturnType<typeof prepareKeyManager>>;

  before(async () => {
    trust(sandbox);
    sandbox.wso2.state.furtherFields = ["colour", "shape"];
    management = await prepareKeyManager(
      sandbox,
      "auth0-later",
      connectorPermissions.map(({ name }) => name),
    );
    const publisher = new Publisher(sandbox);
    const orders = publisher.publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    publisher.offer(orders, ["Unlimited", "Gold"]);
    const others = await new DeveloperPortal(sandbox).createApplication("others");
    applicationId = String(others["applicationId"]);
  });

  const applicationNamed = (name: string) =>
    sandbox.wso2.state.applications.find((each) => each.name === name);
  const examples: Readonly<Record<string, Example>> = {
    "an application": {
      group: "applications",
      fields: applicationFields,
      noun: "an application",
      declared: () => ({ name: "later", ownership }),
      changed: { description: "Later" },
      stored: () => applicationNamed("later"),
    },
    "generated keys": {
      group: "keys",
      fields: keyFields,
      noun: "an application's keys",
      declared: () => ({
        ...{ applicationId, applicationName: "others", keyManager: "auth0-later" },
        ...{ audience, management, ownership },
      }),
      changed: { grantTypes: ["password"] },
      stored: () => applicationNamed("others")?.keyMappings[0],
    },
    "a subscription": {
      group: "subscriptions",
      fields: subscriptionFields,
      noun: "a subscription",
      declared: () => ({ applicationId, api: "Orders", version: "1.0.0", ownership }),
      changed: { throttlingPolicy: "Gold" },
      stored: () => sandbox.wso2.state.subscriptions[0],
    },
  };

  for (const [what, { group, fields, noun, declared, changed, stored }] of Object.entries(
    examples,
  )) {
    /** As the engine has it in each run. */
    const newRun = () => lifeCyclesFor(sandbox)[group] as unknown as AnyLifeCycle;
    const check = (additionalFields: unknown, olds: Bag = {}) =>
      newRun().check(olds, { ...declared(), additionalFields });
    const reasonsOf = async (additionalFields: unknown, olds?: Bag) =>
      ((await check(additionalFields, olds)).failures ?? []).map(({ reason }) => reason);

    it(`of ${what} have no name of one that is`, async () => {
      for (const name of Object.keys(fields)) {
        assert.deepEqual(await reasonsOf({ [name]: "x" }), [`is the field ${name}`]);
      }
      assert.deepEqual(await reasonsOf({ status: "x", keyState: "x", keyMappingId: "x" }), [
        ...(group === "keys" ? ["is a name that is taken", "is a name that is taken"] : []),
        ...(group === "keys" ? [] : ["is a name that is taken"]),
      ]);
    });

    it(`of ${what} are sent, shown and put back, and go when nobody declares them`, async () => {
      const { inputs = {}, failures } = await check({ colour: "green" });
      assert.deepEqual(failures, []);
      const { id, outs = {} } = await newRun().create(inputs);
      assert.deepEqual(stored()?.further, { colour: "green", shape: null });
      const { props: same = {} } = await newRun().read(id, outs);
      assert.equal((await newRun().diff(id, same, inputs)).changes, false);

      Object.assign(stored() ?? {}, { further: { colour: "red", shape: "round" } });
      const { props = {} } = await newRun().read(id, outs);
      assert.deepEqual(props["additionalFields"], { colour: "red" });
      const { changes, replaces } = await newRun().diff(id, props, inputs);
      assert.deepEqual({ changes, replaces }, { changes: true, replaces: [] });
      const { outs: back = {} } = await newRun().update(id, props, inputs);
      assert.equal(stored()?.further?.["colour"], "green");

      const { inputs: none = {} } = await check({}, back);
      const { outs: last = {} } = await newRun().update(id, back, none);
      assert.equal(stored()?.further?.["colour"], null);
      await newRun().delete(id, last);
    });

    it(`of ${what} go back as they came where another field changes`, async () => {
      const { inputs = {} } = await check({});
      const { id, outs = {} } = await newRun().create(inputs);
      Object.assign(stored() ?? {}, { further: { colour: "red", shape: "round" } });
      await newRun().update(id, outs, { ...inputs, ...changed });
      assert.deepEqual(stored()?.further, { colour: "red", shape: "round" });
    });

    it(`of ${what} are refused in the preview where the server does not know them`, async () => {
      assert.deepEqual(await reasonsOf({ colour: "green", size: 5 }, {}), [
        `additionalFields.size is not a field of ${noun} on this server, which would refuse it. ` +
          "Correct the name, or remove it",
      ]);
    });

    it(`of ${what} are told of once in a run`, async () => {
      const log = mock.method(console, "log", () => undefined);
      const run = newRun();
      const declaration = { ...declared(), additionalFields: { colour: 1 } };
      await run.check({}, declaration);
      await run.check({}, declaration);
      const said = log.mock.calls.map(({ arguments: [text] }) => String(text));
      log.mock.restore();
      assert.equal(
        said.filter((text) => /does not know .* "later": colour\./.test(text)).length,
        1,
      );
    });
  }

  it("are not shown where a text is declared in place of them", async () => {
    for (const { group, declared } of Object.values(examples)) {
      const run = lifeCyclesFor(sandbox)[group] as unknown as AnyLifeCycle;
      const additionalFields = JSON.stringify({ token: "not-to-be-shown" });
      const { failures } = await run.check({}, { ...declared(), additionalFields });
      assert.deepEqual(failures, [{ property: "additionalFields", reason: "must be an object" }]);
    }
  });

  it("of an application that WSO2 does not store are named", async () => {
    const { applications } = lifeCyclesFor(sandbox);
    const additionalFields = { visibility: "SHARED_WITH_ORG" };
    const { inputs } = await applications.check(
      {},
      { name: "shared", ownership: ownershipOf("shared"), additionalFields },
    );
    await assert.rejects(
      applications.create(inputs as Parameters<typeof applications.create>[0]),
      /WSO2 did not store additionalFields\.visibility\./,
    );
  });

  it("of an application stay as they are where they were never declared", () => {
    assert.equal(applicationNamed("later")?.further?.["shape"], "round");
  });
});
