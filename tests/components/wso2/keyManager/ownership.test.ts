import assert from "node:assert/strict";
import { parseMark } from "../../../../components/marks/mark";
import { startSandbox } from "auth0-wso2-sandbox";
import { AdminPortal, type Document } from "auth0-wso2-sandbox/consoles";
import {
  declarationFor,
  providerFor,
  type KeyManagerInputs,
  type KeyManagerState,
} from "../../../support/declaration";
import { ownershipOf } from "../../../support/lifeCycles";
import { trust } from "../../../support/trust";
import { sandboxForTests } from "../../../support/sandboxForTests";

describe("whose a Key Manager is", () => {
  const sandbox = sandboxForTests();
  let portal: AdminPortal;
  /** As somebody has written it, and as `check` completes it. */
  let declared: KeyManagerInputs;
  let inputs: KeyManagerInputs;

  before(async () => {
    trust(sandbox);
    portal = new AdminPortal(sandbox);
    declared = await declarationFor(sandbox, "auth0");
    ({ inputs = declared } = await newRun().check({}, declared));
  });

  afterEach(async () => {
    sandbox.wso2.faults.clear();
    for (const { name } of await portal.keyManagers()) await portal.deleteKeyManager(String(name));
  });

  /** A life cycle as each run of the engine has one. */
  const newRun = () => providerFor(sandbox);
  const create = async (asked: KeyManagerInputs = inputs) => {
    const { id, outs } = await newRun().create(asked);
    assert.ok(outs);
    return { id, state: outs };
  };
  const propertiesOf = async () =>
    (await portal.keyManager("auth0"))["additionalProperties"] as Document;
  const markOf = async () => parseMark((await propertiesOf())["managed_by"]);
  const changesOf = async (id: string, state: KeyManagerState, news = inputs) => {
    const { props } = await newRun().read(id, state);
    assert.ok(props);
    return { props, ...(await newRun().diff(id, props, news)) };
  };
  const removeMark = async () => {
    const { managed_by, ...additionalProperties } = await propertiesOf();
    assert.ok(managed_by);
    await portal.editKeyManager("auth0", { additionalProperties });
  };

  it("releases one that it has adopted instead of deleting it", async () => {
    await create();
    await removeMark();
    const { id, state } = await create({ ...inputs, adopt: true });
    assert.equal((await markOf())?.adopted, true);
    await newRun().delete(id, state);
    assert.equal((await portal.keyManagers()).length, 1);
    assert.equal(await markOf(), undefined);
    assert.equal((await propertiesOf())["client_id"], inputs.clientId);
  });

  it("leaves one alone that carries the mark of another creation", async () => {
    const { id, state } = await create();
    await create({ ...inputs, ownership: ownershipOf("auth0", "next") });
    assert.deepEqual(await newRun().read(id, state), {});
    await newRun().delete(id, state);
    assert.equal((await markOf())?.creation, "next");
  });

  it("puts the mark of the same creation back where somebody has removed it", async () => {
    const { id, state } = await create();
    const before = await markOf();
    await removeMark();
    const { changes, replaces, props } = await changesOf(id, state);
    assert.deepEqual({ changes, replaces }, { changes: true, replaces: [] });
    const { outs } = await newRun().update(id, props, inputs);
    assert.equal((await markOf())?.creation, before?.creation);
    assert.ok(outs);
    assert.equal((await changesOf(id, outs)).changes, false);
  });

  it("shows no change after somebody has saved it in the Admin Portal as it was", async () => {
    const { id, state } = await create();
    await portal.editKeyManager("auth0", {
      permissions: null,
      tokenValidation: [],
      tokenType: "DIRECT",
      allowedOrganizations: ["ALL"],
      global: false,
    });
    assert.equal((await changesOf(id, state)).changes, false);
  });

  it("shows as a change what the portal's import loses, and heals it", async () => {
    const { id, state } = await create();
    const { clientId, clientSecret, audience } = inputs;
    await portal.editKeyManager("auth0", { additionalProperties: {} }).catch(() => undefined);
    await portal.editKeyManager("auth0", {
      additionalProperties: { client_id: clientId, client_secret: clientSecret, audience },
    });
    assert.equal(await markOf(), undefined);
    const { changes, replaces, props } = await changesOf(id, state);
    assert.deepEqual({ changes, replaces }, { changes: true, replaces: [] });
    await newRun().update(id, props, inputs);
    assert.equal((await markOf())?.creation, inputs.ownership?.creation);
    assert.equal((await portal.keyManager("auth0"))["id"], id);
  });

  it("shows a secret as changed where the answer of an update was lost, and heals it", async () => {
    const { id, state } = await create();
    const other = { ...inputs, clientSecret: "another secret" };
    sandbox.wso2.faults.inject({
      method: "PUT",
      effect: { kind: "replaceAnswer", status: 500, body: { code: 500, description: "" } },
    });
    await assert.rejects(newRun().update(id, state, other));
    // The change is taken back.
    const { changes, props } = await changesOf(id, state);
    assert.equal(props.clientSecret, "");
    assert.equal(changes, true);
    const { outs } = await newRun().update(id, props, inputs);
    assert.ok(outs);
    assert.equal((await changesOf(id, outs)).changes, false);
    const stored = sandbox.wso2.state.keyManagers.find(({ name }) => name === "auth0");
    assert.ok(!JSON.stringify(stored).includes("another secret"));
  });

  it("is nobody's twice: two resources of one name fail before anything is written", async () => {
    const run = newRun();
    const first = { ...declared, ownership: ownershipOf("first") };
    const second = { ...declared, ownership: ownershipOf("second") };
    assert.deepEqual((await run.check({}, first)).failures, []);
    assert.deepEqual((await run.check({}, first)).failures, []);
    const { failures = [] } = await run.check({}, second);
    assert.match(
      failures[0]?.reason ?? "",
      /declared twice: by the resources "first" and "second"/,
    );
  });

  it("has a name without white space around it, and no property of ours", async () => {
    const additionalProperties = JSON.parse('{"__proto__": "a", "managed_by": "b"}') as object;
    const wrong = { ...declared, name: "km ", additionalProperties } as KeyManagerInputs;
    const { failures = [] } = await newRun().check({}, wrong);
    assert.deepEqual(failures.map(({ property }) => property).sort(), [
      "additionalProperties.__proto__",
      "additionalProperties.managed_by",
      "name",
    ]);
  });

  it("is where it was under another URL of the same server", async () => {
    const { id, state } = await create();
    const url = sandbox.wso2.url.replace("localhost", "127.0.0.1");
    const { inputs: moved = inputs } = await providerFor(sandbox, { url }).check(state, declared);
    assert.equal(moved.server, url);
    const run = providerFor(sandbox, { url });
    const { changes, replaces } = await run.diff(id, state, moved);
    assert.deepEqual({ changes, replaces }, { changes: true, replaces: [] });
    const { outs } = await run.update(id, state, moved);
    assert.equal(outs?.server, url);
    assert.equal((await run.diff(id, outs, moved)).changes, false);
  });

  it("is neither lost nor deleted when the stack points to another server", async () => {
    const { id, state } = await create();
    const other = await startSandbox();
    try {
      const moved = { ...inputs, server: other.wso2.url };
      const run = providerFor(other);
      await assert.rejects(run.diff(id, state, moved), /it is on the server .*pulumi destroy/);
      await assert.rejects(run.read(id, state), /it is on the server .*pulumi destroy/);
      await assert.rejects(run.delete(id, state), /it is on the server .*Nothing was changed/);
      assert.equal((await portal.keyManagers()).length, 1);
    } finally {
      await other.close();
    }
  });

  for (const [field, value, reason] of [
    ["tokenEndpoint", "http://login.example.com/oauth/token", /an https URL/],
    ["audience", "http://login.example.com/api/v2/", /an https URL/],
    ["tokenEndpoint", "HTTPS://login.example.com/oauth/token", /an http\(s\) URL/],
    ["tokenEndpoint", "https://admin:pw@login.example.com/oauth/token", /and user/],
    ["revokeEndpoint", "https://login.example.com/{x}", /without white space, braces/],
  ] as const) {
    it(`has no ${field} such as ${value}`, async () => {
      const { failures = [] } = await newRun().check({}, { ...declared, [field]: value });
      const found = failures.filter(({ property }) => property === field);
      assert.ok(found.length > 0);
      assert.match(found.map((each) => each.reason).join(), reason);
    });
  }
});
