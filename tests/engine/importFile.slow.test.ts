import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ImportFile } from "../../components/commands/importList/declared";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { ByHand } from "../../tools/demo/examples/byHand";
import { identitiesOf } from "../../tools/demo/examples/identities";
import { assertConverged, assertSays, assertShown } from "./assertions";
import { GatewayTraffic, isRefused, stretchesRefused } from "./gatewayTraffic";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const identifier = "https://orders.example.com/";
const subscriptions = [{ api: "Orders", version: "1.0.0" }];
const scopes = ["default", "read:orders"];
const config = {
  managementApplication: { name: "WSO2 API Manager" },
  api: { identifier, name: "Orders", scopes: [{ name: "read:orders" }] },
  keyManager: { name: "Auth0" },
  applications: {
    "orders-app": { keys: { production: {}, sandbox: { mode: "map", scopes } }, subscriptions },
  },
};

describe("a setup that was clicked by hand, by an import file on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;
  let traffic: GatewayTraffic;
  let identities: string;
  let others: string;

  before(async () => {
    traffic = new GatewayTraffic(sandbox, identifier);
    const byHand = new ByHand(sandbox);
    const management = await byHand.managementApplication();
    await byHand.api();
    await byHand.keyManager("Auth0", management);
    await byHand.consumer("others-app", "Auth0");
    await byHand.consumer("orders-app", "Auth0");
    identities = identitiesOf(sandbox);
    others = ofOthers();
    stack = await Stack.create(sandbox, "takeover", config);
  });

  after(async () => {
    traffic.close();
    await stack.remove();
  });

  /** All that both servers hold, beside what WSO2 makes by itself where somebody logs in. */
  const servers = () => {
    const { keyManagers, applications, subscriptions: subscribed } = sandbox.wso2.state;
    const { clients, clientGrants, resourceServers } = sandbox.auth0.state;
    const clicked = keyManagers.filter(({ type }) => type === "Auth0");
    const made = applications.filter(({ name }) => name !== "DefaultApplication");
    return JSON.stringify([clicked, made, subscribed, clients, clientGrants, resourceServers]);
  };
  const keysOf = (application: string) =>
    sandbox.wso2.state.applications.find(({ name }) => name === application)?.keyMappings ?? [];
  const clientsOf = (application: string) =>
    sandbox.auth0.state.clients.filter(({ client_id }) =>
      keysOf(application).some(({ consumerKey }) => consumerKey === client_id),
    );
  /** All that the second team has. */
  const ofOthers = () => {
    const { applications, subscriptions: subscribed } = sandbox.wso2.state;
    const application = applications.find(({ name }) => name === "others-app");
    const clients = clientsOf("others-app");
    const own = subscribed.filter(({ applicationId }) => applicationId === application?.uuid);
    return JSON.stringify([application, own, clients]);
  };
  const secrets = () => sandbox.auth0.state.clients.map(({ client_secret }) => client_secret);

  it("is listed whole, in a file that nobody else may read, and changes neither server", async () => {
    const before = servers();
    const { code, output } = await stack.importList();
    assert.equal(code, 0, output);
    assertSays(output, ["13 objects to import are in import.json", "delete it"]);
    for (const secret of secrets()) assert.ok(!output.includes(secret));
    const path = join(stack.directory, "import.json");
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    const { resources = [] } = JSON.parse(await readFile(path, "utf8")) as ImportFile;
    const listed = resources.filter(({ id }) => id !== undefined).length;
    assert.equal(listed, 13);
    assert.equal(servers(), before);
  });

  it("is imported as it is, with its secrets encrypted, and changes neither server", async () => {
    const before = servers();
    const output = await stack.import();
    assert.doesNotMatch(output, /failed to validate|warning/);
    assert.equal(servers(), before);
    const state = await stack.export();
    for (const secret of secrets()) assert.ok(!state.includes(secret));
  });

  it("shows marks and what was clicked otherwise, and replaces nothing", async () => {
    const output = await assertShown(stack);
    assert.doesNotMatch(output, /replace|delete/);
  });

  it("becomes the stack's with its ids and keys, while consumers call", async () => {
    const logins = clientsOf("orders-app").map(({ client_id, client_secret }) => ({
      id: client_id,
      secret: client_secret,
    }));
    const tokens = await Promise.all(logins.map((login) => traffic.tokenOf(login)));
    const answers = await traffic.during(tokens, () => stack.up());
    for (const statuses of answers) {
      const figures = `${statuses.filter(isRefused).length} of ${statuses.length} calls refused`;
      console.log(figures);
      // Once, while WSO2 loads the Key Manager, which gets its mark.
      assert.ok(stretchesRefused(statuses) <= 1, figures);
    }
    assert.equal(identitiesOf(sandbox), identities);
    assert.equal(ofOthers(), others);
    for (const token of tokens) assert.equal(await traffic.call(token), 200);
    for (const login of logins) {
      assert.equal(await traffic.call(await traffic.tokenOf(login)), 200);
    }
    await assertConverged(stack);
  });

  it("stays in WSO2 without a mark when the stack is destroyed", async () => {
    const { applications, subscriptions: subscribed, keyManagers } = sandbox.wso2.state;
    const before = [applications.length, subscribed.length, keyManagers.length];
    // The second team has a grant for the API, and what was adopted keeps its own ones.
    await stack.configure({ ...config, api: { ...config.api, destroyOthers: true } });
    await stack.up();
    await stack.destroy();
    const after = sandbox.wso2.state;
    assert.deepEqual(
      [after.applications.length, after.subscriptions.length, after.keyManagers.length],
      before,
    );
    assert.doesNotMatch(servers(), /heritage=/);
    assert.equal(ofOthers(), others);
  });
});

