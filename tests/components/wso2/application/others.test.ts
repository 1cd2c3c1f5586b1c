import assert from "node:assert/strict";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { birthUrl } from "../../../../components/wso2/applicationKeys/birth";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { lifeCyclesFor, ownershipOf, serverOf } from "../../../support/lifeCycles";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { trust } from "../../../support/trust";

const keyManager = "auth0-others";
const ownership = ownershipOf("app");

describe("deleting an application on which others have hung something", () => {
  const sandbox = sandboxForTests();
  let portal: DeveloperPortal;
  let dashboard: Auth0Dashboard;

  before(async () => {
    trust(sandbox);
    portal = new DeveloperPortal(sandbox);
    dashboard = new Auth0Dashboard(sandbox);
    await prepareKeyManager(sandbox, keyManager);
  });

  const applications = () => lifeCyclesFor(sandbox).applications;
  const create = async (name: string) => {
    const { id, outs } = await applications().create({ name, ownership });
    assert.ok(outs);
    return { id, state: outs };
  };
  const clientIds = async () => (await dashboard.clients()).map(({ client_id }) => client_id);

  it("is refused for keys that were mapped by hand, and done once they are gone", async () => {
    const { id, state } = await create("mapped");
    const client = await dashboard.create("/clients", { name: "by hand" });
    await portal.mapKeys("mapped", keyManager, client);
    await assert.rejects(
      applications().delete(id, state),
      new RegExp(
        `keys SANDBOX of the Key Manager "${keyManager}" with client ${String(client["client_id"])}`,
      ),
    );
    await portal.forgetKeys("mapped");
    await applications().delete(id, state);
    assert.deepEqual(await portal.applications(), []);
    assert.ok((await clientIds()).includes(client["client_id"]));
  });

  it("is refused for a subscription, and done where others' may go", async () => {
    const orders = new Publisher(sandbox).publish({
      ...{ name: "Orders", context: "/orders", version: "1.0.0" },
    });
    const { id, state } = await create("subscribed");
    await portal.subscribe("subscribed", orders);
    await assert.rejects(applications().delete(id, state), /subscription to API "Orders" 1\.0\.0/);
    await applications().delete(id, { ...state, destroyOthers: true });
    assert.deepEqual(await portal.applications(), []);
    assert.deepEqual(sandbox.wso2.state.subscriptions, []);
  });

  it("is refused where WSO2 cannot read the keys, whose they may be", async () => {
    const { id, state } = await create("unreadable");
    await portal.generateKeys("unreadable", keyManager, audience);
    const [keys] = await portal.keys("unreadable");
    await dashboard.remove(`/clients/${String(keys?.["consumerKey"])}`);
    await assert.rejects(applications().delete(id, state), /keys of which WSO2 cannot read some/);
    assert.equal((await portal.applications()).length, 1);
    await applications().delete(id, { ...state, destroyOthers: true });
  });

  it("is refused for keys of a Key Manager that is disabled, which WSO2 does not list", async () => {
    const { id, state } = await create("unlisted");
    await portal.generateKeys("unlisted", keyManager, audience);
    const admin = new AdminPortal(sandbox);
    await admin.editKeyManager(keyManager, { enabled: false });
    await assert.rejects(
      applications().delete(id, state),
      new RegExp(`keys of the Key Manager "${keyManager}", which WSO2 does not list`),
    );
    assert.equal((await portal.applications()).length, 1);
    await admin.editKeyManager(keyManager, { enabled: true });
    await applications().delete(id, { ...state, destroyOthers: true });
  });

  it("takes along keys that only a run of its own stack can have requested", async () => {
    const { id, state } = await create("broken-off");
    await serverOf(sandbox).keys.generate(id, {
      ...{ keyManager, keyType: "PRODUCTION", scopes: ["default"], validityTime: "3600" },
      grantTypesToBeSupported: ["client_credentials"],
      callbackUrl: birthUrl({ ownership, applicationId: id, keyManager }),
      additionalProperties: {
        app_type: "non_interactive",
        token_endpoint_auth_method: "client_secret_basic",
        audience_of_api: audience,
      },
    });
    const before = await clientIds();
    await applications().delete(id, state);
    assert.deepEqual(await portal.applications(), []);
    assert.equal((await clientIds()).length, before.length - 1);
  });
});
