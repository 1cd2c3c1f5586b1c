import assert from "node:assert/strict";
import { Auth0Dashboard, type Document } from "auth0-wso2-sandbox/consoles";
import type { Fault, FaultEffect } from "auth0-wso2-sandbox/http/faults";
import { sandboxForTests } from "../support/sandboxForTests";
import { assertConverged, assertSays } from "./assertions";
import { Stack, type StackConfig } from "./stack";

const identifier = "https://orders.example.com/";

const config: StackConfig = {
  api: { identifier },
  keyManager: { name: "auth0-answers" },
  applications: { "orders-app": { keys: { production: { mode: "map" } } } },
};

/** Auth0's own answer for what it does not have. */
const missing = (message: string): FaultEffect => ({
  kind: "answer",
  status: 404,
  body: { statusCode: 404, error: "Not Found", message },
});

const noClient = missing("The client does not exist");
const noApi = missing("The resource server does not exist");
const lost: FaultEffect = { kind: "loseAnswer" };

const oneClient = /\/api\/v2\/clients\/\w+(\?|$)/;
const oneApi = /\/api\/v2\/resource-servers\/(?!https)\w+(\?|$)/;

describe("an answer of Auth0 that is lost, on the real engine", () => {
  const sandbox = sandboxForTests();
  let dashboard: Auth0Dashboard;
  let stack: Stack;
  let before: Record<string, string[]>;

  beforeEach(async () => {
    dashboard = new Auth0Dashboard(sandbox);
    before = await inventory();
    stack = await Stack.create(sandbox, "answers", config);
  });
  afterEach(async () => {
    sandbox.auth0.faults.clear();
    await stack.remove();
  });

  /** Ids of all that the tenant has. */
  async function inventory(): Promise<Record<string, string[]>> {
    const ids = (documents: Document[], id: string) =>
      documents.map((each) => String(each[id])).sort();
    return {
      clients: ids(await dashboard.clients(), "client_id"),
      apis: ids(await dashboard.apis(), "id"),
      grants: ids(await dashboard.grants(), "id"),
    };
  }

  async function upWith(fault: Fault): Promise<{ code: number; output: string }> {
    sandbox.auth0.faults.inject(fault);
    const result = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.equal(sandbox.auth0.faults.count, 1);
    sandbox.auth0.faults.clear();
    return result;
  }

  /** Nothing is left in the tenant, and the run ends with 0. */
  async function assertDestroyed(): Promise<void> {
    const output = await stack.destroy();
    assert.deepEqual(await inventory(), before, output);
  }

  /** The applications and APIs that a run has made are those that the next one has. */
  async function assertGoesOnWith(made: Record<string, string[]>): Promise<void> {
    const output = await stack.up();
    const now = await inventory();
    for (const kind of ["clients", "apis"]) {
      assert.deepEqual(
        made[kind]?.filter((id) => !now[kind]?.includes(id)),
        [],
        output,
      );
    }
    assert.equal(now["clients"]?.length, Number(before["clients"]?.length) + 2, output);
    assert.equal(now["apis"]?.length, Number(before["apis"]?.length) + 1, output);
    await assertConverged(stack);
    await assertDestroyed();
  }

  const ofNewStacks: Record<string, Fault & { strikes: string }> = {
    "of the first look at the new application (L1)": {
      method: "GET",
      url: oneClient,
      effect: noClient,
      strikes: "auth0-management-client",
    },
    "of the first look at the client of mapped keys": {
      method: "GET",
      url: oneClient,
      skip: 4,
      effect: noClient,
      strikes: "orders-app-production-client",
    },
    "of the first look at the new API": {
      method: "GET",
      url: oneApi,
      effect: noApi,
      strikes: "auth0-api-api",
    },
    "of the creation of the API (L4)": {
      method: "POST",
      url: /\/api\/v2\/resource-servers$/,
      effect: lost,
      strikes: "auth0-api-api",
    },
  };
  for (const [title, { strikes, ...fault }] of Object.entries(ofNewStacks)) {
    it(`${title}: the next run takes in what was created`, async () => {
      const { code, output } = await upWith(fault);
      assert.notEqual(code, 0, output);
      assertSays(output, [`${strikes} **creating failed**`]);
      await assertGoesOnWith(await inventory());
    });
  }

  const ofRefreshes: Record<string, Fault> = {
    "an application": { method: "GET", url: oneClient, effect: noClient },
    "the API (L2)": { method: "GET", url: oneApi, effect: noApi },
  };
  for (const [title, fault] of Object.entries(ofRefreshes)) {
    it(`a refresh misses ${title} once: the run is refused, and the list takes it in again`, async () => {
      await stack.up();
      const made = await inventory();
      sandbox.auth0.faults.inject({ ...fault });
      const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
      assert.equal(sandbox.auth0.faults.count, 1);
      sandbox.auth0.faults.clear();
      assert.deepEqual(await inventory(), made, output);
      // Its credentials are read by the same call: where that was hit, the run has set them again.
      if (code !== 0) {
        assertSays(output, ["npm run -s import-list"]);
        const list = await stack.importList();
        assert.equal(list.code, 0, list.output);
        await stack.import();
        await stack.up();
        assert.deepEqual(await inventory(), made, output);
      }
      await assertConverged(stack);
      await assertDestroyed();
    });
  }

  describe("of the creation of the application (L3), which the provider sends again", () => {
    const created: Fault = { method: "POST", url: /\/api\/v2\/clients$/, effect: lost };

    it("is named by the next run, whose command removes it", async () => {
      const { code, output } = await upWith(created);
      assert.equal(code, 0, output);
      const next = await stack.up();
      const [command = "", id = ""] =
        /pulumi import auth0:index\/client:Client 'unused-\w+' (\w+) [-\w= ]+--yes/.exec(next) ??
        [];
      assertSays(next, ["with the mark of this resource, beside", "and then pulumi up"]);
      await stack.succeed(...command.replaceAll("'", "").split(" ").slice(1));
      await stack.up();
      const { clients = [] } = await inventory();
      assert.equal(clients.length, Number(before["clients"]?.length) + 2);
      assert.equal(clients.includes(id), false);
      await assertDestroyed();
    });

    it("is named by destroy", async () => {
      await upWith(created);
      const output = await stack.destroy();
      const { clients = [] } = await inventory();
      const [left = ""] = clients.filter((id) => !before["clients"]?.includes(id));
      assertSays(output, [`Auth0 still has the application`, left]);
      await dashboard.remove(`/clients/${left}`);
      assert.deepEqual(await inventory(), before);
    });
  });

  it("a destroy whose refresh misses the API once names it", async () => {
    await stack.up();
    sandbox.auth0.faults.inject({ method: "GET", url: oneApi, effect: noApi });
    const output = await stack.destroy();
    assert.equal(sandbox.auth0.faults.count, 1);
    const [left] = (await inventory())["apis"]?.filter((id) => !before["apis"]?.includes(id)) ?? [];
    assert.ok(left);
    assertSays(output, [`Auth0 still has the API ${identifier} (${left})`]);
    await dashboard.remove(`/resource-servers/${left}`);
    assert.deepEqual(await inventory(), before);
  });

  it("an API that is somebody else's is refused in words, before anything is made", async () => {
    await dashboard.create("/resource-servers", { identifier, name: "Orders" });
    const theirs = await inventory();
    for (const operation of [["preview"], ["up", "--yes"]]) {
      const { code, output } = await stack.pulumi(...operation);
      assert.notEqual(code, 0, output);
      assertSays(output, [
        `Auth0 has an API with the identifier ${identifier} already`,
        `pulumi config set --path 'api.existingIdentifier' ${identifier}`,
      ]);
      assert.deepEqual(await inventory(), theirs);
    }
    for (const { id } of await dashboard.apis()) {
      if (!before["apis"]?.includes(String(id)))
        await dashboard.remove(`/resource-servers/${String(id)}`);
    }
  });
});
