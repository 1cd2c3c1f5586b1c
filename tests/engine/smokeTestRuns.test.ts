import assert from "node:assert/strict";
import { startSandbox, type Sandbox } from "../../sandbox";
import { Auth0Dashboard, type Document } from "../../sandbox/consoles";
import { changesFound, Stack } from "./stack";

const config = {
  api: { identifier: "https://orders.example.com/", name: "Orders" },
  keyManager: { name: "auth0-proven" },
  applications: { app: { keys: { production: { mode: "map" } } } },
  smokeTest: { enabled: true },
};

describe("the smoke test, on the real engine", () => {
  let sandbox: Sandbox;
  let dashboard: Auth0Dashboard;
  let stack: Stack;

  before(async () => {
    sandbox = await startSandbox();
    dashboard = new Auth0Dashboard(sandbox);
    stack = await Stack.create(sandbox, "proven", config);
    await stack.up();
  });

  after(async () => {
    await stack.remove();
    await sandbox.close();
  });

  /** How often WSO2 was asked for a token while `work` ran, which all of the smoke test does. */
  const runsDuring = async (work: () => Promise<unknown>) => {
    sandbox.wso2.requests.clear();
    await work();
    return sandbox.wso2.requests.matching(/\/generate-token$/).length;
  };
  const editApi = async (change: Document) => {
    const [api] = await dashboard.apis();
    await dashboard.change(`/resource-servers/${String(api?.["id"])}`, change);
  };

  it("leaves nothing to do, and does not run again without a reason", async () => {
    const runs = await runsDuring(async () => {
      const { code, output } = await stack.preview();
      assert.equal(code, 0, output);
      assert.doesNotMatch(output, /Undefined value/);
      await stack.up("--expect-no-changes");
    });
    assert.equal(runs, 0);
  });

  it("says what it has seen, which does not change from run to run", async () => {
    const { smokeTest } = (await stack.outputs()) as { smokeTest: string[] };
    assert.equal(smokeTest.length, 9);
    for (const line of smokeTest) assert.match(line, /^passed {2}\w+ +[^ ].*[^)]$/);
  });

  it("runs after the API got another scope", async () => {
    const scopes = [{ name: "read:orders" }];
    await stack.configure({ ...config, api: { ...config.api, scopes } });
    assert.equal(await runsDuring(() => stack.up()), 1);
  });

  it("asks for a token at the end of every up, after changes by hand were undone", async () => {
    await editApi({ subject_type_authorization: { client: { policy: "deny_all" } } });
    const { code, output } = await stack.preview();
    assert.equal(code, changesFound, output);
    assert.match(output, /policy: "deny_all" => "require_client_grant"/);
    await stack.up();
  });

  it("fails an up that writes nothing, where tokens are not what they should be", async () => {
    sandbox.auth0.faults.inject({
      url: /jwks\.json$/,
      times: Infinity,
      effect: { kind: "answer", status: 200, body: { keys: [] } },
    });
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(output, /FAILED {2}signature/);
    sandbox.auth0.faults.clear();
  });
});
