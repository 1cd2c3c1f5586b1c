import assert from "node:assert/strict";
import { Auth0Dashboard, type Document } from "auth0-wso2-sandbox/consoles";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const config = {
  api: { identifier: "https://orders.example.com/", name: "Orders" },
  keyManager: { name: "auth0-proven" },
  applications: { app: { keys: { production: { mode: "map" } } } },
  smokeTest: { enabled: true },
};

describe("the smoke test, on the real engine", () => {
  const sandbox = sandboxForTests();
  let dashboard: Auth0Dashboard;
  let stack: Stack;

  before(async () => {
    dashboard = new Auth0Dashboard(sandbox);
    stack = await Stack.create(sandbox, "proven", config);
    await stack.up();
  });

  after(() => stack.remove());

  const editApi = async (change: Document) => {
    const [api] = await dashboard.apis();
    await dashboard.change(`/resource-servers/${String(api?.["id"])}`, change);
  };

  /** How often WSO2 was asked for a token, which all of the smoke test does. */
  const runs = () => sandbox.wso2.requests.matching(/\/generate-token$/).length;

  it("says what it has seen, which does not change from run to run", async () => {
    assert.equal(runs(), 1);
    const { smokeTest } = (await stack.outputs()) as { smokeTest: string[] };
    assert.equal(smokeTest.length, 9);
    for (const line of smokeTest) assert.match(line, /^passed {2}\w+ +[^ ].*[^)]$/);
  });

  it("asks for a token at the end of every up, after changes by hand were undone", async () => {
    await editApi({ subject_type_authorization: { client: { policy: "deny_all" } } });
    const output = await stack.up("--diff");
    assert.match(output, /policy: "deny_all" => "require_client_grant"/);
  });

  it("fails an up that writes nothing, where tokens are not what they should be, and does not run again", async () => {
    sandbox.auth0.faults.inject({
      url: /jwks\.json$/,
      times: Infinity,
      effect: { kind: "answer", status: 200, body: { keys: [] } },
    });
    sandbox.wso2.requests.clear();
    sandbox.auth0.requests.clear();
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(output, /FAILED {2}signature/);
    assert.deepEqual(sandbox.auth0.requests.writes(), []);
    assert.deepEqual(sandbox.wso2.requests.writes(), []);
    assert.equal(runs(), 0);
    assert.match(output, /^Resources:\n +\d+ unchanged$/m);
  });

  it("leaves no output undefined, of which Pulumi warns", () => {
    assert.doesNotMatch(stack.transcript, /Undefined value/);
  });
});
