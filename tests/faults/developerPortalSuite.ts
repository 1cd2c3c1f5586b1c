import assert from "node:assert/strict";
import { mock } from "node:test";
import type { ClientCredentials } from "../../components/auth0/rest/clientCredentials";
import type {
  GeneratedKeysDeclaration,
  KeysAddition,
  KeysValues,
  MappedKeysDeclaration,
} from "../../components/wso2/applicationKeys/args";
import type { Inputs, State } from "../../components/wso2/provider/kind";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { audience, prepareKeyManager } from "../support/developerPortal";
import { lifeCyclesFor, ownershipOf } from "../support/lifeCycles";
import { timePassesByWaiting } from "../support/passingTime";
import { trust } from "../support/trust";
import { effectOf, promptFaults, type FaultCase } from "./faultTable";
import { patienceFor, usualTimeout, type RunOptions } from "./impatience";
import type { Call } from "./operations";
import { sandboxForTests } from "../support/sandboxForTests";

const applicationName = "faulty-app";
const keyManager = "auth0-faults";
const patience = { budget: 200, firstPause: 5, longestPause: 50 };

/** A call to the Developer Portal, or of WSO2 to Auth0. */
type PortalCall = Pick<Call, "method" | "url">;

/** What is done, the call that goes wrong, and what must be there after it was done again. */
interface Operation {
  calls: PortalCall[];
  prepare?: () => Promise<void>;
  run: () => Promise<unknown>;
  check: () => Promise<void>;
}

/** What operations are about; the calls of WSO2's connector to Auth0 have faults of their own. */
export type Subject =
  | "applications"
  | "making keys"
  | "reading keys"
  | "changing keys"
  | "removing keys"
  | "subscriptions"
  | "connector";

