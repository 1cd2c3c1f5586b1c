import assert from "node:assert/strict";
import {
  basic,
  internalServerError,
  keyManager,
  refusal,
  unauthenticated,
  useServer,
  type Answer,
  type Body,
} from "./serverUnderTest";

const grantTypes = "password client_credentials refresh_token";

describe("WSO2 login", () => {
  const server = useServer();
  const list = (headers: Record<string, string>) =>
    server().call("GET", "/key-managers", undefined, headers);
  const bearer = (token: unknown) => ({ Authorization: `Bearer ${String(token)}` });
  const register = (profile: Body, login = "admin"): Promise<Answer> =>
    server().http.post(
      "/client-registration/v0.17/register",
      { owner: login, grantType: grantTypes, callbackUrl: "https://localhost", ...profile },
      { headers: basic(login) },
    );
  const clientOf = async (clientName: string, profile: Body = {}, login = "admin") => {
    const { data } = await register({ clientName, ...profile }, login);
    return basic(String(data["clientId"]), String(data["clientSecret"]));
  };
  const token = (
    client: Record<string, string>,
    parameters: Record<string, string>,
  ): Promise<Answer> =>
    server().http.post("/oauth2/token", new URLSearchParams(parameters), { headers: client });
  const password = { grant_type: "password", username: "admin", password: "admin" };

  describe("by user name and password", () => {
    for (const login of ["admin", "admin@carbon.super", "keymanageradmin"]) {
      it(`lets ${login} in`, async () => {
        assert.equal((await list(basic(login))).status, 200);
      });
    }

    const wrong = {
      "no login": {},
      "a wrong password": basic("admin", "wrong"),
      "an unknown user": basic("nobody"),
      "a user of an unknown tenant": basic("admin@nowhere.com"),
      "a user whose roles do not allow it": basic("publisher"),
      "an unknown scheme": { Authorization: "Digest x" },
      "a header without colon": { Authorization: `Basic ${btoa("admin")}` },
    };
    for (const [case_, headers] of Object.entries(wrong)) {
      it(`fails for ${case_}`, async () => {
        const { status, data } = await list(headers);
        assert.equal(status, 401);
        assert.deepEqual(data, unauthenticated);
      });
    }

    it("fails to delete for those who may otherwise manage Key Managers", async () => {
      const id = await server().create(keyManager("undeletable"));
      const path = `/key-managers/${id}`;
      const { status } = await server().call("DELETE", path, undefined, basic("keymanageradmin"));
      assert.equal(status, 401);
    });
  });

  describe("registration of clients", () => {
    it("answers 200 with credentials", async () => {
      const { status, data } = await register({ clientName: "registered" });
      assert.equal(status, 200);
      assert.equal(data["clientName"], "registered");
      assert.equal(data["appOwner"], "admin");
      assert.equal(data["callBackURL"], "https://localhost");
      assert.ok(data["clientId"] && data["clientSecret"]);
    });

    it("answers with the known client for a known name", async () => {
      const { data: first } = await register({ clientName: "again" });
      const { data: second } = await register({ clientName: "again", grantType: "password" });
      assert.deepEqual(second, first);
    });

    it("fails for the name of another's client", async () => {
      await register({ clientName: "mine" });
      const { status, data } = await register({ clientName: "mine" }, "publisher");
      assert.equal(status, 403);
      assert.equal(data["description"], "Access is forbidden to the application");
    });

    it("fails for another owner than the user", async () => {
      const { status } = await register({ clientName: "theirs", owner: "admin" }, "publisher");
      assert.equal(status, 400);
    });

    it("fails without a login", async () => {
      const { status } = await server().http.post("/client-registration/v0.17/register", {});
      assert.equal(status, 401);
    });
  });

  describe("by access token", () => {
    it("lets in whoever has one of the scopes", async () => {
      const client = await clientOf("scoped");
      const { status, data } = await token(client, { ...password, scope: "apim:admin" });
      assert.equal(status, 200);
      assert.equal(data["token_type"], "Bearer");
      assert.equal(data["scope"], "apim:admin");
      assert.equal((await list(bearer(data["access_token"]))).status, 200);
    });

    it("drops scopes that the roles do not allow without a word, and then fails", async () => {
      const client = await clientOf("dropped");
      const { status, data } = await token(client, {
        grant_type: "password",
        username: "publisher",
        password: "publisher",
        scope: "apim:admin apim:api_view apim:unknown",
      });
      assert.equal(status, 200);
      assert.equal(data["scope"], "apim:api_view");
      const listed = await list(bearer(data["access_token"]));
      assert.equal(listed.status, 401);
      assert.deepEqual(listed.data, unauthenticated);
    });

    it("gives the scope default when none is left", async () => {
      const { data } = await token(await clientOf("default"), password);
      assert.equal(data["scope"], "default");
    });

    it("gives a client the scopes of its owner, and nothing to refresh", async () => {
      const client = await clientOf("for its owner");
      const { data } = await token(client, {
        grant_type: "client_credentials",
        scope: "apim:admin",
      });
      assert.equal(data["scope"], "apim:admin");
      assert.equal(data["refresh_token"], undefined);
      assert.equal((await list(bearer(data["access_token"]))).status, 200);
    });

    it("hands out a valid token again, and another one for another scope", async () => {
      const client = await clientOf("same token");
      const issue = async (scope: string) => (await token(client, { ...password, scope })).data;
      const first = await issue("apim:admin");
      assert.equal((await issue("apim:admin"))["access_token"], first["access_token"]);
      const other = await issue("apim:admin device_1");
      assert.notEqual(other["access_token"], first["access_token"]);
    });

    it("fails after its time", async () => {
      const client = await clientOf("expired");
      const { data } = await token(client, { ...password, scope: "apim:admin device_expired" });
      const { accessTokens } = server().wso2.state;
      const stored = accessTokens.find((each) => each.accessToken === data["access_token"]);
      assert.ok(stored);
      stored.expiresAt = Date.now() - 1;
      assert.equal((await list(bearer(data["access_token"]))).status, 401);
    });

    it("is renewed by its refresh token, which works once", async () => {
      const client = await clientOf("refreshed");
      const { data: first } = await token(client, { ...password, scope: "apim:admin device_r" });
      const refresh = {
        grant_type: "refresh_token",
        refresh_token: String(first["refresh_token"]),
      };
      const { status, data: second } = await token(client, refresh);
      assert.equal(status, 200);
      assert.equal((await list(bearer(second["access_token"]))).status, 200);
      assert.equal((await list(bearer(first["access_token"]))).status, 401);
      assert.equal((await token(client, refresh)).data["error"], "invalid_grant");
    });

    it("fails for credentials that are wrong", async () => {
      const client = await clientOf("wrong");
      const cases = [
        [await token(client, { ...password, password: "x" }), 400, "invalid_grant"],
        [await token(basic("unknown"), password), 401, "invalid_client"],
        [await token({}, password), 401, "invalid_client"],
        [await token(client, {}), 400, "invalid_request"],
        [await token(client, { grant_type: "magic" }), 400, "unsupported_grant_type"],
      ] as const;
      for (const [{ status, data }, expected, error] of cases) {
        assert.deepEqual([status, data["error"]], [expected, error]);
      }
    });

    it("fails for a grant type that the client does not have", async () => {
      const client = await clientOf("one grant", { grantType: "client_credentials" });
      const { status, data } = await token(client, password);
      assert.deepEqual([status, data["error"]], [400, "unauthorized_client"]);
    });
  });
});

