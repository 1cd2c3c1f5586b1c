import assert from "node:assert/strict";
import type { StoredApi, StoredApplication } from "auth0-wso2-sandbox/wso2/state";
import { keyManager, notFound, refusal, useServer } from "./serverUnderTest";

function application(name: string, keyManagerId: string): StoredApplication {
  return {
    uuid: `id of ${name}`,
    name,
    owner: "admin",
    organization: "carbon.super",
    throttlingPolicy: "Unlimited",
    description: null,
    tokenType: "JWT",
    status: "APPROVED",
    attributes: {},
    groups: null,
    createdAt: 0,
    updatedAt: 0,
    keyMappings: [
      {
        uuid: `keys of ${name}`,
        keyType: "PRODUCTION",
        keyManager: keyManagerId,
        consumerKey: "abc",
        mode: "MAPPED",
        state: "COMPLETED",
        client: null,
        request: null,
      },
    ],
  };
}

function api(name: string, keyManagers: string[]): StoredApi {
  return {
    id: `id of ${name}`,
    name,
    version: "1.0.0",
    context: `/${name}/1.0.0`,
    provider: "admin",
    status: "PUBLISHED",
    organization: "carbon.super",
    keyManagers,
    description: null,
    throttlingPolicies: ["Unlimited"],
    scopes: [],
    operations: [],
    createdAt: 0,
  };
}

describe("WSO2 usages of Key Managers", () => {
  const server = useServer();

  it("are none for a new one", async () => {
    const id = await server().create(keyManager("unused"));
    const apis = await server().call("GET", `/key-managers/${id}/api-usages`);
    assert.deepEqual(apis.data, { apiCount: 0, apis: [] });
    const applications = await server().call("GET", `/key-managers/${id}/app-usages`);
    assert.deepEqual(applications.data, { applicationCount: 0, applications: [] });
  });

  it("are applications with keys of it and APIs that select it by name", async () => {
    const id = await server().create(keyManager("used"));
    server().wso2.state.applications.push(application("app", id));
    server().wso2.state.apis.push(api("orders", ["used"]), api("all", ["all"]));

    const applications = await server().call("GET", `/key-managers/${id}/app-usages`);
    assert.deepEqual(applications.data, {
      applicationCount: 1,
      applications: [
        {
          name: "app",
          uuid: "id of app",
          organizationId: null,
          owner: "admin",
          organization: "carbon.super",
        },
      ],
    });
    const apis = await server().call<{ apiCount: number; apis: { name: string }[] }>(
      "GET",
      `/key-managers/${id}/api-usages`,
    );
    assert.equal(apis.data.apiCount, 1);
    assert.deepEqual(
      apis.data.apis.map(({ name }) => name),
      ["orders"],
    );
    const listed = (await server().list()).find((entry) => entry["id"] === id);
    assert.equal(listed?.["isUsed"], true);
  });

  it("are counted in full and shown by page", async () => {
    const id = await server().create(keyManager("pages"));
    server().wso2.state.applications.push(application("p1", id), application("p2", id));
    const { data } = await server().call<{ applicationCount: number; applications: unknown[] }>(
      "GET",
      `/key-managers/${id}/app-usages?offset=1&limit=5`,
    );
    assert.deepEqual([data.applicationCount, data.applications.length], [2, 1]);
  });

  it("make a deletion fail", async () => {
    const id = await server().create(keyManager("in use"));
    server().wso2.state.applications.push(application("user", id));
    const { status, data } = await server().call("DELETE", `/key-managers/${id}`);
    assert.equal(status, 412);
    const description = "Error while deleting the Key Manager. %s";
    assert.deepEqual(data, refusal(902015, "Key Manager Delete error", description));
  });

  it("fail for an id that does not exist", async () => {
    for (const path of ["api-usages", "app-usages"]) {
      const { status, data } = await server().call("GET", `/key-managers/nowhere/${path}`);
      assert.equal(status, 404);
      assert.deepEqual(data, notFound);
    }
  });
});

describe("WSO2 usages in 4.2", () => {
  const server = useServer({ release: "4.2" });

  it("do not keep a Key Manager from being deleted", async () => {
    const id = await server().create(keyManager("in use"));
    server().wso2.state.applications.push(application("user", id));
    assert.equal((await server().call("DELETE", `/key-managers/${id}`)).status, 200);
  });

  it("fail to be listed", async () => {
    const id = await server().create(keyManager("listed"));
    assert.equal((await server().call("GET", `/key-managers/${id}/app-usages`)).status, 404);
  });
});