/** Injects each of the faults into each call of the operations on a subject, once and for good. */
export function developerPortalFaults(subject: Subject, faults = promptFaults): void {
  describe(`faults at each call of an application's life: ${subject}`, () => {
    timePassesByWaiting();
    const sandbox = sandboxForTests();
    let portal: DeveloperPortal;
    let dashboard: Auth0Dashboard;
    let management: ClientCredentials;
    let mappedClient: { client_id: string; client_secret: string };
    let applicationId: string;
    let generated: { id: string; state: State<KeysValues, KeysAddition> };
    let subscriptionId: string;

    before(async () => {
      trust(sandbox);
      portal = new DeveloperPortal(sandbox);
      dashboard = new Auth0Dashboard(sandbox);
      management = await prepareKeyManager(sandbox, keyManager);
      new Publisher(sandbox).publish({
        ...{ name: "Orders", context: "/orders", version: "1.0.0" },
        throttlingPolicies: ["Unlimited", "Gold"],
      });
      mappedClient = (await dashboard.create("/clients", {
        name: "mapped",
      })) as typeof mappedClient;
    });

    beforeEach(async () => {
      applicationId = (await applications().create(application())).id;
    });

    afterEach(async () => {
      options = {};
      sandbox.wso2.faults.clear();
      await portal.deleteApplication(applicationName).catch(() => undefined);
      for (const { client_id } of await generatedClients()) {
        await dashboard.remove(`/clients/${client_id}`);
      }
    });

    /** What the run needs for the fault of the test. */
    let options: RunOptions = {};
    const newRun = () => {
      const { timeout = usualTimeout } = options;
      return lifeCyclesFor(sandbox, { limits: { timeout, firstDelay: 1 }, patience });
    };
    const applications = () => newRun().applications;
    const keys = () => newRun().keys;
    const subscriptions = () => newRun().subscriptions;

    const application = () => ({ name: applicationName, ownership: ownershipOf(applicationName) });
    const applicationState = () => ({ ...application(), owner: "admin", revision: 1 });
    const keyInputs = (): Inputs<GeneratedKeysDeclaration> => ({
      owner: "admin",
      ownership: ownershipOf("keys"),
      applicationId,
      applicationName,
      keyManager,
      audience,
      management,
    });
    const mapInputs = (): Inputs<MappedKeysDeclaration> => ({
      owner: "admin",
      ownership: ownershipOf("keys"),
      applicationId,
      applicationName,
      keyManager,
      mode: "map",
      clientId: mappedClient.client_id,
      clientSecret: mappedClient.client_secret,
    });
    const subscriptionInputs = () => ({
      ...{ applicationId, api: "Orders", version: "1.0.0" },
      ownership: ownershipOf("orders"),
    });

    const generatedClients = async () =>
      (await dashboard.clients()).filter(
        ({ client_id }) =>
          client_id !== management.clientId && client_id !== mappedClient.client_id,
      ) as { client_id: string; client_secret: string; grant_types: string[] }[];

    const generate = async () => {
      const { id, outs } = await keys().create(keyInputs());
      assert.ok(outs);
      generated = { id, state: outs };
    };
    const subscribe = async () => {
      subscriptionId = (await subscriptions().create(subscriptionInputs())).id;
    };
    const assertOneKeyWith = async (clientIds: string[]) => {
      const consumerKeys = (await portal.keys(applicationName)).map(
        ({ consumerKey }) => consumerKey,
      );
      assert.deepEqual(consumerKeys, clientIds);
    };
    const assertGenerated = async () => {
      const clients = (await generatedClients()).map(({ client_id }) => client_id);
      assert.equal(clients.length, 1);
      await assertOneKeyWith(clients);
    };

    const operations: Record<Subject, Record<string, Operation>> = {
      connector: {},
      applications: {
        "creating an application": {
          calls: [
            { method: "GET", url: /\/applications\?/ },
            { method: "POST", url: /\/applications$/ },
          ],
          prepare: () => portal.deleteApplication(applicationName),
          run: () => applications().create(application()),
          check: async () => {
            assert.equal((await portal.applications()).length, 1);
          },
        },
        "reading an application": {
          calls: [{ method: "GET", url: /\/applications\?/ }],
          run: async () => {
            const { id } = await applications().read(applicationId, applicationState());
            assert.equal(id, applicationId);
          },
          check: () => Promise.resolve(),
        },
        "updating an application": {
          calls: [
            { method: "GET", url: /\/applications\?/ },
            { method: "PUT", url: /\/applications\/[^/]+$/ },
          ],
          run: () =>
            applications().update(applicationId, applicationState(), {
              ...application(),
              description: "Updated",
            }),
          check: async () => {
            const { description } = await portal.application(applicationName);
            assert.match(String(description), /^Updated \[heritage=pulumi,/);
          },
        },
        "deleting an application": {
          calls: [{ method: "DELETE", url: /\/applications\/[^/]+$/ }],
          prepare: generate,
          run: () =>
            applications().delete(applicationId, { ...applicationState(), destroyOthers: true }),
          check: async () => {
            assert.deepEqual(await portal.applications(), []);
            assert.deepEqual(await generatedClients(), []);
          },
        },
        "deleting an application on which nothing hangs": {
          calls: [
            { method: "GET", url: /\/subscriptions\?/ },
            { method: "GET", url: /\/oauth-keys$/ },
          ],
          run: () => applications().delete(applicationId, applicationState()),
          check: async () => {
            assert.deepEqual(await portal.applications(), []);
          },
        },
      },
      "making keys": {
        "generating keys": {
          calls: [{ method: "POST", url: /\/generate-keys$/ }],
          run: () => keys().create(keyInputs()),
          check: assertGenerated,
        },
        "mapping keys": {
          calls: [{ method: "POST", url: /\/map-keys$/ }],
          run: () => keys().create(mapInputs()),
          check: () => assertOneKeyWith([mappedClient.client_id]),
        },
      },
      "reading keys": {
        "reading keys": {
          calls: [
            { method: "GET", url: /\/oauth-keys\/[^/]+$/ },
            { method: "GET", url: /\/oauth-keys/ },
          ],
          prepare: generate,
          run: async () => {
            const { id, props } = await keys().read(generated.id, generated.state);
            assert.equal(id, generated.id);
            assert.equal(props?.consumerSecret, generated.state.consumerSecret);
            if (props?.condition === "unseen") {
              // While WSO2 fails at it, up does not succeed.
              await assert.rejects(keys().update(id, props, keyInputs()), /WSO2 cannot read them/);
            } else assert.equal(props?.condition, "complete");
          },
          check: assertGenerated,
        },
      },
      "changing keys": {
        "changing the client of keys": {
          calls: [{ method: "PUT", url: /\/oauth-keys\/[^/]+$/ }],
          prepare: generate,
          run: () =>
            keys().update(generated.id, generated.state, {
              ...keyInputs(),
              grantTypes: ["client_credentials", "password"],
            }),
          check: async () => {
            const [client] = await generatedClients();
            assert.deepEqual(client?.grant_types, ["client_credentials", "password"]);
            await assertGenerated();
          },
        },
        "rotating the secret of keys": {
          calls: [{ method: "POST", url: /\/regenerate-secret$/ }],
          prepare: generate,
          run: async () => {
            const news = { ...keyInputs(), secretVersion: "2" };
            const { outs } = await keys().update(generated.id, generated.state, news);
            assert.equal(outs?.consumerSecret, (await generatedClients())[0]?.client_secret);
          },
          check: async () => {
            const [client] = await generatedClients();
            assert.notEqual(client?.client_secret, generated.state.consumerSecret);
          },
        },
      },
      "removing keys": {
        "removing keys": {
          calls: [
            { method: "DELETE", url: /\/oauth-keys\/[^/]+$/ },
            { method: "POST", url: /\/clean-up$/ },
          ],
          prepare: generate,
          run: async () => {
            // Half of it is gone, so that each side is cleaned up by itself.
            const condition = "clientMissing";
            await keys().delete(generated.id, generated.state);
            await keys().delete(generated.id, { ...generated.state, condition });
          },
          check: async () => {
            assert.deepEqual(await portal.keys(applicationName), []);
            assert.deepEqual(await generatedClients(), []);
          },
        },
      },
      subscriptions: {
        subscribing: {
          calls: [
            { method: "GET", url: /\/apis\?/ },
            { method: "POST", url: /\/subscriptions$/ },
          ],
          run: subscribe,
          check: async () => {
            assert.equal((await portal.subscriptions(applicationName)).length, 1);
          },
        },
        "reading a subscription": {
          calls: [{ method: "GET", url: /\/subscriptions\/[^/]+$/ }],
          prepare: subscribe,
          run: async () => {
            const { id } = await subscriptions().read(subscriptionId, subscriptionInputs());
            assert.equal(id, subscriptionId);
          },
          check: () => Promise.resolve(),
        },
        "changing a subscription": {
          calls: [
            { method: "GET", url: /\/subscriptions\/[^/]+$/ },
            { method: "PUT", url: /\/subscriptions\/[^/]+$/ },
          ],
          prepare: subscribe,
          run: async () => {
            const news = { ...subscriptionInputs(), throttlingPolicy: "Gold" };
            await subscriptions().update(subscriptionId, subscriptionInputs(), news);
          },
          check: async () => {
            const found = await portal.subscriptions(applicationName);
            assert.deepEqual(
              found.map((each) => [each["subscriptionId"], each["throttlingPolicy"]]),
              [[subscriptionId, "Gold"]],
            );
          },
        },
        unsubscribing: {
          calls: [{ method: "DELETE", url: /\/subscriptions\/[^/]+$/ }],
          prepare: subscribe,
          run: () => subscriptions().delete(subscriptionId, subscriptionInputs()),
          check: async () => {
            assert.deepEqual(await portal.subscriptions(applicationName), []);
          },
        },
      },
    };

    /** Says what to do, and shows no secret. */
    const assertHelpful = async ({ message }: Error) => {
      assert.match(message, /Check |Look into|Correct|un pulumi up again|Try again/, message);
      const { username, password } = sandbox.wso2.administrator;
      const secrets = [
        management.clientSecret,
        mappedClient.client_secret,
        Buffer.from(`${username}:${password}`).toString("base64"),
        ...(await generatedClients()).map(({ client_secret }) => client_secret),
      ];
      for (const secret of secrets) assert.ok(!message.includes(secret));
    };

    const assertCase = async (
      operation: Operation,
      call: PortalCall,
      fault: FaultCase,
      times: number,
    ) => {
      await operation.prepare?.();
      options = patienceFor(fault.effect);
      sandbox.wso2.faults.inject({ ...call, times, effect: effectOf(fault, times) });
      const failure = await operation.run().then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      assert.ok(sandbox.wso2.faults.count > 0, "the fault did not strike");
      sandbox.wso2.faults.clear();
      options = {};
      if (failure !== undefined) {
        await assertHelpful(failure);
        await operation.run();
      }
      await operation.check();
    };

    for (const [name, operation] of Object.entries(operations[subject])) {
      for (const call of operation.calls) {
        const where = `${name}, ${call.method} ${call.url.source.replaceAll("\\", "")}`;
        for (const fault of faults) {
          it(`${where}: ${fault.title}, once`, () => assertCase(operation, call, fault, 1));
          it(`${where}: ${fault.title}, for good`, () =>
            assertCase(operation, call, fault, Infinity));
        }
      }
    }

    /** The calls with which WSO2's connector makes a client. */
    const connectorCalls: PortalCall[] = [
      { method: "POST", url: /\/api\/v2\/clients$/ },
      { method: "GET", url: /\/api\/v2\/client-grants/ },
      { method: "POST", url: /\/api\/v2\/client-grants/ },
    ];
    const auth0Faults: FaultCase[] = [
      { title: "403", effect: { kind: "answer", status: 403, body: { message: "Forbidden" } } },
      { title: "429", effect: { kind: "answer", status: 429, body: { message: "Too many" } } },
      { title: "500", effect: { kind: "answer", status: 500, body: { message: "Internal" } } },
    ];

    for (const call of subject === "connector" ? connectorCalls : []) {
      for (const { title, effect } of auth0Faults) {
        const where = `generating keys, ${call.method} ${call.url.source.replaceAll("\\", "")}`;
        it(`${where} of WSO2 to Auth0: ${title}, once, is healed in the same run`, async () => {
          sandbox.auth0.faults.inject({ ...call, effect });
          await keys().create(keyInputs());
          assert.equal(sandbox.auth0.faults.count, 1);
          sandbox.auth0.faults.clear();
          await assertGenerated();
        });

        it(`${where} of WSO2 to Auth0: ${title}, for good, leaves nothing behind`, async () => {
          sandbox.auth0.faults.inject({ ...call, times: Infinity, effect });
          const failure = await keys()
            .create(keyInputs())
            .then(
              () => assert.fail("nothing failed"),
              (error: unknown) => error as Error,
            );
          sandbox.auth0.faults.clear();
          await assertHelpful(failure);
          assert.deepEqual(await portal.keys(applicationName), []);
          assert.deepEqual(await generatedClients(), []);
        });
      }
    }

    if (subject === "connector")
      it("generating keys: names what may be left where Auth0 cannot be asked for it, and removes it next time", async () => {
        const told = mock.method(console, "log");
        const effect = { kind: "answer", status: 403, body: { message: "Forbidden" } } as const;
        const grants = { method: "POST", url: /\/api\/v2\/client-grants/, times: Infinity, effect };
        sandbox.auth0.faults.inject(grants);
        sandbox.auth0.faults.inject({ ...grants, method: "GET", url: /\/clients\?/ });
        const failure = await keys()
          .create(keyInputs())
          .catch((error: unknown) => error);
        told.mock.restore();
        sandbox.auth0.faults.clear();
        await assertHelpful(failure as Error);
        assert.notDeepEqual(await generatedClients(), []);
        const output = told.mock.calls.map(({ arguments: [line] }) => String(line)).join("\n");
        assert.match(
          output,
          /Look in Auth0 for a client "adminfaulty-app_PRODUCTION" with the callback URL https:\S+\.invalid\//,
        );
        await keys().create(keyInputs());
        await assertGenerated();
      });
  });
}
