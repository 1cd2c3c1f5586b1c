import assert from "node:assert/strict";
import { AdminPortal, Auth0Dashboard, type Document } from "auth0-wso2-sandbox/consoles";
import { assertConverged, assertSays, assertShown } from "./assertions";
import { changesFound, Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const config = {
  api: {
    identifier: "https://orders.example.com/",
    name: "Orders",
    scopes: [{ name: "read:orders", description: "Read orders" }],
  },
  keyManager: { name: "auth0-engine", description: "Declared" },
};

describe("the life cycle of a stack, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;
  let portal: AdminPortal;
  let dashboard: Auth0Dashboard;

  before(async () => {
    portal = new AdminPortal(sandbox);
    dashboard = new Auth0Dashboard(sandbox);
    stack = await Stack.create(sandbox, "engine", config);
  });

  after(() => stack.remove());

  const clearLogs = () => {
    sandbox.auth0.requests.clear();
    sandbox.wso2.requests.clear();
  };
  const onlyClient = async () => {
    const clients = await dashboard.clients();
    assert.equal(clients.length, 1);
    return String(clients[0]?.["client_id"]);
  };
  const onlyApi = async () => {
    const apis = await dashboard.apis();
    assert.equal(apis.length, 1);
    return String(apis[0]?.["id"]);
  };

  it("creates everything on both sides with three calls to WSO2 at most", async () => {
    clearLogs();
    await stack.up();
    const calls = sandbox.wso2.requests.all.map(({ method, url }) => `${method} ${url}`);
    assert.deepEqual(calls, [
      "GET /api/am/admin/v4/key-managers",
      "POST /api/am/admin/v4/key-managers",
    ]);
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), ["auth0-engine"]);

    const clientId = await onlyClient();
    const [api] = await dashboard.apis();
    assert.equal(api?.["identifier"], "https://orders.example.com/");
    assert.deepEqual(api["scopes"], [
      { value: "default", description: "Asked for by WSO2 API Manager for every application" },
      { value: "read:orders", description: "Read orders" },
    ]);
    const [grant] = await dashboard.grants();
    assert.equal(grant?.["client_id"], clientId);
    assert.equal((grant["scope"] as string[]).length, 8);
    const entry = await portal.keyManager("auth0-engine");
    const { managed_by, ...properties } = propertiesOf(entry);
    assert.match(
      String(managed_by),
      /^heritage=pulumi,owner=\w{16},creation=\w{12},write=1,stack=auth0-wso2-key-manager%2Fengine,resource=auth0-key-manager$/,
    );
    assert.deepEqual(properties, {
      client_id: clientId,
      client_secret: "*****",
      audience: `https://${sandbox.auth0.domain}/api/v2/`,
      self_validate_jwt: true,
    });
  });

  it("tells the next person what exists now", async () => {
    const { keyManagerReference, ...outputs } = await stack.outputs();
    // Its values: teams.slow.test.ts.
    assert.equal((keyManagerReference as { name: string }).name, "auth0-engine");
    assert.deepEqual(outputs, {
      issuer: `https://${sandbox.auth0.domain}/`,
      apiIdentifier: "https://orders.example.com/",
      managementClientId: await onlyClient(),
      keyManagerId: (await portal.keyManager("auth0-engine"))["id"],
      keyManagerName: "auth0-engine",
      adminPortal: `${sandbox.wso2.url}/admin/`,
      developerPortal: `${sandbox.wso2.url}/devportal/`,
    });
  });

  it("has nothing to do in a second up, which costs WSO2 one GET, and writes nothing", async () => {
    clearLogs();
    await stack.up("--expect-no-changes");
    assert.equal(sandbox.wso2.requests.all.length, 1);
    assert.match(sandbox.wso2.requests.all[0]?.url ?? "", /\/key-managers\/[0-9a-f-]+$/);
    assert.deepEqual(sandbox.auth0.requests.writes(), []);
  });

  it("sees and heals the drift of every field that was changed, on both sides", async () => {
    const drift = {
      displayName: "drifted",
      description: "drifted",
      enabled: false,
      wellKnownEndpoint: "https://drifted/",
      issuer: "https://drifted/",
      clientRegistrationEndpoint: "https://drifted/",
      introspectionEndpoint: "https://drifted/",
      tokenEndpoint: "https://drifted/",
      displayTokenEndpoint: "https://drifted/",
      revokeEndpoint: "https://drifted/",
      displayRevokeEndpoint: "https://drifted/",
      userInfoEndpoint: "https://drifted/",
      authorizeEndpoint: "https://drifted/",
      scopeManagementEndpoint: "https://drifted/",
      availableGrantTypes: ["password"],
      certificates: { type: "JWKS", value: "https://drifted/" },
      consumerKeyClaim: "drifted",
      scopesClaim: "drifted",
      claimMapping: [{ remoteClaim: "drifted", localClaim: "drifted" }],
      tokenValidation: [{ id: 1, enable: true, type: "REFERENCE", value: "drifted" }],
      enableTokenGeneration: false,
      enableMapOAuthConsumerApps: false,
      enableOAuthAppCreation: false,
      enableSelfValidationJWT: false,
      enableTokenEncryption: true,
      enableTokenHashing: true,
      permissions: { permissionType: "DENY", roles: ["Internal/subscriber"] },
      allowedOrganizations: ["drifted"],
    };
    const before = await portal.keyManager("auth0-engine");
    await portal.editKeyManager("auth0-engine", {
      ...drift,
      additionalProperties: {
        client_id: "drifted",
        client_secret: "*****",
        audience: "https://drifted/",
      },
    });
    const clientId = await onlyClient();
    const apiId = await onlyApi();
    const [grant] = await dashboard.grants();
    const inAuth0 = () =>
      Promise.all([
        dashboard.get(`/clients/${clientId}`),
        dashboard.get(`/client-grants/${String(grant?.["id"])}`),
        dashboard.get(`/resource-servers/${apiId}`),
      ]);
    const declared = await inAuth0();
    await dashboard.change(`/clients/${clientId}`, {
      description: "drifted",
      grant_types: ["client_credentials", "implicit"],
      token_endpoint_auth_method: "client_secret_post",
    });
    await dashboard.change(`/client-grants/${String(grant?.["id"])}`, { scope: ["read:clients"] });
    await dashboard.change(`/resource-servers/${apiId}`, {
      token_lifetime: 60,
      scopes: [{ value: "drifted" }],
    });

    await assertShown(stack, [
      ...Object.keys(drift),
      ...["clientId", "audience", "grantTypes", "authenticationMethod", "tokenLifetime"],
      "read:client_grants",
    ]);
    await stack.up();
    assert.deepEqual(await portal.keyManager("auth0-engine"), {
      ...before,
      additionalProperties: {
        ...propertiesOf(before),
        // The same creation, written once more.
        managed_by: String(propertiesOf(before)["managed_by"]).replace("write=1", "write=2"),
      },
      // Reset by name: a server that knows organizations is told "all" in so many words.
      allowedOrganizations: ["ALL"],
    });
    assert.deepEqual(await inAuth0(), declared);
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), ["auth0-engine"]);
  });

  it("sees and heals what was rotated and deleted by hand in one pass, with --run-program", async () => {
    await dashboard.rotateSecret(await onlyClient());
    await dashboard.remove(`/resource-servers/${await onlyApi()}`);
    const inOnePass = ["--run-program", "--expect-no-changes", "--diff"];
    const { code, output } = await stack.pulumi("preview", ...inOnePass);
    assert.equal(code, changesFound, output);
    assertSays(output, ["clientSecret", "auth0-api"]);
    await stack.up("--run-program");
    await onlyApi();
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), ["auth0-engine"]);
    assert.equal((await stack.pulumi("preview", ...inOnePass)).code, 0);
  });

  it("creates a Key Manager again that was deleted by hand", async () => {
    await portal.deleteKeyManager("auth0-engine");
    await stack.up();
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), ["auth0-engine"]);
  });

  it("creates an application again that was deleted by hand, and tells WSO2", async () => {
    const earlier = await onlyClient();
    await dashboard.remove(`/clients/${earlier}`);
    assertSays(await stack.up("--diff"), ["auth0-management-client"]);
    const clientId = await onlyClient();
    assert.notEqual(clientId, earlier);
    assert.equal(propertiesOf(await portal.keyManager("auth0-engine"))["client_id"], clientId);
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), ["auth0-engine"]);
  });

  it("replaces the Key Manager when it is renamed, after which nothing is left to do", async () => {
    await stack.configure({
      ...config,
      keyManager: { ...config.keyManager, name: "auth0-renamed" },
    });
    assertSays(await stack.up("--diff"), ["replace", "auth0-renamed"]);
    const names = (await portal.keyManagers()).map(({ name }) => name);
    assert.deepEqual(names, ["auth0-renamed"]);
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), ["auth0-renamed"]);
    await assertConverged(stack);
  });

  it("shows no secret in its output and keeps none in plain in its state", async () => {
    const client = (await dashboard.get(`/clients/${await onlyClient()}`)) as {
      client_secret: string;
    };
    const state = await stack.export();
    const everything = stack.transcript + state;
    for (const secret of [
      client.client_secret,
      sandbox.auth0.deployer.clientSecret,
      `${sandbox.wso2.administrator.username}:${sandbox.wso2.administrator.password}`,
    ]) {
      assert.ok(!everything.includes(secret));
      assert.ok(!everything.includes(Buffer.from(secret).toString("base64")));
    }
    assert.ok(!state.includes('"password"'));
  });

  it("leaves nothing behind on either side when it is destroyed", async () => {
    await stack.destroy();
    assert.deepEqual(await portal.keyManagers(), []);
    assert.deepEqual(await dashboard.clients(), []);
    assert.deepEqual(await dashboard.apis(), []);
    assert.deepEqual(await dashboard.grants(), []);
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), []);
  });
});

function propertiesOf(entry: Document): Document {
  return entry["additionalProperties"] as Document;
}