describe("a stack whose state is lost, by an import file on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;
  let identities: string;
  let owner: string;

  before(async () => {
    new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    stack = await Stack.create(sandbox, "lost", config);
    await stack.up();
    identities = identitiesOf(sandbox);
    owner = /owner=(\w+)/.exec(JSON.stringify(sandbox.wso2.state))?.[1] ?? "";
    await stack.succeed("stack", "rm", "--force", "--yes");
    await stack.succeed("stack", "init", "lost");
  });

  after(() => stack.remove());

  it("is told by a preview which command begins the way back", async () => {
    const { code, output } = await stack.preview();
    assert.notEqual(code, 0);
    assertSays(output, ["its state was lost, import everything again: npm run -s import-list"]);
    // Not amid the words of Auth0's provider.
    assert.match(
      output,
      /^ *Auth0 has an API with the identifier .* Or choose another identifier\.$/m,
    );
  });

  it("is told, object by object, what has its mark, and how to say that it is its own", async () => {
    const { code, output } = await stack.importList();
    assert.equal(code, 1, output);
    const remedy = `run this again with --owner ${owner}`;
    assert.equal(output.split(remedy).length - 1, 7, output);
  });

  it("has all of it again, and nothing to do but to write what WSO2 does not show", async () => {
    const { code, output } = await stack.importList("--owner", owner);
    assert.equal(code, 0, output);
    await stack.import();
    const shown = await assertShown(stack, ["clientSecret"]);
    assert.doesNotMatch(shown, /replace|delete/);
    await stack.up();
    assert.equal(identitiesOf(sandbox), identities);
    await assertConverged(stack);
  });

  it("leaves nothing when it is destroyed", async () => {
    await stack.destroy();
    const { applications, subscriptions: subscribed, keyManagers } = sandbox.wso2.state;
    assert.deepEqual(
      [applications, subscribed, keyManagers].map(({ length }) => length),
      [1, 0, 1],
    );
    assert.deepEqual(await new Auth0Dashboard(sandbox).clients(), []);
    assert.deepEqual(await new Auth0Dashboard(sandbox).apis(), []);
  });
});
