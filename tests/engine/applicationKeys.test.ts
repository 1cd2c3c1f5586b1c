import assert from "node:assert/strict";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { declaredExamples, examplesInAuth0 } from "../support/clientExamples";
import { assertConverged, assertSays, assertShown } from "./assertions";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const identifier = "https://orders.example.com/";
const subscriptions = [{ api: "Orders", version: "1.0.0" }];

const config = {
  api: { identifier, name: "Orders", scopes: [{ name: "read:orders" }] },
  keyManager: { name: "auth0-step3" },
  applications: {
    generated: {
      description: "Declared",
      keys: { production: declaredExamples },
      subscriptions,
    },
    mapped: {
      keys: {
        production: { mode: "map", scopes: ["default", "read:orders"], ...declaredExamples },
      },
      subscriptions,
    },
  },
};

describe("applications with keys and the smoke test, on the real engine", () => {
  const sandbox = sandboxForTests({ activationDelay: 300 });
  let stack: Stack;
  let portal: DeveloperPortal;
  let admin: AdminPortal;
  let dashboard: Auth0Dashboard;
  let withSmokeTest: typeof config & { smokeTest: object };

  before(async () => {
    portal = new DeveloperPortal(sandbox);
    admin = new AdminPortal(sandbox);
    dashboard = new Auth0Dashboard(sandbox);
    new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    const gatewayUrl = `${sandbox.wso2.gatewayUrl}/orders/1.0.0/orders`;
    withSmokeTest = { ...config, smokeTest: { application: "mapped", gatewayUrl } };
    stack = await Stack.create(sandbox, "step3", withSmokeTest);
  });

  after(() => stack.remove());

  const clearLogs = () => {
    sandbox.auth0.requests.clear();
    sandbox.wso2.requests.clear();
    sandbox.wso2.gateway.requests.clear();
  };
  const gatewayStatuses = () => sandbox.wso2.gateway.requests.all.map(({ status }) => status);
  const consumerKeyOf = async (application: string) =>
    String((await portal.keys(application))[0]?.["consumerKey"]);
  /** An `up` must find changes and show all of `names`. */
  const assertHealed = async (...names: string[]) => {
    assertSays(await stack.up("--diff"), names);
  };
  /** Both applications have keys of a client that exists, and no other client is there. */
  const assertWhole = async () => {
    const keys = [await consumerKeyOf("generated"), await consumerKeyOf("mapped")];
    const { additionalProperties } = await admin.keyManager("auth0-step3");
    const { client_id: management } = additionalProperties as { client_id: string };
    const clients = (await dashboard.clients()).map(({ client_id }) => String(client_id));
    assert.deepEqual(clients.sort(), [...keys, management].sort());
  };

  it("creates applications with keys in both modes and proves that they work", async () => {
    await stack.up();
    await assertWhole();
    assert.deepEqual(gatewayStatuses().slice(-3), [200, 401, 401]);

    const grants = await dashboard.grants();
    const scopesOf = async (application: string) => {
      const clientId = await consumerKeyOf(application);
      return grants.find((each) => each["client_id"] === clientId)?.["scope"];
    };
    assert.deepEqual(await scopesOf("generated"), ["default"]);
    assert.deepEqual(await scopesOf("mapped"), ["default", "read:orders"]);
  });

  it("tells consumer keys and the report of the smoke test, check by check", async () => {
    const outputs = await stack.outputs();
    const consumerKey = await consumerKeyOf("mapped");
    const { applicationId } = await portal.application("mapped");
    const summary = (outputs["applications"] as Record<string, unknown>)["mapped"];
    assert.deepEqual(summary, {
      applicationId,
      production: { consumerKey, auth0ClientId: consumerKey },
    });
    assert.equal(outputs["consumerSecrets"], "[secret]");
    const report = outputs["smokeTest"] as string[];
    assert.deepEqual(
      report.map((line) => /^passed {2}(\w+) +\S/.exec(line)?.[1]),
      [
        "token",
        "managementLogin",
        "signature",
        "issuer",
        "audience",
        "consumerKeyClaim",
        "scopesClaim",
        "consumerKey",
        "keyManagerLoaded",
        "gatewayWithToken",
        "gatewayWithoutToken",
        "gatewayWithForeignToken",
      ],
    );
  });

  it("changes nothing, writes nothing and calls no API in a second up", async () => {
    clearLogs();
    await stack.up("--expect-no-changes");
    assert.deepEqual(sandbox.wso2.requests.writes(), []);
    assert.deepEqual(sandbox.auth0.requests.writes(), []);
    assert.deepEqual(gatewayStatuses(), []);
  });

  it("sees and heals an application and a client that were changed, and tests again", async () => {
    await portal.editApplication("mapped", {
      description: "drifted",
      throttlingPolicy: "10PerMin",
    });
    await dashboard.change(`/clients/${await consumerKeyOf("generated")}`, {
      grant_types: ["client_credentials", "password"],
    });
    await portal.unsubscribe("generated");
    await assertShown(stack, ["drifted", "throttlingPolicy", "password", "Subscription"]);
    clearLogs();
    await stack.up();
    assert.deepEqual(gatewayStatuses(), [200, 401, 401]);
    await assertWhole();
  });

  it("declares in both modes what Auth0's client alone has, shows it changed by hand, and heals it", async () => {
    const seen = async (application: string) => {
      const clientId = await consumerKeyOf(application);
      const client = (await dashboard.clients()).find((each) => each["client_id"] === clientId);
      const properties = Object.keys(declared);
      return Object.fromEntries(properties.map((property) => [property, client?.[property]]));
    };
    const allOf = (which: "declared" | "byHand") =>
      Object.fromEntries(examplesInAuth0.flatMap((each) => Object.entries(each[which])));
    const [declared, byHand] = [allOf("declared"), allOf("byHand")];
    const names = examplesInAuth0.map(({ name }) => name);
    for (const application of ["generated", "mapped"]) {
      assert.deepEqual(await seen(application), declared);
      await dashboard.change(`/clients/${await consumerKeyOf(application)}`, byHand);
      await assertHealed(...names);
      assert.deepEqual(await seen(application), declared);
    }
  });

  it("shows a generated client's grant that was widened, says what up lacks, and heals it with that", async () => {
    const clientId = await consumerKeyOf("generated");
    const grant = async () =>
      (await dashboard.grants()).find((each) => each["client_id"] === clientId) ?? {};
    const path = `/client-grants/${String((await grant())["id"])}`;
    await dashboard.change(path, { scope: ["default", "read:orders"] });
    await assertShown(stack, ["generated-production-keys", "scopes", '"read:orders"']);
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(output, /may not change them\. Give it the permission update:client_grants/);

    const managementApplication = { additionalPermissions: ["update:client_grants"] };
    await stack.configure({ ...withSmokeTest, managementApplication });
    await stack.up();
    assert.deepEqual((await grant())["scope"], ["default"]);
    assert.equal(await consumerKeyOf("generated"), clientId);
    await stack.configure(withSmokeTest);
    await stack.up();
    await assertConverged(stack);
  });

  it("shows, but not in plain, that a generated client's secret was changed, and hands out the new one", async () => {
    await dashboard.rotateSecret(await consumerKeyOf("generated"));
    const [keys] = await portal.keys("generated");
    const said = "The consumer secret of keys PRODUCTION of generated was changed by hand";
    const output = await assertShown(stack, ["generated-production-keys", said]);
    assert.ok(!output.includes(String(keys?.["consumerSecret"])));
    await stack.up();
    const shown = await stack.succeed("stack", "output", "consumerSecrets", "--show-secrets");
    stack.transcript = stack.transcript.replace(shown, "");
    const { generated } = JSON.parse(shown) as { generated: { production: string } };
    assert.equal(generated.production, keys?.["consumerSecret"]);
    await assertConverged(stack);
  });

  it("makes keys again that were removed on one side, and leaves no client behind", async () => {
    await portal.forgetKeys("generated");
    await dashboard.remove(`/clients/${await consumerKeyOf("mapped")}`);
    await assertHealed("generated-production-keys", "mapped-production-client");
    await assertWhole();
    await dashboard.remove(`/clients/${await consumerKeyOf("generated")}`);
    await portal.forgetKeys("mapped");
    await assertHealed("condition", "mapped-production-keys");
    await assertWhole();
  });

  it("says what to mend first where a missing client keeps WSO2 from changing an application", async () => {
    await dashboard.remove(`/clients/${await consumerKeyOf("generated")}`);
    await portal.editApplication("mapped", { description: "drifted" });
    const { generated, mapped } = config.applications;
    await stack.configure({
      ...withSmokeTest,
      applications: { generated: { ...generated, description: "Changed" }, mapped },
    });
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    const [, remedy = ""] =
      /Repair the keys first \(pulumi (up --target '.*')\)/.exec(output) ?? [];
    await stack.succeed(...remedy.replaceAll("'", "").split(" "), "--yes", "--skip-preview");
    await assertHealed("Changed");
    await assertWhole();
  });

  it("replaces keys where the mode changes, and creates an application again", async () => {
    const { generated, mapped } = config.applications;
    await portal.deleteApplication("mapped");
    await stack.configure({
      ...withSmokeTest,
      applications: { generated: { ...generated, ...mapped }, mapped: generated },
    });
    await assertHealed("generated-production-client", "mapped-application");
    await assertWhole();
    await assertConverged(stack);
  });

  it("fails with the report when a check fails, and tests again in the next up", async () => {
    sandbox.wso2.gateway.faults.inject({
      times: Infinity,
      effect: { kind: "answer", status: 503 },
    });
    await stack.configure({
      ...withSmokeTest,
      smokeTest: { ...withSmokeTest.smokeTest, gatewayPatience: 1 },
    });
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(output, /The smoke test failed/);
    assert.match(output, /passed +token +Auth0 gives client/);
    assert.match(output, /FAILED +gatewayWithToken +GET .* answered 503, not 200/);
    sandbox.wso2.gateway.faults.clear();
    clearLogs();
    await stack.up();
    assert.deepEqual(gatewayStatuses(), [200, 401, 401]);
  });

  it("keeps keys that wait for approval, and continues with them in the next up", async () => {
    sandbox.wso2.workflows.configure({ keyGeneration: "approval" });
    await stack.configure({
      ...withSmokeTest,
      applications: { ...config.applications, approved: {} },
    });
    const first = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(first.code, 0);
    assert.match(first.output, /keys of application "approved": an administrator has to approve/);
    const { applicationId } = await portal.application("approved");
    const [keys] = await portal.keys("approved");
    assert.equal(keys?.["keyState"], "CREATED");
    const state = await stack.export();
    for (const { client_secret } of await dashboard.clients()) {
      assert.ok(!state.includes(String(client_secret)));
    }
    const id = String(keys["keyMappingId"]);
    await sandbox.wso2.workflows.decideOnKeys(String(applicationId), id, "APPROVED");
    await stack.up();
    const [approved] = await portal.keys("approved");
    assert.equal(approved?.["keyMappingId"], id);
    sandbox.wso2.workflows.configure({ keyGeneration: "simple" });
  });

  it("shows no secret in its output and keeps none in plain in its state", async () => {
    const clients = await dashboard.clients();
    const everything = stack.transcript + (await stack.export());
    assert.equal(clients.length, 4);
    for (const { client_secret } of clients) {
      assert.ok(!everything.includes(String(client_secret)));
    }
  });

  it("leaves nothing behind on either side when it is destroyed", async () => {
    await stack.destroy();
    assert.deepEqual(await portal.applications(), []);
    assert.deepEqual(await admin.keyManagers(), []);
    assert.deepEqual(await dashboard.clients(), []);
    assert.deepEqual(await dashboard.apis(), []);
    assert.deepEqual(await dashboard.grants(), []);
  });
});
