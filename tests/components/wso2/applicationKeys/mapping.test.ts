import assert from "node:assert/strict";
import { mock } from "node:test";
import { runtime } from "@pulumi/pulumi";
import type { MappedKeysDeclaration } from "../../../../components/wso2/applicationKeys/args";
import type { Inputs } from "../../../../components/wso2/provider/kind";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { faultCases } from "../../../faults/faultTable";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { lifeCyclesFor, ownershipOf, serverOf } from "../../../support/lifeCycles";
import { trust } from "../../../support/trust";
import { createLateKeyManager, late } from "./lateKeyManager";

const keyManager = "auth0-mapped";
const applicationName = "mapped-app";

describe("mapping an application's keys", () => {
  let sandbox: Sandbox;
  let portal: DeveloperPortal;
  let dashboard: Auth0Dashboard;
  let inputs: Inputs<MappedKeysDeclaration>;
  let managementSecret: string;

  before(async () => {
    sandbox = await startSandbox();
    trust(sandbox);
    portal = new DeveloperPortal(sandbox);
    dashboard = new Auth0Dashboard(sandbox);
    // All that WSO2 needs where it does not create clients.
    const permissions = ["read:clients", "read:client_keys", "read:client_grants"];
    const management = await prepareKeyManager(sandbox, keyManager, permissions);
    managementSecret = management.clientSecret;
  });

  after(() => sandbox.close());

  beforeEach(async () => {
    const { id: applicationId } = await lifeCyclesFor(sandbox).applications.create({
      name: applicationName,
      ownership: ownershipOf(applicationName),
    });
    const client = await dashboard.machineApplication("mapped", audience, ["read:orders"]);
    const declared = {
      applicationId,
      applicationName,
      keyManager,
      mode: "map",
      clientId: String(client["client_id"]),
      clientSecret: String(client["client_secret"]),
      ownership: ownershipOf("mapped keys"),
    } as const;
    inputs = (await newRun().check({}, declared)).inputs as typeof inputs;
  });

  afterEach(async () => {
    sandbox.wso2.faults.clear();
    await portal.deleteApplication(applicationName);
  });

  const newRun = (budget = 20_000) =>
    lifeCyclesFor(sandbox, { patience: { budget, firstPause: 20, longestPause: 100 } }).keys;

  it("tells WSO2 the client, is quiet when it is read, and leaves the client to its owner", async () => {
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    assert.equal(outs.consumerKey, inputs.clientId);
    assert.equal(outs.consumerSecret, inputs.clientSecret);
    assert.deepEqual(await newRun().read(id, outs), { id, props: outs, inputs });
    await serverOf(sandbox).keys.generateToken(inputs.applicationId, id, outs.consumerSecret ?? "");
    await newRun().delete(id, outs);
    assert.deepEqual(await portal.keys(applicationName), []);
    await dashboard.get(`/clients/${inputs.clientId}`);
  });

  it("waits for a Key Manager that is not loaded yet, and leaves no row meanwhile", async () => {
    const login = { client_secret: managementSecret };
    const admin = await createLateKeyManager(sandbox, keyManager, login, /map-keys/);
    sandbox.wso2.requests.clear();
    try {
      const { outs } = await newRun().create({ ...inputs, keyManager: late });
      assert.equal(outs?.consumerKey, inputs.clientId);
      const [refused, ...others] = sandbox.wso2.requests.matching(/map-keys/);
      assert.notEqual(refused?.status, 200);
      assert.deepEqual(
        others.map(({ status }) => status),
        [200],
      );
      assert.equal((await portal.keys(applicationName)).length, 1);
    } finally {
      for (const { keyMappingId } of await portal.keys(applicationName)) {
        await serverOf(sandbox).keys.cleanUp(inputs.applicationId, String(keyMappingId));
      }
      await admin.deleteKeyManager(late);
    }
  });

  it("does not wait where WSO2 refuses for another reason", async () => {
    const body = { code: 900000, message: "Bad Request", description: "no" };
    const effect = { kind: "answer", status: 400, body } as const;
    sandbox.wso2.faults.inject({ url: /map-keys/, times: Infinity, effect });
    await assert.rejects(newRun().create(inputs), /answered 400/);
    assert.equal(sandbox.wso2.faults.count, 1);
  });

  it("takes no keys of another type or of another Key Manager for those that are declared", async () => {
    const { clientId: client_id, clientSecret: client_secret } = inputs;
    await portal.mapKeys(applicationName, keyManager, { client_id, client_secret });
    await assert.rejects(newRun().create(inputs), /has keys with this client/);
    const [sandboxKeys, ...others] = await portal.keys(applicationName);
    assert.equal(sandboxKeys?.["keyType"], "SANDBOX");
    assert.deepEqual(others, []);

    // The request is lost, so that what is there is looked at.
    sandbox.wso2.faults.inject({ url: /map-keys/, effect: { kind: "reset" } });
    const ofAnother = { ...inputs, keyType: "SANDBOX", keyManager: "another" } as const;
    await assert.rejects(newRun().create(ofAnother), /got no answer/);
    assert.deepEqual(await portal.keys(applicationName), [sandboxKeys]);
  });

  it("fails when the Key Manager does not get loaded in time", async () => {
    await assert.rejects(
      newRun(50).create({ ...inputs, keyManager: "nobody" }),
      /Key Manager not Registered.*The Key Manager does not exist, is disabled, or WSO2 could not load it/,
    );
  });

  it("finds its keys again when the answer is lost, and when the whole run is", async () => {
    sandbox.wso2.faults.inject({ url: /map-keys/, effect: { kind: "loseAnswer" } });
    const first = await newRun().create(inputs);
    const second = await newRun().create(inputs);
    assert.equal(second.id, first.id);
    const rows = (await portal.keys(applicationName)).map(({ keyMappingId }) => keyMappingId);
    assert.deepEqual(rows, [second.id]);
  });

  for (const adopt of [true, false]) {
    it(`${adopt ? "leaves" : "removes"} keys that an adopted application had, with adopt: ${adopt}`, async () => {
      const name = "adopted-app";
      const { applicationId } = await portal.createApplication(name);
      const { clientId: client_id, clientSecret: client_secret } = inputs;
      await portal.mapKeys(name, keyManager, { client_id, client_secret });
      const ownership = ownershipOf(name);
      await lifeCyclesFor(sandbox).applications.create({ name, adopt: true, ownership });
      const { id, outs } = await newRun().create({
        ...inputs,
        applicationId: String(applicationId),
        keyType: "SANDBOX",
        adopt,
      });
      assert.ok(outs);
      await newRun().delete(id, outs);
      const left = (await portal.keys(name)).map(({ consumerKey }) => consumerKey);
      await portal.deleteApplication(name);
      assert.deepEqual(left, adopt ? [client_id] : []);
    });
  }

  it("fails for a client that another application has, and for other keys of the same type", async () => {
    await newRun().create(inputs);
    const { applicationId } = await portal.createApplication("another-app");
    await assert.rejects(
      newRun().create({ ...inputs, applicationId: String(applicationId) }),
      /another application has keys with this client/,
    );
    await portal.deleteApplication("another-app");
    await assert.rejects(
      newRun().create({ ...inputs, clientId: "another-client" }),
      /has keys of this type already, with the client/,
    );
  });

  it("is mapped again when somebody has removed the keys", async () => {
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    await portal.forgetKeys(applicationName);
    assert.deepEqual(await newRun().read(id, outs), {});
  });

  it("is not taken for removed while WSO2 lists no keys of the Key Manager", async () => {
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    const admin = new AdminPortal(sandbox);
    await admin.editKeyManager(keyManager, { enabled: false });
    const { effect } = faultCases.find(({ title }) => title === "500 of WSO2") ?? {};
    assert.ok(effect);
    sandbox.wso2.faults.inject({ method: "GET", url: /oauth-keys\/./, effect });
    assert.deepEqual((await newRun().read(id, outs)).props, { ...outs, condition: "unseen" });
    await admin.editKeyManager(keyManager, { enabled: true });
  });

  it("replaces the keys of another client, and takes a rotated secret without a write", async () => {
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    const told = mock.method(console, "log", () => undefined);
    const { replaces } = await newRun().diff(id, outs, { ...inputs, clientId: "other" });
    told.mock.restore();
    // The consumer key is what the program says.
    assert.deepEqual([replaces, told.mock.callCount()], [["clientId"], 0]);
    sandbox.wso2.requests.clear();
    const rotated = { ...inputs, clientSecret: "rotated" };
    assert.deepEqual(await newRun().diff(id, outs, rotated), {
      changes: true,
      replaces: [],
      deleteBeforeReplace: true,
    });
    assert.equal((await newRun().update(id, outs, rotated)).outs?.consumerSecret, "rotated");
    assert.deepEqual(
      sandbox.wso2.requests.all.map(({ method }) => method),
      ["GET"],
    );
  });

  it("says that the consumer key changes where the client is replaced, and nothing where it stays", async () => {
    const { inputs: olds = inputs } = await newRun().check({}, inputs);
    const said = async (clientId: string) => {
      const told = mock.method(console, "log", () => undefined);
      await newRun().check(olds, { ...inputs, clientId });
      told.mock.restore();
      return told.mock.calls.map((call) => String(call.arguments[0 as never]));
    };
    const start = `The keys PRODUCTION of ${applicationName} get another client: the consumer key changes from ${inputs.clientId} to`;
    for (const [clientId, next] of [
      [runtime.unknownValue, "one that is not known yet"],
      ["other", "other"],
    ] as const) {
      const [text = "", ...more] = await said(clientId);
      assert.ok(text.startsWith(`${start} ${next}. `), text);
      assert.match(text, /pulumi state untaint/);
      assert.deepEqual(more, []);
    }
    assert.deepEqual(await said(inputs.clientId), []);
  });

  it("fails for settings that belong to the client", async () => {
    const { failures } = await newRun().check(
      {},
      { ...inputs, audience: "x" as unknown as undefined, clientId: "" },
    );
    assert.deepEqual(
      failures?.map(({ property, reason }) => `${property} ${reason}`),
      [
        'clientId must be a string of 1 to 500 characters, but is ""',
        "audience belongs to mode generate: in mode map the existing client decides",
      ],
    );
  });
});

