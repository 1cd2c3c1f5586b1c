import assert from "node:assert/strict";
import { Auth0Dashboard, type Document } from "auth0-wso2-sandbox/consoles";
import { sandboxForTests } from "../support/sandboxForTests";
import { assertConverged, assertSays, assertShown } from "./assertions";
import { Stack, type StackConfig } from "./stack";

const audience = "https://orders.example.com/";

describe("a client grant that somebody made before, on the real engine", () => {
  const sandbox = sandboxForTests();
  let dashboard: Auth0Dashboard;
  let stack: Stack;
  /** Applications of other people. */
  let reporting: string;
  let billing: string;

  const declared = (grants: object = {}): StackConfig => ({
    api: { identifier: audience, scopes: [{ name: "read:orders" }], grants },
    keyManager: { name: "auth0-grants" },
  });

  const newClient = async (name: string) => {
    const client = { name, app_type: "non_interactive", grant_types: ["client_credentials"] };
    return String((await dashboard.create("/clients", client))["client_id"]);
  };
  const newGrant = (clientId: string, fields: Document) =>
    dashboard.create("/client-grants", { client_id: clientId, audience, ...fields });
  const grantsOf = async (clientId: string) =>
    (await dashboard.grants()).filter(({ client_id }) => client_id === clientId);

  before(async () => {
    dashboard = new Auth0Dashboard(sandbox);
    stack = await Stack.create(sandbox, "grants", declared());
    await stack.up();
    reporting = await newClient("Reporting");
    billing = await newClient("Billing");
  });

  after(() => stack.remove());

  /** Preview and up are refused in the same words, and change nothing. */
  const assertRefused = async (words: readonly string[]) => {
    const before = structuredClone(sandbox.auth0.state);
    sandbox.auth0.requests.clear();
    for (const operation of [["preview"], ["up", "--yes", "--skip-preview"]]) {
      const { code, output } = await stack.pulumi(...operation);
      assert.notEqual(code, 0, output);
      assertSays(output, words);
    }
    assert.deepEqual(sandbox.auth0.requests.writes(), []);
    assert.deepEqual(sandbox.auth0.state, before);
  };

  it("is refused, named and never narrowed", async () => {
    const scope = ["default", "read:orders"];
    const theirs = await newGrant(reporting, { scope });
    await stack.configure(declared({ reporting: { clientId: reporting } }));
    await assertRefused([
      reporting,
      audience,
      String(theirs["id"]),
      "default, read:orders",
      "pulumi config set --path 'api.grants.reporting.adopt' true",
    ]);
    assert.deepEqual(await grantsOf(reporting), [theirs]);
  });

  it("is refused where a grant of ours is given to that client instead", async () => {
    const [theirs] = await grantsOf(reporting);
    const third = await newClient("Third");
    await stack.configure(declared({ reporting: { clientId: third } }));
    await stack.up();
    const [ours] = await grantsOf(third);
    await stack.configure(declared({ reporting: { clientId: reporting } }));
    await assertRefused([reporting, "pulumi config set --path 'api.grants.reporting.adopt' true"]);
    assert.deepEqual(await grantsOf(third), [ours]);
    assert.deepEqual(await grantsOf(reporting), [theirs]);
    await stack.configure(declared());
    await stack.up();
    assert.deepEqual(await grantsOf(third), []);
  });

  it("is taken over where that is said, brought to what is declared, and left by a removal", async () => {
    const [theirs] = await grantsOf(reporting);
    const adopted = { reporting: { clientId: reporting, scopes: ["default"], adopt: true } };
    await stack.configure(declared(adopted));
    await assertShown(stack, ["auth0-api-grant-reporting"]);
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0, output);
    assertSays(output, ["taken over as it was", "default, read:orders", "Run pulumi up once more"]);
    await stack.up();
    await assertConverged(stack);
    const taken = { ...theirs, scope: ["default"], organization_usage: "deny" };
    assert.deepEqual(await grantsOf(reporting), [taken]);
    await stack.configure(declared());
    await stack.up();
    assert.deepEqual(await grantsOf(reporting), [taken]);
  });

  it("is not one that this stack has made, which is made anew where it was deleted", async () => {
    await stack.configure(declared({ billing: { clientId: billing } }));
    await stack.up();
    await assertConverged(stack);
    const [ours] = await grantsOf(billing);
    await dashboard.remove(`/client-grants/${String(ours?.["id"])}`);
    await assertShown(stack, ["+ auth0:index/clientGrant:ClientGrant"]);
    await stack.up();
    await assertConverged(stack);
    assert.equal((await grantsOf(billing)).length, 1);
  });

  it("costs one list of the grants of each API in a run, however many are declared", async () => {
    await stack.configure(
      declared({ billing: { clientId: billing }, more: { clientId: await newClient("More") } }),
    );
    await stack.up();
    sandbox.auth0.requests.clear();
    await assertConverged(stack);
    const lists = sandbox.auth0.requests.all
      .filter(({ method, url }) => method === "GET" && /^\/api\/v2\/client-grants\?/.test(url))
      .map(({ url }) => new URLSearchParams(url.split("?")[1]))
      .map((query) => [query.get("audience"), query.has("client_id")]);
    const management = `https://${sandbox.auth0.domain}/api/v2/`;
    assert.deepEqual(
      lists.sort(),
      // That of the deployer alone is the check of its permissions.
      [
        [management, false],
        [management, true],
        [audience, false],
      ].sort(),
    );
  });

  it("is not told from ours where that is to be replaced, which changes nothing either", async () => {
    const [ours] = await grantsOf(billing);
    const urn =
      /urn:[^"]*ClientGrant::auth0-api-grant-billing/.exec(await stack.export())?.[0] ?? "";
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview", "--replace", urn);
    assert.notEqual(code, 0, output);
    assertSays(output, [billing, String(ours?.["id"])]);
    await assertConverged(stack);
    assert.deepEqual(await grantsOf(billing), [ours]);
  });

  it("is not taken for the grant of an own client where it is for users", async () => {
    const { managementClientId } = await stack.outputs();
    const management = String(managementClientId);
    const [ours] = await grantsOf(management);
    await dashboard.remove(`/client-grants/${String(ours?.["id"])}`);
    const forUsers = await dashboard.create("/client-grants", {
      client_id: management,
      audience: ours?.["audience"],
      scope: ["read:clients"],
      subject_type: "user",
    });
    await assertRefused([management, String(forUsers["id"]), "for users"]);
    await dashboard.remove(`/client-grants/${String(forUsers["id"])}`);
    await stack.up();
    await assertConverged(stack);
    assert.deepEqual(
      (await grantsOf(management)).map(({ subject_type }) => subject_type),
      ["client"],
    );
  });
});
