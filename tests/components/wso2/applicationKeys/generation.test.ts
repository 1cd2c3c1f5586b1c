import assert from "node:assert/strict";
import { mock } from "node:test";
import { install } from "@sinonjs/fake-timers";
import type { ClientCredentials } from "../../../../components/auth0/rest/clientCredentials";
import type {
  GeneratedKeysDeclaration,
  KeysAddition,
  KeysValues,
} from "../../../../components/wso2/applicationKeys/args";
import { Incomplete } from "../../../../components/wso2/provider/incomplete";
import type { Inputs, State } from "../../../../components/wso2/provider/kind";
import { parseMark } from "../../../../components/marks/mark";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { declaredExamples, examplesInAuth0 } from "../../../support/clientExamples";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { lifeCyclesFor, ownershipOf, serverOf } from "../../../support/lifeCycles";
import { trust } from "../../../support/trust";
import { createLateKeyManager, late } from "./lateKeyManager";
import type { Sandbox } from "auth0-wso2-sandbox";
import { sandboxForTests } from "../../../support/sandboxForTests";

const keyManager = "auth0-keys";
const applicationName = "orders-app";
/** Enough on any machine for what is about to happen. */
const budget = 20_000;
/** The connector's calls after it has created a client. */
const grantCall = { method: "POST", url: /\/client-grants/ };
const refused = {
  kind: "answer",
  status: 403,
  body: { statusCode: 403, error: "Forbidden", message: "Insufficient scope" },
} as const;

