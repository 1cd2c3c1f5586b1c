import assert from "node:assert/strict";
import { mock } from "node:test";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import type { ClientCredentials } from "../../../../components/auth0/rest/clientCredentials";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { GeneratedClients } from "../../../../components/wso2/applicationKeys/clients";
import { keysKind } from "../../../../components/wso2/applicationKeys/kind";
import { LifeCycle } from "../../../../components/wso2/provider/lifeCycle";
import { faultCases } from "../../../faults/faultTable";
import { lifeCyclesFor, ownershipOf, serverOf } from "../../../support/lifeCycles";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { trust } from "../../../support/trust";

const keyManager = "auth0-removal";

describe("removing generated keys with a login that Auth0 refuses", () => {
  const sandbox = sandboxForTests();
  let management: ClientCredentials;

  before(async () => {
    trust(sandbox);
    management = await prepareKeyManager(sandbox, keyManager);
  });

  afterEach(() => {
    sandbox.auth0.faults.clear();
  });

  const lifeCycles = () => lifeCyclesFor(sandbox);
  const clientIds = async () =>
    (await new Auth0Dashboard(sandbox).clients()).map(({ client_id }) => client_id);
  const keysOf = async (applicationName: string) => {
    const ownership = ownershipOf(applicationName);
    const application = await lifeCycles().applications.create({
      name: applicationName,
      ownership,
    });
    const { id, outs } = await lifeCycles().keys.create({
      ...{ applicationId: application.id, applicationName, keyManager },
      ...{ audience, management, ownership },
    });
    assert.ok(outs);
    return { id, state: outs };
  };

  it("removes nothing where the state's login is refused, and says what to do", async () => {
    const { id, state } = await keysOf("refused");
    const stale = {
      ...state,
      management: { ...management, clientSecret: "of last year" },
    } as typeof state;
    await assert.rejects(
      lifeCycles().keys.delete(id, stale),
      /Auth0 refuses the login of the management application .*rotated.*Run pulumi up first/,
    );
    assert.ok((await clientIds()).includes(state.consumerKey));
    assert.equal((await new DeveloperPortal(sandbox).keys("refused")).length, 1);
  });

  it("removes nothing where the login has lost its grant, either", async () => {
    const { id, state } = await keysOf("without-grant");
    const body = { error: "access_denied", error_description: "Client is not authorized" };
    sandbox.auth0.faults.inject({
      ...{ method: "POST", url: /\/oauth\/token$/, times: Infinity },
      effect: { kind: "answer", status: 403, body },
    });
    await assert.rejects(
      lifeCycles().keys.delete(id, state),
      /its grant for the Management API was removed.*Run pulumi up first/,
    );
    assert.equal((await new DeveloperPortal(sandbox).keys("without-grant")).length, 1);
  });

  it("removes both halves with another login that the program declares for the tenant", async () => {
    const { id, state } = await keysOf("replaced");
    const clients = new GeneratedClients();
    clients.logins.renew(management);
    const keys = new LifeCycle(keysKind(() => serverOf(sandbox), undefined, clients));
    const gone = { ...management, clientId: "deleted", clientSecret: "of last year" };
    await keys.delete(id, { ...state, management: gone } as typeof state);
    assert.deepEqual(await new DeveloperPortal(sandbox).keys("replaced"), []);
    assert.ok(!(await clientIds()).includes(state.consumerKey));
  });

  it("removes nothing where that other login may not, either", async () => {
    const { id, state } = await keysOf("not-allowed");
    const dashboard = new Auth0Dashboard(sandbox);
    const { client_id: clientId, client_secret: clientSecret } = await dashboard.machineApplication(
      "Reads",
      management.audience,
      ["read:resource_servers"],
    );
    const clients = new GeneratedClients();
    clients.logins.renew({
      ...management,
      clientId: String(clientId),
      clientSecret: String(clientSecret),
    });
    const keys = new LifeCycle(keysKind(() => serverOf(sandbox), undefined, clients));
    const gone = { ...management, clientId: "deleted", clientSecret: "of last year" };
    await assert.rejects(
      keys.delete(id, { ...state, management: gone } as typeof state),
      /Auth0 refuses the login/,
    );
    assert.equal((await new DeveloperPortal(sandbox).keys("not-allowed")).length, 1);
  });

  it("takes no 404 of another server for a client that is gone, and names the client", async () => {
    const { id, state } = await keysOf("behind-a-proxy");
    const { effect } = faultCases.find(({ title }) => title === "404 of WSO2's gateway") ?? {};
    assert.ok(effect);
    sandbox.auth0.faults.inject({ url: /\/api\/v2\/clients\//, times: Infinity, effect });
    const told = mock.method(console, "log", () => undefined);
    await lifeCycles().keys.delete(id, state);
    const said = told.mock.calls.map(({ arguments: [text] }) => String(text)).join();
    told.mock.restore();
    sandbox.auth0.faults.clear();
    assert.ok((await clientIds()).includes(state.consumerKey));
    assert.match(said, new RegExp(`The client ${state.consumerKey} was left in Auth0`));
  });
});