describe("application keys on releases that cannot delete them", () => {
  for (const release of ["4.0", "4.2"] as const) {
    it(`removes keys and client on ${release}`, async () => {
      const sandbox = await startSandbox({ release });
      try {
        trust(sandbox);
        const basePath = `/api/am/devportal/${release === "4.0" ? "v2" : "v3"}`;
        const portal = new DeveloperPortal(sandbox, basePath);
        const dashboard = new Auth0Dashboard(sandbox);
        const management = await prepareKeyManager(sandbox, keyManager);
        const { applicationId } = await portal.createApplication(applicationName);
        const provider = lifeCyclesFor(sandbox).keys;
        const ownership = ownershipOf("keys");
        const inputs = {
          ...{ applicationId: String(applicationId), applicationName, keyManager },
          ownership,
        };
        const declared = { ...inputs, management };
        const { inputs: checked = declared } = await provider.check({}, declared);
        const { id, outs } = await provider.create(checked);
        assert.ok(outs?.consumerSecret);
        const { props } = await provider.read(id, outs);
        assert.deepEqual(props, outs);
        await provider.delete(id, outs);
        assert.deepEqual(await portal.keys(applicationName), []);
        assert.equal((await dashboard.clients()).length, 1);
      } finally {
        await sandbox.close();
      }
    });
  }
});