describe("generating an application's keys", () => {
  const sandbox = sandboxForTests();
  let portal: DeveloperPortal;
  let dashboard: Auth0Dashboard;
  let management: ClientCredentials;
  let inputs: Inputs<GeneratedKeysDeclaration>;

  before(async () => {
    trust(sandbox);
    portal = new DeveloperPortal(sandbox);
    dashboard = new Auth0Dashboard(sandbox);
    management = await prepareKeyManager(sandbox, keyManager);
  });

  beforeEach(async () => {
    const { id } = await createApplication(sandbox);
    const ownership = ownershipOf("keys");
    const declared = {
      applicationId: id,
      applicationName,
      keyManager,
      audience,
      management,
      ownership,
    };
    inputs = (await newRun().check({}, declared)).inputs as typeof inputs;
    sandbox.wso2.requests.clear();
    sandbox.auth0.requests.clear();
  });

  afterEach(async () => {
    sandbox.wso2.faults.clear();
    sandbox.auth0.faults.clear();
    sandbox.wso2.workflows.configure({ applicationCreation: "simple", keyGeneration: "simple" });
    await portal.deleteApplication(applicationName).catch(() => undefined);
    for (const { client_id } of await consumers()) await dashboard.remove(`/clients/${client_id}`);
  });

  const createApplication = (on: Sandbox) =>
    lifeCyclesFor(on).applications.create({
      name: applicationName,
      ownership: ownershipOf(applicationName),
    });

  /** A life cycle as each run of the engine has one. */
  const newRun = (limit = budget) =>
    lifeCyclesFor(sandbox, { patience: { budget: limit, firstPause: 20, longestPause: 100 } }).keys;

  const consumers = async () =>
    (await dashboard.clients()).filter(({ client_id }) => client_id !== management.clientId) as {
      client_id: string;
      client_secret: string;
      name: string;
      client_metadata?: Record<string, string>;
    }[];

  /** Each try to generate keys takes that long. */
  const withSlowTries = async (milliseconds: number, work: () => Promise<unknown>) => {
    const clock = install({ toFake: ["Date"], now: Date.now() });
    sandbox.wso2.faults.inject({
      url: /generate-keys/,
      times: Infinity,
      effect: {
        kind: "withholdAnswer",
        worked: (_request, answer) => {
          clock.tick(milliseconds);
          answer();
        },
      },
    });
    try {
      await work();
    } finally {
      clock.uninstall();
    }
  };

  /** What a preview shows, and says, once. */
  const shownBy = async (
    id: string,
    state: State<KeysValues, KeysAddition>,
    news: Inputs<GeneratedKeysDeclaration>,
  ) => {
    const told = mock.method(console, "log", () => undefined);
    try {
      const run = newRun();
      await run.diff(id, state, news);
      const { replaces } = await run.diff(id, state, news);
      return { replaces, said: told.mock.calls.map(({ arguments: [line] }) => String(line)) };
    } finally {
      told.mock.restore();
    }
  };

  const assertNothingLeft = async () => {
    assert.deepEqual(await consumers(), []);
    assert.deepEqual(await portal.keys(applicationName), []);
  };

  it("creates a client with a grant and a mark in Auth0", async () => {
    const { id, outs } = await newRun().create(inputs);
    const [client] = await consumers();
    assert.equal(client?.name, "adminorders-app_PRODUCTION");
    assert.equal(outs?.consumerKey, client.client_id);
    assert.equal(outs.consumerSecret, client.client_secret);
    assert.equal(outs.condition, "complete");
    assert.deepEqual(
      sandbox.wso2.requests.all.map(({ method, url }) => `${method} ${url}`),
      [
        `POST /api/am/devportal/v3/applications/${inputs.applicationId}/generate-keys`,
        // Puts what is declared in the place of what the client was born with.
        `PUT /api/am/devportal/v3/applications/${inputs.applicationId}/oauth-keys/${id}`,
      ],
    );
    assert.deepEqual(parseMark(client.client_metadata?.["managed_by"]), {
      ...inputs.ownership,
      write: 1,
      adopted: false,
    });
    const [grant] = (await dashboard.grants()).filter(
      (each) => each["client_id"] === client.client_id,
    );
    assert.equal(grant?.["audience"], audience);

    const read = await newRun().read(id, outs);
    assert.deepEqual(read.inputs, inputs);
    assert.deepEqual(read.props, outs);
  });

  it("is refused for what Auth0 refuses, before anything is written", async () => {
    const refusedOnes = {
      ...{ applicationName: "R&D <beta>", callbackUrl: "https://a/cb," },
      grantTypes: ["client_credentials,refresh_token"],
    };
    const { failures = [] } = await newRun().check(inputs, { ...inputs, ...refusedOnes });
    assert.deepEqual(failures.map(({ property }) => property).sort(), [
      "applicationName",
      "callbackUrl",
      "grantTypes.0",
    ]);
  });

  it("waits for a Key Manager that is not loaded yet", async () => {
    const { clientSecret: client_secret } = management;
    const admin = await createLateKeyManager(
      sandbox,
      keyManager,
      { client_secret },
      /generate-keys/,
    );
    try {
      const { outs } = await newRun().create({ ...inputs, keyManager: late });
      const tries = sandbox.wso2.requests.matching(/generate-keys/);
      assert.deepEqual(
        tries.map(({ status }) => status),
        [500, 200],
      );
      assert.deepEqual(
        (await portal.keys(applicationName)).map(({ consumerKey }) => consumerKey),
        [outs?.consumerKey],
      );
      assert.equal((await consumers()).length, 1);
    } finally {
      await portal.deleteApplication(applicationName);
      await admin.deleteKeyManager(late);
    }
  });

  it("cleans up on both sides and tries again when Auth0 fails after it has created the client", async () => {
    sandbox.auth0.faults.inject({ ...grantCall, effect: { kind: "answer", status: 500 } });
    const { outs } = await newRun().create(inputs);
    const clients = await consumers();
    assert.deepEqual(
      clients.map(({ client_id }) => client_id),
      [outs?.consumerKey],
    );
    assert.equal((await portal.keys(applicationName)).length, 1);
  });

  it("fails and leaves nothing behind when Auth0 refuses the grant for good", async () => {
    sandbox.auth0.faults.inject({ ...grantCall, times: Infinity, effect: refused });
    await assert.rejects(
      newRun().create(inputs),
      /created a client in Auth0 but could not finish\. What it left was removed, as far as it is surely this stack's\. Check that the API "https:\/\/orders\.example\.com\/" exists/,
    );
    sandbox.auth0.faults.clear();
    await assertNothingLeft();
  });

  for (const username of ["PRIMARY/alice", "WSO2.TEST/alice"]) {
    it(`does so, too, for the login ${username}, which the connector writes otherwise`, async () => {
      const login = { kind: "basic", username, password: "alice" } as const;
      const { username: name, password } = login;
      const { users } = sandbox.wso2.state;
      users.push({
        username: name.replace("PRIMARY/", ""),
        password,
        tenant: "carbon.super",
        roles: ["admin"],
      });
      const patience = { budget, firstPause: 20, longestPause: 100 };
      const hers = lifeCyclesFor(sandbox, { login, patience });
      const application = { name: applicationName, ownership: ownershipOf(applicationName) };
      const { id: applicationId } = await hers.applications.create(application);
      sandbox.auth0.faults.inject({ ...grantCall, times: Infinity, effect: refused });
      await assert.rejects(
        hers.keys.create({ ...inputs, applicationId }),
        /created a client in Auth0 but could not finish/,
      );
      assert.deepEqual(await consumers(), []);
      await hers.applications.delete(applicationId, application);
      users.pop();
    });
  }

  it("fails and leaves nothing behind when Auth0 refuses to create clients", async () => {
    sandbox.auth0.faults.inject({
      method: "POST",
      url: /\/clients$/,
      times: Infinity,
      effect: refused,
    });
    await assert.rejects(
      newRun(300).create(inputs),
      /could not generate keys: it has loaded the Key Manager, but its connector failed at Auth0;/,
    );
    sandbox.auth0.faults.clear();
    await assertNothingLeft();
  });

  it("does not wait for a Key Manager that is loaded, nor saves it, where Auth0 refuses the name", async () => {
    const name = "R&D <beta>";
    const { applicationId } = await portal.createApplication(name);
    const theirs = { ...inputs, applicationId: String(applicationId), applicationName: name };
    sandbox.wso2.requests.clear();
    const told = mock.method(console, "log", () => undefined);
    // Half of the patience is over at the second try.
    const run = withSlowTries(30_000, () => newRun(100_000).create(theirs));
    await assert.rejects(run, /its connector failed at Auth0;/).finally(() => {
      told.mock.restore();
    });
    await portal.deleteApplication(name);
    assert.equal(sandbox.wso2.requests.matching(/generate-keys/).length, 3);
    assert.deepEqual(sandbox.wso2.requests.matching(/key-managers/), []);
    for (const { arguments: line } of told.mock.calls) {
      assert.match(String(line), /^Waiting up to \d+ s until Auth0 lets WSO2 make the client /);
    }
  });

  it("says that the Key Manager is not loaded where that is so, when its patience is over", async () => {
    const admin = new AdminPortal(sandbox);
    const { additionalProperties, ...entry } = await admin.keyManager(keyManager);
    await admin.createKeyManager({
      ...{ ...entry, id: undefined, name: "unloadable" },
      additionalProperties: { ...(additionalProperties as object), client_secret: "wrong" },
    });
    const theirs = { ...inputs, keyManager: "unloadable" };
    const run = withSlowTries(10_000, () => newRun(45_000).create(theirs));
    await assert.rejects(
      run,
      /could not generate keys: it has not loaded the Key Manager "unloadable"/,
    );
    assert.equal(sandbox.wso2.requests.matching(/generate-keys/).length, 5);
    await admin.deleteKeyManager("unloadable");
    await assertNothingLeft();
  });

  it("says that it is not known why where WSO2 does not tell, when its patience is over", async () => {
    const clients = { method: "POST", url: /\/clients$/, times: Infinity, effect: refused };
    sandbox.auth0.faults.inject(clients);
    const effect = { kind: "answer", status: 403, body: { code: 900908, message: "no" } } as const;
    sandbox.wso2.faults.inject({ method: "GET", url: /oauth-keys\/./, times: Infinity, effect });
    const run = withSlowTries(10_000, () => newRun(45_000).create(inputs));
    await assert.rejects(run, /could not generate keys, and the cause is not known\. It may not/);
    assert.equal(sandbox.wso2.requests.matching(/generate-keys/).length, 5);
    // Saving the Key Manager would take it out for everybody.
    assert.deepEqual(sandbox.wso2.requests.matching(/key-managers/), []);
    sandbox.wso2.faults.clear();
    sandbox.auth0.faults.clear();
    await assertNothingLeft();
  });

  it("names its client where WSO2 does not tell which keys there are, and removes it next time", async () => {
    sandbox.auth0.faults.inject({ ...grantCall, effect: refused });
    const effect = { kind: "answer", status: 500, body: { code: 900967, message: "no" } } as const;
    sandbox.wso2.faults.inject({ method: "GET", url: /oauth-keys/, effect });
    const told = mock.method(console, "log", () => undefined);
    await assert.rejects(newRun().create(inputs), /GET .*oauth-keys answered 500/).finally(() => {
      told.mock.restore();
    });
    const [left] = await consumers();
    const [line, ...more] = told.mock.calls.map(({ arguments: [text] }) => String(text));
    assert.match(
      String(line),
      new RegExp(`a client "${left?.name ?? ""}" \\(${left?.client_id ?? ""}\\) with`),
    );
    assert.deepEqual(more, []);
    const { outs } = await newRun().create(inputs);
    assert.deepEqual(
      (await consumers()).map(({ client_id }) => client_id),
      [outs?.consumerKey],
    );
  });

  it("does not try again where the answer was lost, after it has cleaned up", async () => {
    sandbox.auth0.faults.inject({ ...grantCall, times: Infinity, effect: refused });
    sandbox.wso2.faults.inject({ url: /generate-keys/, effect: { kind: "loseAnswer" } });
    await assert.rejects(newRun().create(inputs), /generate-keys/);
    assert.equal(sandbox.wso2.requests.matching(/generate-keys/).length, 1);
    sandbox.auth0.faults.clear();
    await assertNothingLeft();
  });

  it("leaves clients of the same name alone that were there before", async () => {
    const name = `admin${applicationName}_PRODUCTION`;
    const other = await dashboard.create("/clients", { name });
    sandbox.auth0.faults.inject({ ...grantCall, times: Infinity, effect: refused });
    await assert.rejects(newRun().create(inputs));
    sandbox.auth0.faults.clear();
    assert.deepEqual(
      (await consumers()).map(({ client_id }) => client_id),
      [other["client_id"]],
    );
  });

  it("removes the second client that the connector makes when an answer to it is lost", async () => {
    const effect = { kind: "loseAnswer" } as const;
    sandbox.auth0.faults.inject({ method: "POST", url: /\/clients$/, effect });
    const { outs } = await newRun().create(inputs);
    const posted = sandbox.auth0.requests
      .writes()
      .filter(({ method, url }) => method === "POST" && url.endsWith("/clients"));
    assert.equal(posted.length, 2);
    assert.deepEqual(
      (await consumers()).map(({ client_id }) => client_id),
      [outs?.consumerKey],
    );
  });

  for (const [what, fault] of [
    ["no answer arrives", { times: 6, effect: { kind: "loseAnswer" } }],
    ["the answer is empty", { effect: { kind: "replaceAnswer", status: 204 } }],
  ] as const) {
    it(`removes every client that the connector makes in a try to which ${what}`, async () => {
      sandbox.auth0.faults.inject({ method: "POST", url: /\/clients$/, ...fault });
      const { outs } = await newRun().create(inputs);
      assert.equal(sandbox.wso2.requests.matching(/generate-keys/).length, 2);
      assert.deepEqual(
        (await consumers()).map(({ client_id }) => client_id),
        [outs?.consumerKey],
      );
    });
  }

  it("leaves clients that are called alike, with a grant or without, and those called otherwise", async () => {
    const own = `admin${applicationName}_PRODUCTION`;
    const granted = await dashboard.create("/clients", { name: own });
    await dashboard.create("/client-grants", {
      client_id: granted["client_id"],
      audience,
      scope: ["default"],
    });
    const ungranted = await dashboard.create("/clients", { name: own });
    const other = await dashboard.create("/clients", { name: `bob${own}` });
    const { outs } = await newRun().create(inputs);
    assert.deepEqual(
      (await consumers()).map(({ client_id }) => client_id).sort(),
      [granted, ungranted, other, { client_id: outs?.consumerKey }]
        .map(({ client_id }) => String(client_id))
        .sort(),
    );
  });

  it("keeps the keys when nothing but the first token fails", async () => {
    sandbox.auth0.faults.inject({
      method: "POST",
      url: /\/oauth\/token$/,
      skip: 1,
      times: 1,
      effect: { kind: "answer", status: 403, body: { error: "access_denied" } },
    });
    const { outs } = await newRun().create(inputs);
    assert.equal(sandbox.auth0.faults.count, 1);
    assert.deepEqual(
      (await consumers()).map(({ client_id }) => client_id),
      [outs?.consumerKey],
    );
  });

  it("finds the keys again when the answer is lost, and when the whole run is", async () => {
    sandbox.wso2.faults.inject({ url: /generate-keys/, effect: { kind: "loseAnswer" } });
    const first = await newRun().create(inputs);
    const second = await newRun().create(inputs);
    assert.equal(first.id, second.id);
    assert.equal((await consumers()).length, 1);
  });

  it("reports keys that wait for approval, and continues from there", async () => {
    sandbox.wso2.workflows.configure({ keyGeneration: "approval" });
    const pending = await newRun()
      .create(inputs)
      .then(
        () => assert.fail("there was nothing to approve"),
        (error: unknown) => error as Incomplete,
      );
    assert.ok(pending instanceof Incomplete);
    assert.match(pending.message, /has to approve them.*Then run pulumi up again/);
    const kept = { revision: 1, stateVersion: 2 };
    const state: State<GeneratedKeysDeclaration, KeysAddition> = {
      ...inputs,
      ...kept,
      condition: "waitsForApproval",
    };
    assert.deepEqual(JSON.parse(JSON.stringify(pending.outs)), state);
    assert.deepEqual((await newRun().diff(pending.id, state, inputs)).changes, true);
    await assert.rejects(newRun().update(pending.id, state, inputs), Incomplete);

    await sandbox.wso2.workflows.decideOnKeys(inputs.applicationId, pending.id, "APPROVED");
    const { outs } = await newRun().update(pending.id, state, inputs);
    assert.equal(outs?.condition, "complete");
    assert.equal(outs.consumerKey, (await consumers())[0]?.client_id);
  });

  it("removes keys that wait for approval", async () => {
    sandbox.wso2.workflows.configure({ keyGeneration: "approval" });
    const { id } = await newRun()
      .create(inputs)
      .catch((error: unknown) => error as Incomplete);
    await newRun().delete(id, { ...inputs, condition: "waitsForApproval" as const });
    await assertNothingLeft();
  });

  it("removes keys and client, in whatever order they have been lost", async () => {
    const losses: ((clientId: string) => Promise<void>)[] = [
      () => Promise.resolve(),
      () => portal.forgetKeys(applicationName),
      (clientId) => dashboard.remove(`/clients/${clientId}`),
      () => portal.deleteApplication(applicationName),
    ];
    for (const [index, lose] of losses.entries()) {
      const { id, outs } = await newRun().create(inputs);
      assert.ok(outs);
      await lose(String(outs.consumerKey));
      const { props = outs } = await newRun().read(id, outs);
      await newRun().delete(id, props);
      assert.deepEqual(await consumers(), [], `loss ${index}`);
    }
  });

  it("shows keys that WSO2 has lost and clients that Auth0 has lost as something to replace", async () => {
    const first = await newRun().create(inputs);
    assert.ok(first.outs);
    await portal.forgetKeys(applicationName);
    const { props: lostKeys } = await newRun().read(first.id, first.outs);
    assert.equal(lostKeys?.condition, "keysMissing");
    const renewed = "new ones are generated, the consumer key changes (it was";
    assert.deepEqual(await shownBy(first.id, lostKeys, inputs), {
      replaces: ["condition"],
      said: [
        `Keys PRODUCTION of orders-app are gone from WSO2; ${renewed} ${String(first.outs.consumerKey)}).`,
      ],
    });
    await newRun().delete(first.id, lostKeys);
    assert.deepEqual(await newRun().read(first.id, lostKeys), {});

    const second = await newRun().create(inputs);
    assert.ok(second.outs);
    await dashboard.remove(`/clients/${String(second.outs.consumerKey)}`);
    const { props: lostClient } = await newRun().read(second.id, second.outs);
    assert.equal(lostClient?.condition, "clientMissing");
    assert.deepEqual(await shownBy(second.id, lostClient, inputs), {
      replaces: ["condition"],
      said: [
        `The client of keys PRODUCTION of orders-app is gone from Auth0; ${renewed} ${String(second.outs.consumerKey)}).`,
      ],
    });
    await newRun().delete(second.id, lostClient);
    await assertNothingLeft();
  });

  it("looks again at keys that WSO2 could not read, and does not take them for complete", async () => {
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    const effect = { kind: "answer", status: 500, body: { code: 500, description: "no" } } as const;
    sandbox.wso2.faults.inject({ url: /oauth-keys/, times: 2, effect });
    const { props: unseen } = await newRun().read(id, outs);
    assert.equal(unseen?.condition, "unseen");
    assert.deepEqual(await shownBy(id, unseen, inputs), {
      replaces: [],
      said: ["WSO2 cannot read keys PRODUCTION of orders-app just now: pulumi up looks again."],
    });
    // Where the run has changed the login of the Key Manager just before, WSO2 has not loaded it yet.
    sandbox.wso2.faults.inject({ url: /oauth-keys/, times: 4, effect });
    assert.equal((await newRun().update(id, unseen, inputs)).outs?.condition, "complete");
    await portal.forgetKeys(applicationName);
    await assert.rejects(newRun().update(id, unseen, inputs), /Run pulumi up again/);
    assert.equal((await newRun().read(id, unseen)).props?.condition, "keysMissing");
  });

  it("says of keys that a change of the declaration replaces that the consumer key goes", async () => {
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    const { replaces, said } = await shownBy(id, outs, { ...inputs, keyType: "SANDBOX" });
    assert.deepEqual(replaces, ["keyType"]);
    assert.match(
      said.join(),
      /^Keys PRODUCTION of orders-app are replaced; new ones are generated, /,
    );
    assert.deepEqual(await shownBy(id, outs, { ...inputs, secretVersion: "2" }), {
      replaces: [],
      said: [],
    });
  });

  it("reports keys that an administrator has rejected, and leaves them to him", async () => {
    sandbox.wso2.workflows.configure({ keyGeneration: "approval" });
    const pending: unknown = await newRun()
      .create(inputs)
      .catch((error: unknown) => error);
    assert.ok(pending instanceof Incomplete);
    const { id, outs } = pending;
    await sandbox.wso2.workflows.decideOnKeys(inputs.applicationId, id, "REJECTED");
    const { props } = await newRun().read(
      id,
      outs as State<GeneratedKeysDeclaration, KeysAddition>,
    );
    assert.equal(props?.condition, "rejected");
    assert.equal((await newRun().diff(id, props, inputs)).changes, true);
    sandbox.auth0.requests.clear();
    const moved = { ...inputs, ownership: ownershipOf("keys", "next"), grantTypes: ["password"] };
    await assert.rejects(newRun().update(id, props, moved), /has rejected them\. To ask again/);
    assert.deepEqual(sandbox.auth0.requests.writes(), []);
    await newRun().delete(id, props);
    await assertNothingLeft();
  });

  it("sees and heals what was changed in the client, and a grant that was removed", async () => {
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    const clientId = String(outs.consumerKey);
    await dashboard.change(`/clients/${clientId}`, {
      grant_types: ["client_credentials", "password"],
      app_type: "regular_web",
    });
    const [grant] = (await dashboard.grants()).filter((each) => each["client_id"] === clientId);
    await dashboard.remove(`/client-grants/${String(grant?.["id"])}`);

    const { props } = await newRun().read(id, outs);
    assert.deepEqual(props?.grantTypes, ["client_credentials", "password"]);
    assert.equal(props.appType, "regular_web");
    assert.equal(props.audience, "");
    assert.deepEqual((await newRun().diff(id, props, inputs)).replaces, []);
    await newRun().update(id, props, inputs);
    assert.deepEqual((await newRun().read(id, outs)).inputs, inputs);
  });

  it("keeps the keys whose client Auth0 refuses a property, says so, and goes on with them", async () => {
    const declared = { ...inputs, ...declaredExamples };
    const [property = ""] = Object.keys(examplesInAuth0[0]?.declared ?? {});
    sandbox.auth0.faults.inject({
      method: "PATCH",
      url: /\/clients\//,
      effect: refused,
    });
    await assert.rejects(
      newRun().create(declared),
      new RegExp(
        `${property}.* of the client .* could not be written .*Insufficient scope.*update:clients`,
      ),
    );
    const [client] = await consumers();
    const { outs, id } = await newRun().create(declared);
    assert.ok(outs);
    assert.equal(outs.consumerKey, client?.client_id);
    assert.equal((await consumers()).length, 1);
    assert.deepEqual((await newRun().read(id, outs)).inputs, declared);
  });

  it("leaves what Auth0's client alone has as it is, unless it is or was declared", async () => {
    const byHand = Object.assign({}, ...examplesInAuth0.map((each) => each.byHand)) as object;
    const valuesOf = async (clientId: unknown) => {
      const client = (await dashboard.clients()).find((each) => each["client_id"] === clientId);
      return Object.fromEntries(Object.keys(byHand).map((name) => [name, client?.[name]]));
    };
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    await dashboard.change(`/clients/${String(outs.consumerKey)}`, { ...byHand });
    const { props } = await newRun().read(id, outs);
    assert.ok(props);
    assert.equal((await newRun().diff(id, props, inputs)).changes, false);
    await newRun().update(id, props, { ...inputs, grantTypes: ["password"] });
    assert.deepEqual(await valuesOf(outs.consumerKey), byHand);

    const declared = { ...inputs, ...declaredExamples };
    const after = (await newRun().update(id, props, declared)).outs;
    sandbox.auth0.faults.inject({
      method: "GET",
      url: /\/clients\/.*fields=/,
      effect: refused,
      times: Infinity,
    });
    await newRun().update(id, after ?? props, inputs);
    sandbox.auth0.faults.clear();
    for (const value of Object.values(await valuesOf(outs.consumerKey))) {
      assert.ok(value === "" || Array.isArray(value), JSON.stringify(value));
    }
  });

  it("follows a secret that was rotated by hand, and rotates it when secretVersion changes", async () => {
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    await dashboard.rotateSecret(String(outs.consumerKey));
    const { props } = await newRun().read(id, outs);
    assert.ok(props);
    assert.notEqual(props.consumerSecret, outs.consumerSecret);
    assert.equal(props.consumerSecret, (await consumers())[0]?.client_secret);
    const again = (await newRun().read(id, props)).props;
    assert.deepEqual(again, props);
    const { replaces, said } = await shownBy(id, props, inputs);
    assert.deepEqual(
      { replaces, said },
      {
        replaces: [],
        said: [
          "The consumer secret of keys PRODUCTION of orders-app was changed by hand: pulumi up hands out the new one.",
        ],
      },
    );
    assert.equal((await newRun().diff(id, props, inputs)).changes, true);
    sandbox.wso2.requests.clear();
    const { outs: taken } = await newRun().update(id, props, inputs);
    assert.deepEqual(sandbox.wso2.requests.writes(), []);
    assert.equal(taken?.condition, "complete");
    assert.equal(taken.consumerSecret, props.consumerSecret);
    assert.equal((await newRun().diff(id, taken, inputs)).changes, false);

    const updated = await newRun().update(id, props, { ...inputs, secretVersion: "2" });
    assert.notEqual(updated.outs?.consumerSecret, props.consumerSecret);
    assert.equal(updated.outs?.consumerSecret, (await consumers())[0]?.client_secret);
    assert.equal(updated.outs?.condition, "complete");
  });

  it("removes keys and client whose secret was changed by hand", async () => {
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    await dashboard.rotateSecret(String(outs.consumerKey));
    const { props = outs } = await newRun().read(id, outs);
    assert.equal(props.condition, "secretChanged");
    await newRun().delete(id, props);
    await assertNothingLeft();
  });

  it("removes the keys and leaves the client, which it names, where Auth0 cannot be asked", async () => {
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    const effect = { kind: "answer", status: 500 } as const;
    sandbox.auth0.faults.inject({ method: "POST", url: /oauth\/token$/, times: Infinity, effect });
    await newRun().delete(id, outs);
    sandbox.auth0.faults.clear();
    assert.deepEqual(await portal.keys(applicationName), []);
    assert.deepEqual(
      (await consumers()).map(({ client_id }) => client_id),
      [outs.consumerKey],
    );
  });

  // The second is what WSO2's connector would call a client that it makes.
  for (const name of ["by hand", `admin${applicationName}_PRODUCTION`]) {
    it(`fails for keys of the application that were mapped by hand, to a client "${name}"`, async () => {
      const client = await dashboard.create("/clients", { name });
      await serverOf(sandbox).keys.map(inputs.applicationId, {
        keyType: "PRODUCTION",
        keyManager,
        consumerKey: String(client["client_id"]),
        consumerSecret: String(client["client_secret"]),
      });
      await assert.rejects(
        newRun().create(inputs),
        /mapped to client .* declare them with mode map/,
      );
    });
  }

  it("leaves keys that WSO2 is about to generate for a person, where keys are to be mapped", async () => {
    let generating: Promise<void> | undefined;
    const begun = new Promise<() => void>((resolve) => {
      sandbox.auth0.faults.inject({
        ...{ method: "POST", url: /\/api\/v2\/clients$/ },
        effect: {
          kind: "withholdAnswer",
          worked: (_request, answer) => {
            resolve(answer);
          },
        },
      });
      generating = portal.generateKeys(applicationName, keyManager, "");
    });
    const finish = await begun;
    // The connector has its answer only after we have looked at what is in our way.
    sandbox.wso2.faults.inject({
      ...{ method: "GET", url: /\/oauth-keys$/, skip: 1 },
      effect: {
        kind: "withholdAnswer",
        worked: (_request, answer) => {
          finish();
          void generating?.finally(answer);
        },
      },
    });
    const mapped = { ...inputs, mode: "map", clientId: "ours", clientSecret: "secret" };
    await assert.rejects(newRun().create(mapped as unknown as typeof inputs), /already/);
    const [keys, ...others] = await portal.keys(applicationName);
    const made = (await consumers()).map(({ client_id }) => client_id);
    assert.deepEqual([[keys?.["consumerKey"]], others], [made, []]);
  });

  describe("of an application that was adopted together with them", () => {
    const name = "adopted-app";
    let theirs: Inputs<GeneratedKeysDeclaration>;

    beforeEach(async () => {
      const { applicationId } = await portal.createApplication(name);
      theirs = { ...inputs, applicationId: String(applicationId), applicationName: name };
    });

    afterEach(() => portal.deleteApplication(name));

    const adopt = () => {
      const ownership = ownershipOf(name);
      return lifeCyclesFor(sandbox).applications.create({ name, adopt: true, ownership });
    };
    const marks = async () =>
      (await consumers()).map(({ client_metadata }) => client_metadata?.["managed_by"]);

    it("takes them over as adopted, without a mark, and leaves them where they are", async () => {
      await portal.generateKeys(name, keyManager, audience);
      await assert.rejects(
        newRun().create(theirs),
        /set adopt: true of these keys; .* Or remove them in the Developer Portal/,
      );
      await adopt();
      const { id, outs } = await newRun().create(theirs);
      assert.ok(outs);
      assert.equal(outs.adopted, true);
      assert.deepEqual(await marks(), [undefined]);
      await newRun().delete(id, outs);
      assert.equal((await portal.keys(name)).length, 1);
      assert.equal((await consumers()).length, 1);
    });

    it("takes none whose client is granted another API", async () => {
      const identifier = "https://other.example.com/";
      const scopes = [{ value: "default" }];
      const api = await dashboard.create("/resource-servers", { identifier, name, scopes });
      await portal.generateKeys(name, keyManager, identifier);
      await adopt();
      await assert.rejects(newRun().create(theirs), /is granted https:\/\/other\.example\.com\//);
      await dashboard.remove(`/resource-servers/${String(api["id"])}`);
      assert.deepEqual(await marks(), [undefined]);
    });

    it("keeps those as its own that it has made itself", async () => {
      await adopt();
      await newRun().create(theirs);
      const again = { ...theirs, ownership: ownershipOf("keys", "next") };
      const { id, outs } = await newRun().create(again);
      assert.ok(outs);
      assert.equal(outs.adopted, undefined);
      assert.equal(parseMark((await marks())[0])?.creation, "next");
      await newRun().delete(id, outs);
      assert.deepEqual([await portal.keys(name), await consumers()], [[], []]);
    });
  });

  it("leaves keys to the resource that has taken them over", async () => {
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    const next = { ...inputs, ownership: ownershipOf("renamed", "next") };
    sandbox.wso2.requests.clear();
    assert.equal((await newRun().create(next)).id, id);
    // Nothing but the mark differs.
    assert.deepEqual(
      sandbox.wso2.requests.writes().map(({ method }) => method),
      ["POST"],
    );
    await newRun().delete(id, outs);
    assert.equal((await portal.keys(applicationName)).length, 1);
    assert.equal((await consumers()).length, 1);
  });

  it("removes no half by itself while it is not known whether WSO2 has removed both", async () => {
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    sandbox.wso2.faults.inject({ method: "DELETE", times: Infinity, effect: { kind: "reset" } });
    await assert.rejects(newRun().delete(id, outs));
    assert.deepEqual(sandbox.wso2.requests.matching(/clean-up/), []);
    sandbox.wso2.faults.clear();
    await newRun().delete(id, outs);
    await assertNothingLeft();
  });

  it("removes its half where WSO2 cannot, whatever becomes of the answer", async () => {
    const { id, outs } = await newRun().create(inputs);
    assert.ok(outs);
    const url = /clean-up/;
    sandbox.wso2.faults.inject({ url, effect: { kind: "reset" } });
    await newRun().delete(id, { ...outs, condition: "notLoaded" });
    assert.equal(sandbox.wso2.faults.count, 1);
    await assertNothingLeft();
  });

  it("fails for every mistake in a declaration at once", async () => {
    const { failures } = await newRun().check(
      {},
      {
        applicationId: inputs.applicationId,
        ...{ applicationName, keyManager, management },
        keyType: "TEST" as "SANDBOX",
        grantTypes: ["authorization_code"],
        clientSecret: "not-shown" as unknown as undefined,
      },
    );
    assert.deepEqual(
      failures?.map(({ property, reason }) => `${property} ${reason}`),
      [
        'keyType must be one of "PRODUCTION"|"SANDBOX", but is "TEST"',
        "clientSecret belongs to mode map: WSO2 creates the client here",
        "callbackUrl is missing; authorization_code needs it",
      ],
    );
  });
});
