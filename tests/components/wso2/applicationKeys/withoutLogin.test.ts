import assert from "node:assert/strict";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { lifeCyclesFor, ownershipOf, serverOf } from "../../../support/lifeCycles";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { printing } from "../../../support/printed";
import { trust } from "../../../support/trust";

const keyManager = "auth0-dev";
const login = { kind: "basic", username: "alice", password: "alice" } as const;

const output = async (work: () => Promise<unknown>) => (await printing(work)).lines.join("\n");

describe("Keys of a stack without a login for Auth0, by a subscriber", () => {
  let sandbox: Sandbox;
  let dashboard: Auth0Dashboard;
  let managementClient: string;

  before(async () => {
    sandbox = await startSandbox();
    trust(sandbox);
    dashboard = new Auth0Dashboard(sandbox);
    sandbox.wso2.users.add({ login: "alice", roles: ["Internal/subscriber"] });
    managementClient = (await prepareKeyManager(sandbox, keyManager)).clientId;
  });

  after(() => sandbox.close());

  afterEach(() => {
    sandbox.auth0.faults.clear();
    sandbox.wso2.faults.clear();
  });

  const lifeCycles = () => lifeCyclesFor(sandbox, { login });
  const clients = async () =>
    (await dashboard.clients())
      .map(({ client_id }) => client_id)
      .filter((id) => id !== managementClient);

  const declared = (applicationId: string, applicationName: string) => {
    const { domain } = sandbox.auth0;
    const reference = { issuer: `https://${domain}/`, domain };
    const ownership = ownershipOf(applicationName);
    return { applicationId, applicationName, keyManager, audience, reference, ownership };
  };

  async function make(name: string) {
    const application = await lifeCycles().applications.create({
      name,
      ownership: ownershipOf(name),
    });
    const { keys } = lifeCycles();
    const { inputs = assert.fail(), failures = [] } = await keys.check(
      {},
      declared(application.id, name),
    );
    assert.deepEqual(failures, []);
    const { id, outs } = await keys.create(inputs);
    assert.ok(outs);
    return { application, id, state: outs, inputs };
  }

  it("are made, seen, changed and removed with their client", async () => {
    const { id, state, inputs, application } = await make("orders");
    assert.deepEqual(await clients(), [state.consumerKey]);
    const seen = await lifeCycles().keys.read(id, state);
    assert.ok(seen.props);
    assert.deepEqual((await lifeCycles().keys.diff(id, seen.props, inputs)).changes, false);
    const news = { ...inputs, grantTypes: ["client_credentials", "password"] } as typeof inputs;
    const { outs } = await lifeCycles().keys.update(id, seen.props, news);
    assert.ok(outs);
    await lifeCycles().keys.delete(id, outs);
    assert.deepEqual(await clients(), []);
    await lifeCycles().applications.delete(application.id, application.outs ?? assert.fail());
  });

  it("are made anew where they are gone from WSO2, and the client that is left is named", async () => {
    const { id, state, inputs } = await make("forgotten");
    await serverOf(sandbox, { login }).keys.cleanUp(state.applicationId, id);
    const { props } = await lifeCycles().keys.read(id, state);
    assert.equal(props?.condition, "keysMissing");
    const { replaces } = await lifeCycles().keys.diff(id, props, inputs);
    assert.deepEqual(replaces, ["condition"]);
    assert.match(await output(() => lifeCycles().keys.delete(id, props)), /was left in Auth0/);
    assert.ok((await clients()).includes(state.consumerKey ?? ""));
  });

  it("stay as they are where their client is gone from Auth0", async () => {
    const { id, state } = await make("clientless");
    await dashboard.remove(`/clients/${state.consumerKey ?? ""}`);
    const { props } = await lifeCycles().keys.read(id, state);
    assert.equal(props?.condition, "unseen");
    await lifeCycles().keys.delete(id, props);
    assert.deepEqual(await serverOf(sandbox, { login }).keys.list(state.applicationId), []);
  });

  it("stay with their tenant, whose issuer may become another", async () => {
    const { state, inputs } = await make("moved");
    const { domain } = sandbox.auth0;
    const renamed = { ...inputs, reference: { issuer: "https://login.acme.com/", domain } };
    const text = await output(async () => {
      const { failures } = await lifeCycles().keys.check(state, renamed);
      assert.deepEqual(failures ?? [], []);
    });
    assert.match(
      text,
      /issuer of the Key Manager's tokens changes from .* to https:..login\.acme\.com/,
    );
    const elsewhere = { issuer: "https://b.eu.auth0.com/", domain: "b.eu.auth0.com" };
    const moved = { ...inputs, reference: elsewhere } as typeof inputs;
    const { failures = [] } = await lifeCycles().keys.check(state, moved);
    assert.match(String(failures[0]?.reason), /are in the Auth0 tenant .* points to b\.eu/);
  });

  it("are left, and named, where their application is another stack's", async () => {
    const { id, state } = await make("taken");
    const doubtful = { ...state, ownership: { ...ownershipOf("keys"), owner: "fedcba9876543210" } };
    const text = await output(() => lifeCycles().keys.delete(id, doubtful));
    assert.match(text, /were left: the application taken belongs to resource "taken"/);
    assert.ok((await clients()).includes(state.consumerKey ?? ""));
  });

  it("have no field that is written in Auth0", async () => {
    const news = { ...declared("id", "logo"), logoUri: "https://acme.com/logo.png" };
    const { failures = [] } = await lifeCycles().keys.check({}, news);
    assert.match(String(failures[0]?.reason), /can be written in Auth0 alone/);
  });

  it("are made where an earlier run could neither make them nor remove what it had left", async () => {
    const application = await lifeCycles().applications.create({
      name: "left",
      ownership: ownershipOf("left"),
    });
    const { keys } = lifeCycles();
    const { inputs = assert.fail() } = await keys.check({}, declared(application.id, "left"));
    const refused = { kind: "answer", status: 500, body: {} } as const;
    sandbox.auth0.faults.inject({
      method: "POST",
      url: /clients$/,
      times: Infinity,
      effect: refused,
    });
    sandbox.wso2.faults.inject({ url: /oauth-keys$/, times: Infinity, effect: refused });
    await assert.rejects(keys.create(inputs), /oauth-keys answered 500/);
    sandbox.auth0.faults.clear();
    sandbox.wso2.faults.clear();
    const { outs } = await lifeCycles().keys.create(inputs);
    assert.ok(outs?.consumerKey && (await clients()).includes(outs.consumerKey));
  });

  it("name what a failed generation may have left", async () => {
    const application = await lifeCycles().applications.create({
      name: "failing",
      ownership: ownershipOf("failing"),
    });
    sandbox.auth0.faults.inject({
      url: /client-grants/,
      times: Infinity,
      effect: { kind: "answer", status: 403, body: { message: "no" } },
    });
    const { keys } = lifeCycles();
    const { inputs = assert.fail() } = await keys.check({}, declared(application.id, "failing"));
    const text = await output(() => assert.rejects(keys.create(inputs)));
    const left = (await dashboard.clients()).filter(({ name }) => String(name).includes("failing"));
    assert.equal(left.length, 1);
    assert.match(
      text,
      /may have left a client in Auth0.*"alicefailing_PRODUCTION" with the callback URL/,
    );
    assert.doesNotMatch(text, /run pulumi up again, which does/);
  });
});
