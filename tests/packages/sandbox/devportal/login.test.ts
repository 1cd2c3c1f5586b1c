import assert from "node:assert/strict";
import { basic, refusal, usePortal, type Body } from "./portalUnderTest";

describe("WSO2 Developer Portal login", () => {
  const portal = usePortal();
  const unauthenticated = refusal(401, "", "Unauthenticated request");

  /** The header of a token with these scopes for the administrator. */
  const bearer = async (scope: string): Promise<Record<string, string>> => {
    const { url } = portal().wso2;
    const application = {
      clientName: `client for ${scope}`,
      owner: "admin",
      grantType: "password",
    };
    const { data: client } = await portal().request(
      "POST",
      `${url}/client-registration/v0.17/register`,
      { data: application, headers: basic("admin") },
    );
    const { data } = await portal().request("POST", `${url}/oauth2/token`, {
      headers: basic(String(client["clientId"]), String(client["clientSecret"])),
      data: new URLSearchParams({
        grant_type: "password",
        username: "admin",
        password: "admin",
        scope,
      }),
    });
    return { Authorization: `Bearer ${String(data["access_token"])}` };
  };
  const get = (path: string, headers: Record<string, string>) =>
    portal().call("GET", path, undefined, headers);

  it("is by password or by a token with one of the scopes", async () => {
    assert.equal((await get("/applications", basic("subscriber"))).status, 200);
    assert.equal((await get("/applications", await bearer("apim:app_manage"))).status, 200);
    assert.equal((await get("/key-managers", await bearer("apim:subscribe"))).status, 200);
  });

  it("fails without the scope, the role or the password in the same way", async () => {
    for (const headers of [
      {},
      basic("publisher"),
      basic("admin", "wrong"),
      await bearer("apim:admin"),
    ]) {
      const { status, data } = await get("/applications", headers);
      assert.equal(status, 401);
      assert.deepEqual(data, unauthenticated);
    }
    assert.equal((await get("/key-managers", await bearer("apim:app_manage"))).status, 401);
  });

  it("is needed for throttling policies, but no scope", async () => {
    const path = "/throttling-policies/application";
    assert.equal((await get(path, {})).status, 401);
    assert.equal((await get(path, basic("publisher"))).status, 200);
    assert.equal((await get(path, await bearer("apim:admin"))).status, 200);
  });

  it("is not needed for looking at APIs", async () => {
    assert.equal((await get("/apis", {})).status, 200);
    assert.equal((await get("/apis", basic("admin", "wrong"))).status, 401);
  });
});

describe("WSO2 Developer Portal throttling policies", () => {
  const portal = usePortal();
  const policies = async (level: string) => {
    const { data } = await portal().call<{ list: Body[] }>("GET", `/throttling-policies/${level}`);
    return data.list;
  };

  it("are those that the server comes with", async () => {
    assert.deepEqual(
      (await policies("application")).map(({ name }) => name),
      ["10PerMin", "20PerMin", "50PerMin", "Unlimited"],
    );
    assert.ok((await policies("subscription")).some(({ name }) => name === "Gold"));
  });

  it("are read by name", async () => {
    const { data } = await portal().call("GET", "/throttling-policies/application/20PerMin");
    assert.deepEqual([data["requestCount"], data["unitTime"]], [20, 1]);
  });

  it("fail for another name or level", async () => {
    const name = await portal().call("GET", "/throttling-policies/application/None");
    assert.equal(name.status, 404);
    assert.equal(name.data["description"], "Requested tier with Id 'None' not found");
    const level = await portal().call("GET", "/throttling-policies/api");
    assert.equal(level.status, 404);
    const expected = "tierLevel should be one of [application, subscription]";
    assert.equal(level.data["description"], expected);
  });
});
