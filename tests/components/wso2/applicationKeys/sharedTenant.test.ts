import assert from "node:assert/strict";
import { mock } from "node:test";
import type { ClientCredentials } from "../../../../components/auth0/rest/clientCredentials";
import type { GeneratedKeysDeclaration } from "../../../../components/wso2/applicationKeys/args";
import type { Inputs } from "../../../../components/wso2/provider/kind";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { declarationFor, providerFor } from "../../../support/declaration";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { lifeCyclesFor, ownershipOf } from "../../../support/lifeCycles";
import { trust } from "../../../support/trust";
import { until } from "../../../support/until";

const keyManager = "auth0-shared";
const applicationName = "orders-app";
const patience = { budget: 20_000, firstPause: 20, longestPause: 100 };
const clientCall = { method: "POST", url: /\/api\/v2\/clients$/ };
const grantCall = { method: "POST", url: /\/api\/v2\/client-grants$/ };

/** A WSO2 whose Key Manager logs in to the tenant, with an application of ours and a person's portal. */
interface Side {
  sandbox: Sandbox;
  portal: DeveloperPortal;
  management: ClientCredentials;
  inputs: Inputs<GeneratedKeysDeclaration>;
}

describe("two WSO2 servers at one Auth0 tenant, with one login and one name of an application", () => {
  let ours: Side;
  let theirs: Side;
  let dashboard: Auth0Dashboard;

  before(async () => {
    const first = await startSandbox();
    const { certificateAuthority } = first;
    const second = await startSandbox({ certificateAuthority });
    trust(first);
    dashboard = new Auth0Dashboard(first);
    const management = await prepareKeyManager(first, keyManager);
    ours = sideAt(first, management);
    const shared = { ...second, auth0: first.auth0 };
    const declaration = await declarationFor(shared, keyManager);
    // So that a client without a grant is no failure there.
    await providerFor(shared).create({ ...declaration, enableTokenGeneration: false });
    await until(() => second.wso2.loadedKeyManagers().includes(keyManager));
    const { tokenEndpoint, clientId, clientSecret, audience: api } = declaration;
    theirs = sideAt(second, { tokenEndpoint, clientId, clientSecret, audience: api });
  });

  after(async () => {
    await ours.sandbox.close();
    await theirs.sandbox.close();
  });

  const sideAt = (sandbox: Sandbox, management: Side["management"]): Side => ({
    sandbox,
    portal: new DeveloperPortal(sandbox),
    management,
    inputs: {} as Side["inputs"],
  });

  const lifeCycles = ({ sandbox }: Side) => lifeCyclesFor(sandbox, { patience });

  beforeEach(async () => {
    for (const [side, owner] of [
      [ours, "0123456789abcdef"],
      [theirs, "fedcba9876543210"],
    ] as const) {
      const ownership = { ...ownershipOf("keys"), owner };
      const { id: applicationId } = await lifeCycles(side).applications.create({
        name: applicationName,
        ownership,
      });
      const { management } = side;
      const declared = { applicationId, applicationName, keyManager, audience, management };
      side.inputs = { ...declared, ownership };
    }
  });

  afterEach(async () => {
    ours.sandbox.wso2.faults.clear();
    ours.sandbox.auth0.faults.clear();
    for (const { portal } of [ours, theirs]) await portal.deleteApplication(applicationName);
    for (const { client_id } of await consumers()) await dashboard.remove(`/clients/${client_id}`);
  });

  const consumers = async () => {
    const logins = [ours, theirs].map(({ management }) => management.clientId);
    const clients = (await dashboard.clients()) as { client_id: string; name: string }[];
    return clients.filter(({ client_id }) => !logins.includes(client_id));
  };

  /** Each server has its keys and can read them, and Auth0 has nothing else. */
  const assertBothHaveKeys = async () => {
    const used = [];
    for (const { portal } of [ours, theirs]) {
      const [key, ...more] = await portal.keys(applicationName);
      assert.deepEqual(more, []);
      used.push(key?.["consumerKey"]);
    }
    const clients = await consumers();
    assert.deepEqual(clients.map(({ client_id }) => client_id).sort(), used.sort());
    assert.deepEqual(new Set(clients.map(({ name }) => name)).size, 1);
  };

  /** What a person does there while WSO2 is at work on our request. */
  const meanwhile = (deed: () => Promise<void>): Promise<void> =>
    new Promise((resolve, reject) => {
      ours.sandbox.wso2.faults.inject({
        url: /generate-keys/,
        effect: {
          kind: "withholdAnswer",
          worked: (_request, answer) => {
            void deed().then(resolve, reject).finally(answer);
          },
        },
      });
    });

  it("a generation of ours leaves a client without a grant that a person has made there meanwhile", async () => {
    const made = meanwhile(() => theirs.portal.generateKeys(applicationName, keyManager, ""));
    await lifeCycles(ours).keys.create(ours.inputs);
    await made;
    await assertBothHaveKeys();
  });

  it("leaves one whose grant WSO2 is about to make", async () => {
    let generating: Promise<void> | undefined;
    // The connector of the other server has the client, and its grant only after our run.
    const made = meanwhile(
      () =>
        new Promise((resolve) => {
          ours.sandbox.auth0.faults.inject({
            ...clientCall,
            effect: {
              kind: "withholdAnswer",
              worked: (_request, answer) => {
                resolve();
                void created.finally(answer);
              },
            },
          });
          generating = theirs.portal.generateKeys(applicationName, keyManager, audience);
        }),
    );
    const created = lifeCycles(ours).keys.create(ours.inputs);
    await created;
    await made;
    await generating;
    await assertBothHaveKeys();
  });

  it("a try of ours that failed leaves it, too, and removes its own client", async () => {
    ours.sandbox.auth0.faults.inject({
      ...grantCall,
      effect: { kind: "answer", status: 500 },
    });
    const made = meanwhile(() => theirs.portal.generateKeys(applicationName, keyManager, ""));
    await lifeCycles(ours).keys.create(ours.inputs);
    await made;
    await assertBothHaveKeys();
  });

  it("two runs at once leave each other's clients, with failures on both sides", async () => {
    for (const skip of [0, 1]) {
      for (const call of [clientCall, grantCall]) {
        ours.sandbox.auth0.faults.inject({ ...call, skip, effect: { kind: "loseAnswer" } });
      }
    }
    await Promise.all([ours, theirs].map((side) => lifeCycles(side).keys.create(side.inputs)));
    assert.equal(ours.sandbox.auth0.faults.count, 4);
    await assertBothHaveKeys();
  });

  it("a run says nothing of living clients whose names end alike", async () => {
    await dashboard.create("/clients", { name: `adminweb-${applicationName}_PRODUCTION` });
    await dashboard.create("/clients", { name: `admin${applicationName}_PRODUCTION` });
    const told = mock.method(console, "log", () => undefined);
    try {
      await lifeCycles(ours).keys.create(ours.inputs);
      assert.deepEqual(
        told.mock.calls.map(({ arguments: [line] }) => String(line)),
        [],
      );
    } finally {
      told.mock.restore();
    }
  });
});
