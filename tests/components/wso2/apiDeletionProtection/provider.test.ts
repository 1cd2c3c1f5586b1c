import assert from "node:assert/strict";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { ManagementLogins } from "../../../../components/auth0/rest/managementLogins";
import {
  apiDeletionProtection,
  type Protection,
} from "../../../../components/wso2/apiDeletionProtection/provider";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { trust } from "../../../support/trust";

describe("what protects an API from being deleted with grants of others", () => {
  const sandbox = sandboxForTests();
  let dashboard: Auth0Dashboard;
  let state: Required<Protection>;
  let provider: ReturnType<typeof apiDeletionProtection>;

  before(async () => {
    trust(sandbox);
    dashboard = new Auth0Dashboard(sandbox);
    const management = await prepareKeyManager(sandbox, "auth0-protection");
    state = {
      ...{ audience, management, destroyOthers: false },
      ...{ owner: "ours", resource: "api-deletion-protection" },
    };
  });

  beforeEach(() => {
    // As each run of the engine has it: nothing in memory.
    provider = apiDeletionProtection(new ManagementLogins(), []);
  });

  afterEach(async () => {
    sandbox.auth0.faults.clear();
    for (const { id, audience: api } of sandbox.auth0.state.clientGrants) {
      if (api === audience) await dashboard.remove(`/client-grants/${id}`);
    }
  });

  const calls = () => sandbox.auth0.requests.matching(/./).length;
  /** A grant that another team has clicked. */
  const grantOfOthers = async (
    settings: object = { scope: ["default", "read:orders"] },
    client_metadata: Record<string, string> = {},
  ) => {
    const client = await dashboard.create("/clients", { name: "Another team's", client_metadata });
    const grant = { client_id: client["client_id"], audience, ...settings };
    const { id } = await dashboard.create("/client-grants", grant);
    sandbox.auth0.requests.clear();
    return { id: String(id), client: String(client["client_id"]) };
  };
  const refusal = async (protection: Protection = state): Promise<string> => {
    const error = await provider.delete("id", protection).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Error, "It was deleted.");
    return error.message;
  };

  it("lets it go where there is no grant, for a login and a list", async () => {
    sandbox.auth0.requests.clear();
    await provider.delete("id", state);
    assert.equal(calls(), 2);
  });

  it("names each grant, whose it is and for what, and what to do", async () => {
    const theirs = await grantOfOthers();
    const forUsers = await grantOfOthers({ scope: [], subject_type: "user" });
    const everything = await grantOfOthers({ allow_all_scopes: true });
    const text = await refusal();
    for (const part of [
      "it was not deleted",
      `${theirs.id} of the application ${theirs.client}, with the scopes default, read:orders`,
      `${forUsers.id} of the application ${forUsers.client}, with no scopes`,
      `${everything.id} of the application ${everything.client}, with all scopes`,
      `Auth0's dashboard (Applications, APIs, ${audience}, Application Access)`,
      "pulumi config set --path 'api.destroyOthers' true",
    ]) {
      assert.ok(text.includes(part), `${part}\nis not in\n${text}`);
    }
  });

  it("lets grants go whose applications have the mark of the stack, and of no other", async () => {
    const marked = (owner: string) => ({ managed_by: `heritage=pulumi,owner=${owner}` });
    await grantOfOthers(undefined, marked("ours"));
    await provider.delete("id", state);
    const theirs = await grantOfOthers(undefined, marked("theirs"));
    const text = await refusal();
    assert.ok(text.includes(theirs.id));
    assert.equal(text.match(/cgr_/g)?.length, 1);
  });

  it("names a grant for all third-party applications", async () => {
    await dashboard.create("/client-grants", {
      ...{ audience, default_for: "third_party_clients", scope: ["default"] },
    });
    assert.match(await refusal(), /of all third-party applications, with the scopes default/);
  });

  it("asks nothing where others' grants may go", async () => {
    await grantOfOthers();
    await provider.delete("id", { ...state, destroyOthers: true });
    assert.equal(calls(), 0);
  });

  it("asks nobody where there is no login to ask with", async () => {
    await grantOfOthers();
    const { management, ...withoutLogin } = state;
    assert.ok(management);
    await provider.check({}, withoutLogin);
    await provider.delete("id", withoutLogin);
    assert.equal(calls(), 0);
  });

  it("goes by what the resource says now, for an API whose identifier has changed", async () => {
    await grantOfOthers();
    const now = { ...state, audience: "https://new.example.com/" };
    await provider.diff("new", now, now);
    assert.match(await refusal(), /was not deleted/);
    await provider.update("new", now, { ...now, destroyOthers: true });
    await provider.delete("old", state);

    const another = { ...now, destroyOthers: true, resource: "other-deletion-protection" };
    provider = apiDeletionProtection(new ManagementLogins(), []);
    await provider.read("another", another);
    assert.match(await refusal(), /was not deleted/);
  });

  it("is replaced itself without a question, as long as its successor is there", async () => {
    await grantOfOthers();
    await provider.diff("id", state, state);
    const { id } = await provider.create(state);
    await provider.delete("id", state);
    assert.equal(calls(), 0);
    await assert.rejects(provider.delete(id, state), /was not deleted/);
  });

  it("is not replaced by what protects an API of that identifier in another tenant", async () => {
    await grantOfOthers();
    const management = { ...state.management, audience: "https://other.eu.auth0.com/api/v2/" };
    await provider.read("other", { ...state, management, resource: "other" });
    assert.match(await refusal(), /was not deleted/);
  });

  it("refuses with a login that is not right any more, and takes that of today", async () => {
    const stale = { ...state, management: { ...state.management, clientSecret: "of last year" } };
    assert.match(
      await refusal(stale),
      /^Auth0 refuses the login of the management application .* The API was not deleted: .* Run pulumi up first/,
    );
    await provider.check({}, state);
    await provider.delete("id", stale);
  });

  it("keeps the login that it has where Auth0 refuses the one that is declared", async () => {
    const wrong = { ...state, management: { ...state.management, clientSecret: "not-the-secret" } };
    await provider.check(state, wrong);
    const error = await provider.update("id", state, wrong).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Error, "It was taken.");
    assert.match(
      error.message,
      /^Auth0 refuses the login .* The state keeps the login that it has\. Correct/,
    );
    assert.doesNotMatch(error.message, /not-the-secret/);
    await provider.check(state, state);
    assert.deepEqual(await provider.update("id", wrong, state), { outs: state });
  });

  it("refuses where Auth0 does not say what there is, without a secret", async () => {
    for (const status of [403, 400]) {
      sandbox.auth0.faults.inject({
        ...{ method: "GET", url: /client-grants/, times: Infinity },
        effect: { kind: "answer", status, body: { statusCode: status, message: "no" } },
      });
      const text = await refusal();
      assert.match(text, new RegExp(`client-grants.* answered ${status} .*read:client_grants`));
      assert.ok(!text.includes(state.management.clientSecret));
      sandbox.auth0.faults.clear();
    }
  });

  it("changes with login, identifier and permission, and is replaced for another API", async () => {
    const { management } = state;
    const changed = { ...management, clientSecret: "new" };
    const plain = { changes: true, replaces: [] };
    assert.deepEqual(await provider.diff("id", state, { ...state, resource: "renamed" }), {
      ...plain,
      changes: false,
    });
    assert.deepEqual(await provider.diff("id", state, { ...state, management: changed }), plain);
    assert.deepEqual(await provider.diff("id", state, { ...state, destroyOthers: true }), plain);
    assert.deepEqual(await provider.diff("id", state, { ...state, audience: "other" }), {
      ...plain,
      replaces: ["audience"],
    });
  });
});
