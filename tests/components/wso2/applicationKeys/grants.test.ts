import assert from "node:assert/strict";
import type { ClientCredentials } from "../../../../components/auth0/rest/clientCredentials";
import { connectorPermissions } from "../../../../components/auth0/rest/connectorPermissions";
import type {
  GeneratedKeysDeclaration,
  KeysAddition,
} from "../../../../components/wso2/applicationKeys/args";
import type { Inputs, State } from "../../../../components/wso2/provider/kind";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { lifeCyclesFor, ownershipOf } from "../../../support/lifeCycles";
import { trust } from "../../../support/trust";
import { sandboxForTests } from "../../../support/sandboxForTests";

const keyManager = "auth0-grants";
const permissions = connectorPermissions.map(({ name }) => name);

describe("the grant of a generated client", () => {
  const sandbox = sandboxForTests();
  let dashboard: Auth0Dashboard;
  let management: ClientCredentials;

  before(async () => {
    trust(sandbox);
    dashboard = new Auth0Dashboard(sandbox);
    management = await prepareKeyManager(sandbox, keyManager, permissions);
  });

  const newRun = () => lifeCyclesFor(sandbox).keys;

  const generate = async (applicationName: string) => {
    const portal = new DeveloperPortal(sandbox);
    const { applicationId } = await portal.createApplication(applicationName);
    const declared = {
      ...{
        applicationId: String(applicationId),
        applicationName,
        keyManager,
        audience,
        management,
      },
      ownership: ownershipOf(applicationName),
    };
    const run = newRun();
    const inputs = (await run.check({}, declared)).inputs as Inputs<GeneratedKeysDeclaration>;
    const { id, outs } = await run.create(inputs);
    return { id, inputs, state: outs as State<GeneratedKeysDeclaration, KeysAddition> };
  };
  const grantOf = async (state: KeysAddition) => {
    const grants = await dashboard.grants();
    const grant = grants.find((each) => each["client_id"] === state.consumerKey);
    assert.ok(grant);
    return grant;
  };
  const grantTo = async (scopes: string[]) => {
    const grant = (await dashboard.grants()).find(
      (each) => each["client_id"] === management.clientId,
    );
    await dashboard.change(`/client-grants/${String(grant?.["id"])}`, { scope: scopes });
  };

  for (const { title, change, shown } of [
    {
      title: "widened",
      change: { scope: ["default", "read:orders"] },
      shown: ["default", "read:orders"],
    },
    { title: "emptied", change: { scope: [] }, shown: [] },
    {
      title: "opened to every scope",
      change: { scope: null, allow_all_scopes: true },
      shown: ["(every scope)"],
    },
  ]) {
    it(`is shown and brought back where it was ${title} by hand`, async () => {
      const { id, inputs, state } = await generate(`app-${title}`);
      assert.deepEqual(inputs.scopes, ["default"]);
      const { id: grantId } = await grantOf(state);
      await dashboard.change(`/client-grants/${String(grantId)}`, change);

      const { props, inputs: seen } = await newRun().read(id, state);
      assert.ok(props);
      assert.deepEqual((seen as typeof inputs).scopes, shown);
      assert.deepEqual(await newRun().diff(id, props, inputs), {
        ...{ changes: true, replaces: [], deleteBeforeReplace: true },
      });
      await assert.rejects(
        newRun().update(id, props, inputs),
        /may not change them\. Give it the permission update:client_grants .*additionalPermissions/,
      );

      await grantTo([...permissions, "update:client_grants"]);
      const { outs } = await newRun().update(id, props, inputs);
      await grantTo(permissions);
      const { scope, allow_all_scopes: all = false } = await grantOf(state);
      assert.deepEqual([scope, all], [["default"], false]);
      assert.ok(outs);
      assert.equal(outs.consumerKey, state.consumerKey);
      assert.deepEqual((await newRun().read(id, outs)).inputs, inputs);
    });
  }

  it("is listed once in a run, for whatever number of keys", async () => {
    const keys = [await generate("first"), await generate("second"), await generate("third")];
    const run = newRun();
    sandbox.auth0.requests.clear();
    for (const { id, state } of keys) await run.read(id, state);
    const ofProduct = sandbox.auth0.requests
      .matching(/client-grants/)
      .filter(({ url }) => !url.includes("client_id="));
    assert.equal(ofProduct.length, 1);
  });

  it("is unseen where Auth0 does not tell of grants, which is no drift", async () => {
    const { id, inputs, state } = await generate("untold");
    const effect = { kind: "answer", status: 403, body: { error: "Forbidden" } } as const;
    sandbox.auth0.faults.inject({ url: /client-grants\?audience/, times: Infinity, effect });
    const { props } = await newRun().read(id, state);
    sandbox.auth0.faults.clear();
    assert.ok(props);
    assert.equal((await newRun().diff(id, props, inputs)).changes, false);
  });
});
