import assert from "node:assert/strict";
import { mock } from "node:test";
import type {
  GeneratedKeysDeclaration,
  KeysAddition,
} from "../../../../components/wso2/applicationKeys/args";
import type { ClientCredentials } from "../../../../components/auth0/rest/clientCredentials";
import { birthUrl } from "../../../../components/wso2/applicationKeys/birth";
import { toGenerateRequest } from "../../../../components/wso2/applicationKeys/conversion";
import { Incomplete } from "../../../../components/wso2/provider/incomplete";
import type { Inputs, State } from "../../../../components/wso2/provider/kind";
import { markText, parseMark } from "../../../../components/marks/mark";
import { isAvailable, releases } from "../../../../components/wso2/rest/releases";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { lifeCyclesFor, ownershipOf, serverOf } from "../../../support/lifeCycles";
import { trust } from "../../../support/trust";

const keyManager = "auth0-born";
const applicationName = "orders-app";
const patience = { budget: 20_000, firstPause: 20, longestPause: 100 };
const update = { method: "PUT", url: /\/oauth-keys\// };
const grantCall = { method: "POST", url: /\/api\/v2\/client-grants$/ };
const failure = { kind: "answer", status: 500, body: { code: 900967, message: "no" } } as const;

interface Client {
  client_id: string;
  callbacks: string[];
  client_metadata?: Record<string, string>;
}

it("what a generated client is born with is another text for other keys or another owner", () => {
  const keys = {
    ...{ applicationId: "a", applicationName: "app", keyManager: "km" },
    management: { tokenEndpoint: "", clientId: "", clientSecret: "", audience: "" },
    ownership: ownershipOf("keys"),
  };
  const texts = [
    keys,
    { ...keys, applicationId: "b" },
    { ...keys, keyManager: "other" },
    { ...keys, keyType: "SANDBOX" as const },
    { ...keys, ownership: { ...keys.ownership, owner: "fedcba9876543210" } },
  ].map(birthUrl);
  assert.equal(new Set(texts).size, texts.length);
  // The same for the next creation, under another name, and where the default type is said.
  const next = { ...keys, applicationName: "renamed", keyType: "PRODUCTION" as const };
  assert.equal(birthUrl({ ...next, ownership: ownershipOf("keys", "next") }), texts[0]);
});

for (const release of releases) {
  describe(`what a generated client is born with, on ${release}`, () => {
    let sandbox: Sandbox;
    let portal: DeveloperPortal;
    let dashboard: Auth0Dashboard;
    let management: ClientCredentials;
    let inputs: Inputs<GeneratedKeysDeclaration>;

    before(async () => {
      sandbox = await startSandbox({ release });
      trust(sandbox);
      const version = isAvailable("4.2", release) ? "v3" : "v2";
      portal = new DeveloperPortal(sandbox, `/api/am/devportal/${version}`);
      dashboard = new Auth0Dashboard(sandbox);
      management = await prepareKeyManager(sandbox, keyManager);
    });

    after(() => sandbox.close());

    const newRun = () => lifeCyclesFor(sandbox, { patience });

    beforeEach(async () => {
      const { id: applicationId } = await newRun().applications.create({
        name: applicationName,
        ownership: ownershipOf(applicationName),
      });
      inputs = {
        ...{ applicationId, applicationName, keyManager, audience, management },
        ownership: ownershipOf("keys"),
      };
    });

    afterEach(async () => {
      sandbox.wso2.faults.clear();
      sandbox.auth0.faults.clear();
      sandbox.wso2.workflows.configure({ keyGeneration: "simple" });
      await portal.deleteApplication(applicationName);
      for (const { client_id } of await consumers())
        await dashboard.remove(`/clients/${client_id}`);
    });

    const consumers = async () =>
      ((await dashboard.clients()) as unknown as Client[]).filter(
        ({ client_id }) => client_id !== management.clientId,
      );

    /** One client, ours, with nothing but what is declared, on both sides; and nothing to do. */
    const assertGrownUp = async (
      id: string,
      state: State<GeneratedKeysDeclaration, KeysAddition>,
      creation = inputs.ownership?.creation,
    ) => {
      const declared = inputs.callbackUrl?.split(",") ?? [];
      const clients = await consumers();
      assert.deepEqual(
        clients.map(({ client_id, callbacks }) => ({ client_id, callbacks })),
        [{ client_id: state.consumerKey, callbacks: declared }],
      );
      assert.equal(parseMark(clients[0]?.client_metadata?.["managed_by"])?.creation, creation);
      const [key] = await portal.keys(applicationName);
      assert.equal(key?.["callbackUrl"] ?? "", declared.join(","));
      const { props } = await newRun().keys.read(id, state);
      assert.ok(props);
      assert.equal((await newRun().keys.diff(id, props, inputs)).changes, false);
    };

    for (const callbackUrl of [
      undefined,
      "https://orders.example.com/a,https://orders.example.com/b",
    ]) {
      it(`gives way to what is declared, in Auth0 and in WSO2: ${callbackUrl ?? "none"}`, async () => {
        inputs = { ...inputs, ...(callbackUrl !== undefined && { callbackUrl }) };
        const { id, outs } = await newRun().keys.create(inputs);
        const [posted] = sandbox.wso2.requests.matching(/generate-keys/).slice(-1);
        assert.equal(posted?.status, 200);
        assert.ok(outs);
        await assertGrownUp(id, outs as typeof inputs & KeysAddition);
      });
    }

    it("tells what a run has left that broke off, to the next one only", async () => {
      const others = {
        ...inputs,
        ownership: { ...ownershipOf("keys"), owner: "fedcba9876543210" },
      };
      const { client_id: stranger } = await dashboard.create("/clients", {
        name: `admin${applicationName}_PRODUCTION`,
        callbacks: [birthUrl(others)],
      });
      sandbox.auth0.faults.inject({ ...grantCall, effect: failure });
      const request = toGenerateRequest(inputs, birthUrl(inputs));
      await assert.rejects(serverOf(sandbox).keys.generate(inputs.applicationId, request));
      assert.equal((await consumers()).length, 2);
      inputs = { ...inputs, ownership: ownershipOf("keys", "the next one") };
      const { id, outs } = await newRun().keys.create(inputs);
      assert.ok(outs);
      const left = (await consumers()).map(({ client_id }) => client_id);
      assert.deepEqual(left.sort(), [stranger, outs.consumerKey].sort());
      await dashboard.remove(`/clients/${String(stranger)}`);
      await assertGrownUp(id, outs as typeof inputs & KeysAddition);
    });

    it("is not all that tells: a client with this resource's mark that no state knows is named", async () => {
      const { outs: lost } = await newRun().keys.create(inputs);
      const marked = (resource: string) => ({
        managed_by: markText({ ...ownershipOf(resource), write: 1, adopted: false }),
      });
      const others = [
        { name: "of another resource", client_metadata: marked("other keys") },
        { name: "of nobody" },
      ];
      for (const other of others) await dashboard.create("/clients", other);
      await portal.forgetKeys(applicationName);
      const told = mock.method(console, "log", () => undefined);
      const next = { ...inputs, ownership: ownershipOf("keys", "next") };
      await newRun()
        .keys.create(next)
        .finally(() => {
          told.mock.restore();
        });
      assert.equal((await consumers()).length, 4);
      const [line, ...more] = told.mock.calls.map(({ arguments: [text] }) => String(text));
      assert.match(
        String(line),
        new RegExp(`\\(${String(lost?.consumerKey)}\\)\\. Its mark says that it belongs`),
      );
      assert.deepEqual(more, []);
    });

    it("does not give a client away with which WSO2 has other keys", async () => {
      const borrowed = await dashboard.create("/clients", {
        name: "borrowed",
        callbacks: [birthUrl(inputs)],
      });
      await serverOf(sandbox).keys.map(inputs.applicationId, {
        ...{ keyManager, keyType: "SANDBOX" },
        consumerKey: String(borrowed["client_id"]),
        consumerSecret: String(borrowed["client_secret"]),
      });
      const { outs } = await newRun().keys.create(inputs);
      assert.deepEqual(
        (await consumers()).map(({ client_id }) => client_id).sort(),
        [borrowed["client_id"], outs?.consumerKey].sort(),
      );
    });

    it("is not taken for another's keys when WSO2 fails to change it, and goes with the next run", async () => {
      sandbox.wso2.faults.inject({ ...update, times: Infinity, effect: failure });
      await assert.rejects(newRun().keys.create(inputs), /oauth-keys\/.* answered 500/);
      const [client] = await consumers();
      assert.deepEqual(client?.callbacks, [birthUrl(inputs)]);
      sandbox.wso2.faults.clear();
      const { id, outs } = await newRun().keys.create(inputs);
      assert.ok(outs);
      assert.equal(outs.consumerKey, client.client_id);
      await assertGrownUp(id, outs as typeof inputs & KeysAddition);
    });

    it("goes in the same run where WSO2 fails to change it once", async () => {
      sandbox.wso2.faults.inject({ ...update, effect: failure });
      const { id, outs } = await newRun().keys.create(inputs);
      assert.equal(sandbox.wso2.faults.count, 1);
      assert.ok(outs);
      await assertGrownUp(id, outs as typeof inputs & KeysAddition);
    });

    it("goes where Auth0 takes no mark", async () => {
      const mark = { method: "PATCH", url: /\/clients\// };
      sandbox.auth0.faults.inject({ ...mark, effect: { kind: "answer", status: 403, body: {} } });
      await newRun().keys.create(inputs);
      assert.equal(sandbox.auth0.faults.count, 1);
      const seen = (await consumers()).map(({ callbacks, client_metadata }) => ({
        callbacks,
        client_metadata,
      }));
      assert.deepEqual(seen, [{ callbacks: [], client_metadata: undefined }]);
    });

    it("says in an adopted application which keys are this stack's, whoever was killed", async () => {
      await portal.deleteApplication(applicationName);
      const { applicationId } = await portal.createApplication(applicationName);
      const ownership = ownershipOf(applicationName);
      await newRun().applications.create({ name: applicationName, adopt: true, ownership });
      inputs = { ...inputs, applicationId: String(applicationId) };
      const request = toGenerateRequest(inputs, birthUrl(inputs));
      await serverOf(sandbox).keys.generate(inputs.applicationId, request);
      const { id, outs } = await newRun().keys.create(inputs);
      assert.ok(outs);
      assert.equal(outs.adopted, undefined);
      await assertGrownUp(id, outs as typeof inputs & KeysAddition);
    });

    for (const isRefreshed of [true, false]) {
      it(`is what approved keys are completed by, ${isRefreshed ? "after" : "without"} a refresh`, async () => {
        sandbox.wso2.workflows.configure({ keyGeneration: "approval" });
        const pending: unknown = await newRun()
          .keys.create(inputs)
          .catch((error: unknown) => error);
        assert.ok(pending instanceof Incomplete);
        sandbox.auth0.faults.inject({
          method: "POST",
          url: /\/api\/v2\/clients$/,
          effect: { kind: "loseAnswer" },
        });
        const { id } = pending;
        await sandbox.wso2.workflows.decideOnKeys(inputs.applicationId, id, "APPROVED");
        assert.equal((await consumers()).length, 2);
        let state = pending.outs as typeof inputs & KeysAddition;
        if (isRefreshed) {
          state = (await newRun().keys.read(id, state)).props as typeof state;
          assert.equal(state.condition, "complete");
        }
        assert.equal((await newRun().keys.diff(id, state, inputs)).changes, true);
        const { outs } = await newRun().keys.update(id, state, inputs);
        assert.ok(outs);
        await assertGrownUp(id, outs as typeof state);
      });
    }
  });
}
