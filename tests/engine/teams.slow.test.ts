import assert from "node:assert/strict";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { clientPermissions } from "../../tools/demo/examples/teams";
import { assertConverged, assertSays } from "./assertions";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const platform = "organization/auth0-wso2-key-manager/platform";
const ofOrders = {
  keyManager: { reference: platform },
  applications: { app: {} },
  smokeTest: { enabled: true },
};
const withoutAuth0 = {
  AUTH0_DOMAIN: undefined,
  AUTH0_CLIENT_ID: undefined,
  AUTH0_CLIENT_SECRET: undefined,
};

describe("a platform and its teams, on the real engine", () => {
  const sandbox = sandboxForTests({ activationDelay: 300 });
  let stacks: Record<"platform" | "orders" | "reports", Stack>;
  let managementSecret: string;

  before(async () => {
    for (const login of ["alice", "bob"]) {
      sandbox.wso2.users.add({ login, roles: ["Internal/subscriber"] });
    }
    const api = {
      identifier: "https://orders.example.com/",
      scopes: [{ name: "read:orders" }],
    };
    const declaring = await Stack.create(sandbox, "platform", {
      api,
      keyManager: { name: "auth0-teams" },
    });
    const { PULUMI_BACKEND_URL } = declaring.environment;
    const orders = await Stack.create(sandbox, "orders", ofOrders, undefined, {
      ...withoutAuth0,
      WSO2_USERNAME: "alice",
      WSO2_PASSWORD: "alice",
      PULUMI_BACKEND_URL,
    });
    const ofClients = await new Auth0Dashboard(sandbox).login("Reports team", clientPermissions);
    const reference = {
      name: "auth0-teams",
      domain: sandbox.auth0.domain,
      apiIdentifier: api.identifier,
      scopes: ["read:orders"],
    };
    const mapped = { production: { mode: "map", scopes: ["read:orders"] } };
    const reports = await Stack.create(
      sandbox,
      "reports",
      {
        keyManager: { reference },
        applications: { app: { keys: mapped } },
        smokeTest: { enabled: true },
      },
      undefined,
      {
        ...ofClients,
        WSO2_USERNAME: "bob",
        WSO2_PASSWORD: "bob",
      },
    );
    stacks = { platform: declaring, orders, reports };
  });

  after(() => Promise.all(Object.values(stacks).map((stack) => stack.remove())));

  /** Beside those that WSO2 makes for each user. */
  const applications = () =>
    sandbox.wso2.state.applications
      .filter(({ name }) => name !== "DefaultApplication")
      .map(({ name, owner }) => `${name} of ${owner}`);

  it("gives teams the reference, and nothing else", async () => {
    await stacks.platform.up();
    const { keyManagerReference } = await stacks.platform.outputs();
    const { domain } = sandbox.auth0;
    assert.deepEqual(keyManagerReference, {
      name: "auth0-teams",
      domain,
      apiIdentifier: "https://orders.example.com/",
      scopes: ["default", "read:orders"],
      issuer: `https://${domain}/`,
      tokenEndpoint: `https://${domain}/oauth/token`,
      jwksUri: `https://${domain}/.well-known/jwks.json`,
      consumerKeyClaim: "azp",
      scopesClaim: "scope",
    });
    managementSecret = sandbox.auth0.state.clients.find(({ name }) => name.includes("management"))
      ?.client_secret as string;
    assert.ok(managementSecret);
  });

  it("lets a subscriber without a login for Auth0 have generated keys", async () => {
    const preview = await stacks.orders.succeed("preview");
    assertSays(preview, ["This stack has no login for Auth0's Management API."]);
    await stacks.orders.up();
    const { smokeTest } = await stacks.orders.outputs();
    assert.match(String(smokeTest), /Auth0 gives client/);
    assert.doesNotMatch(String(smokeTest), /Management API/);
    await assertConverged(stacks.orders);
    await stacks.orders.succeed("refresh", "--yes", "--skip-preview");
    await assertConverged(stacks.orders);
  });

  it("lets a login for clients and grants map keys, of an application of the same name", async () => {
    await stacks.reports.up();
    await assertConverged(stacks.reports);
    assert.deepEqual(applications().sort(), ["app of alice", "app of bob"]);
  });

  it("puts no secret of the platform into the state of a team", async () => {
    for (const stack of [stacks.orders, stacks.reports]) {
      const state = await stack.succeed("stack", "export", "--show-secrets");
      assert.equal(state.includes(managementSecret), false);
      assert.equal(stack.transcript.includes(managementSecret), false);
    }
  });

  /** A preview of a team with other logins is refused, and says what they lack. */
  const assertLacks = async (
    team: "orders" | "reports",
    login: Readonly<Record<string, string>>,
    texts: readonly string[],
    operation: readonly string[] = ["preview"],
  ) => {
    const { environment } = stacks[team];
    const usual = { ...environment };
    Object.assign(environment, login);
    const { code, output } = await stacks[team].pulumi(...operation);
    Object.assign(environment, usual);
    assert.notEqual(code, 0, output);
    assertSays(output, texts);
  };

  it("says which role a WSO2 user lacks", async () => {
    sandbox.wso2.users.add({ login: "carol", roles: [] });
    const carol = { WSO2_USERNAME: "carol", WSO2_PASSWORD: "carol" };
    await assertLacks("orders", carol, ["/devportal/", "Internal/subscriber (for applications)"]);
  });

  it("says which permissions a login for Auth0 lacks, before anything is made", async () => {
    const dashboard = new Auth0Dashboard(sandbox);
    const reading = clientPermissions.filter((permission) => permission.startsWith("read:"));
    const reader = await dashboard.login("May only read", reading);
    const up = ["up", "--yes", "--skip-preview"];
    await assertLacks("reports", reader, ["create:clients", "create:client_grants"], up);
    await dashboard.remove(`/clients/${reader.AUTH0_CLIENT_ID}`);
  });

  it("refuses mapped keys without a login for Auth0", async () => {
    const keys = { production: { mode: "map" } };
    await stacks.orders.configure({
      keyManager: { reference: platform },
      applications: { app: { keys } },
    });
    await assertLacks("orders", {}, ["auth0:clientId and auth0:clientSecret are missing"]);
    await stacks.orders.configure(ofOrders);
  });

  it("refuses a subscriber what only an administrator may, naming the role", async () => {
    const { environment } = stacks.platform;
    const admin = { ...environment };
    Object.assign(environment, { WSO2_USERNAME: "alice", WSO2_PASSWORD: "alice" });
    const { code, output } = await stacks.platform.pulumi("preview");
    Object.assign(environment, admin);
    assert.notEqual(code, 0);
    assertSays(output, ["/key-managers", "that the user has the role admin (for Key Managers)"]);
  });

  it("refuses the platform's destroy while teams use the Key Manager, with their names", async () => {
    const { code, output } = await stacks.platform.pulumi("destroy", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assertSays(output, ["application app of alice", "application app of bob"]);
    await stacks.platform.up();
    for (const stack of [stacks.orders, stacks.reports]) await assertConverged(stack);
  });

  it("names the command that makes new keys where a client is gone from Auth0", async () => {
    const { applications: summary } = (await stacks.orders.outputs()) as {
      applications: { app: { production: { consumerKey: string } } };
    };
    const { consumerKey } = summary.app.production;
    await new Auth0Dashboard(sandbox).remove(`/clients/${consumerKey}`);
    const { code, output } = await stacks.orders.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0, output);
    const [, target = ""] = /make new keys: pulumi destroy --target '([^']+)' /.exec(output) ?? [];
    const flags = ["--target-dependents", "--refresh=false", "--yes", "--skip-preview"];
    await stacks.orders.succeed("destroy", "--target", target, ...flags);
    await stacks.orders.up();
    await assertConverged(stacks.orders);
  });

  it("takes in again what a team has, whose state was lost, without a login for Auth0", async () => {
    const { applications: earlier } = await stacks.orders.outputs();
    await stacks.orders.succeed("stack", "rm", "--force", "--yes");
    await stacks.orders.succeed("stack", "init", "orders");
    const told = await stacks.orders.importList();
    const [, owner = ""] = /run this again with --owner (\w+)/.exec(told.output) ?? [];
    const { code, output } = await stacks.orders.importList("--owner", owner);
    assert.equal(code, 0, output);
    await stacks.orders.import();
    await stacks.orders.up();
    await assertConverged(stacks.orders);
    assert.deepEqual((await stacks.orders.outputs())["applications"], earlier);
  });

  it("refuses another tenant", async () => {
    const domain = "another.eu.auth0.com";
    const reference = { name: "auth0-teams", domain, apiIdentifier: "https://orders.example.com/" };
    await stacks.orders.configure({ keyManager: { reference }, applications: { app: {} } });
    const { code, output } = await stacks.orders.pulumi("preview");
    assert.notEqual(code, 0);
    assertSays(output, [`but the stack points to ${domain}`, "keyManager.reference"]);
    await stacks.orders.configure(ofOrders);
    await assertConverged(stacks.orders);
  });

  it("says which stack exports no reference", async () => {
    await stacks.orders.succeed("stack", "init", "empty", "--no-select");
    const reference = platform.replace("/platform", "/empty");
    await stacks.orders.configure({ ...ofOrders, keyManager: { reference } });
    const { code, output } = await stacks.orders.pulumi("preview");
    await stacks.orders.configure(ofOrders);
    assert.notEqual(code, 0);
    assertSays(output, [`The stack ${reference} does not export keyManagerReference.`]);
  });

  it("says which sections belong to the platform", async () => {
    const api = { identifier: "https://orders.example.com/" };
    const keyManager = { reference: platform, name: "auth0-teams" };
    await stacks.reports.configure({ api, keyManager, applications: {} });
    const { output } = await stacks.reports.pulumi("preview");
    assertSays(output, [
      "api belongs to the stack that declares the Key Manager",
      "keyManager.name belongs to the stack that declares the Key Manager",
    ]);
    const [, section = ""] = /Remove it: pulumi config rm '(\w+)'/.exec(output) ?? [];
    await stacks.reports.succeed("config", "rm", section);
    const again = await stacks.reports.pulumi("preview");
    assert.doesNotMatch(again.output, / api belongs to the stack/);
  });

  it("leaves nothing after each team's destroy, and then the platform's", async () => {
    await stacks.orders.destroy();
    const mapped = { production: { mode: "map", scopes: ["read:orders"] } };
    const reference = {
      name: "auth0-teams",
      domain: sandbox.auth0.domain,
      apiIdentifier: "https://orders.example.com/",
    };
    await stacks.reports.configure({
      keyManager: { reference },
      applications: { app: { keys: mapped } },
    });
    await stacks.reports.destroy();
    await stacks.platform.destroy();
    assert.deepEqual(applications(), []);
    const names = sandbox.auth0.state.clients.map(({ name }) => name).sort();
    assert.deepEqual(names, ["All Applications", "Deployer", "Reports team"]);
  });
});