describe("WSO2 tenants", () => {
  const server = useServer();
  const tenant = basic("admin@tenant1.com");

  it("do not see each other's Key Managers", async () => {
    const id = await server().create(keyManager("super's own"));
    const names = (await server().list(tenant)).map(({ name }) => name);
    assert.deepEqual(names, ["Resident Key Manager"]);
    for (const method of ["GET", "DELETE"] as const) {
      const { status } = await server().call(method, `/key-managers/${id}`, undefined, tenant);
      assert.equal(status, 404);
    }
  });

  it("may use the same name", async () => {
    const body = keyManager("in both");
    await server().create(body);
    const { status } = await server().call("POST", "/key-managers", body, tenant);
    assert.equal(status, 201);
  });

  it("are not switched by the header in 4.7", async () => {
    const headers = { ...basic("admin"), "X-WSO2-Tenant": "tenant1.com" };
    await server().create(keyManager("header ignored"));
    const names = (await server().list(headers)).map(({ name }) => name);
    assert.ok(names.includes("header ignored"));
  });
});

describe("WSO2 tenants of earlier releases", () => {
  describe("4.6", () => {
    const server = useServer({ release: "4.6" });
    const inTenant = (tenant: string) => ({ ...basic("admin"), "X-WSO2-Tenant": tenant });

    it("are switched by the header", async () => {
      await server().create(keyManager("super's own"));
      const names = (await server().list(inTenant("tenant1.com"))).map(({ name }) => name);
      assert.deepEqual(names, ["Resident Key Manager"]);
    });

    it("fail when the header names none", async () => {
      const { status, data } = await server().call(
        "GET",
        "/key-managers",
        undefined,
        inTenant("nowhere.com"),
      );
      assert.equal(status, 400);
      const description = "Provided tenant domain 'nowhere.com' is invalid";
      assert.deepEqual(data, refusal(901300, "Bad Request", description));
    });
  });

  describe("4.0", () => {
    const server = useServer({ release: "4.0" });

    it("fail with 500 when the header names none", async () => {
      const headers = { ...basic("admin"), "X-WSO2-Tenant": "nowhere.com" };
      const { status, data } = await server().call("GET", "/key-managers", undefined, headers);
      assert.equal(status, 500);
      assert.equal(data["message"], internalServerError["message"]);
    });
  });
});
