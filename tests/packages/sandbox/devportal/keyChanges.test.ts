import assert from "node:assert/strict";
import {
  basic,
  internalServerError,
  refusal,
  usePortal,
  type Body,
  type Method,
} from "./portalUnderTest";

describe("WSO2 Developer Portal changes of keys", () => {
  const portal = usePortal();
  const audience = "https://orders.example.com/";
  const otherAudience = "https://stock.example.com/";
  const properties = {
    app_type: "non_interactive",
    token_endpoint_auth_method: "client_secret_basic",
    audience_of_api: audience,
  };
  let count = 0;
  let applicationId: string;
  let key: Body;
  let keyPath: string;

  before(async () => {
    await portal().createAudience(audience, "orders:read");
    await portal().createAudience(otherAudience);
    await portal().createKeyManager("auth0");
  });
  beforeEach(async () => {
    count += 1;
    applicationId = await portal().createApplication(`application ${count}`);
    key = await portal().generateKeys(applicationId, {
      keyType: "PRODUCTION",
      keyManager: "auth0",
      grantTypesToBeSupported: ["client_credentials"],
      additionalProperties: properties,
    });
    keyPath = `/applications/${applicationId}/oauth-keys/${String(key["keyMappingId"])}`;
  });

  const call = (method: Method, more = "", body?: unknown) =>
    portal().call(method, `${keyPath}${more}`, body);
  const clientPath = () => `/clients/${String(key["consumerKey"])}`;
  const grants = async () => {
    const all = await portal().dashboard.grants();
    return all
      .filter((grant) => grant["client_id"] === key["consumerKey"])
      .map((grant) => grant["audience"]);
  };
  const readsOfOneKey = [
    ["GET", "/clients/…", 200],
    ["GET", "/client-grants?client_id=…", 200],
  ] as const;

  describe("by PUT", () => {
    const changed = (changes: Body = {}): Body => ({
      keyMappingId: key["keyMappingId"],
      keyManager: "auth0",
      supportedGrantTypes: ["client_credentials", "refresh_token"],
      callbackUrl: "https://app.example.com/a,https://app.example.com/b",
      additionalProperties: properties,
      ...changes,
    });

    it("read everything twice before they change the client", async () => {
      const calls = await portal().callsDuring(() => call("PUT", "", changed()));
      assert.deepEqual(calls, [
        ...readsOfOneKey,
        ...readsOfOneKey,
        ["PATCH", "/clients/…", 200],
        ["GET", "/client-grants?client_id=…", 200],
        ["POST", "/client-grants", 409],
      ]);
    });

    it("answer less than they know", async () => {
      const { status, data } = await call("PUT", "", changed());
      assert.equal(status, 200);
      const { additionalProperties, ...rest } = data;
      assert.deepEqual(rest, {
        keyMappingId: key["keyMappingId"],
        keyManager: "auth0",
        consumerKey: key["consumerKey"],
        consumerSecret: key["consumerSecret"],
        supportedGrantTypes: ["client_credentials", "refresh_token"],
        callbackUrl: "https://app.example.com/a,https://app.example.com/b",
        keyState: null,
        keyType: "PRODUCTION",
        mode: null,
        groupId: null,
        token: null,
        consumerSecrets: [],
      });
      assert.equal((additionalProperties as Body)["audience_of_api"], audience);
      const client = await portal().manage("GET", clientPath());
      assert.deepEqual(client["callbacks"], [
        "https://app.example.com/a",
        "https://app.example.com/b",
      ]);
    });

    it("give another audience a grant of its own", async () => {
      const body = changed({
        additionalProperties: { ...properties, audience_of_api: otherAudience },
      });
      const { data } = await call("PUT", "", body);
      assert.deepEqual(await grants(), [audience, otherAudience]);
      // Read before the new grant, and the first grant wins anyway.
      assert.equal((data["additionalProperties"] as Body)["audience_of_api"], audience);
    });

    it("hide that the audience does not exist", async () => {
      const body = changed({
        additionalProperties: { ...properties, audience_of_api: "https://nowhere.example.com" },
      });
      assert.equal((await call("PUT", "", body)).status, 200);
      assert.deepEqual(await grants(), [audience]);
    });

    it("fail with the empty grant type that no grant types become", async () => {
      const { status, data } = await call("PUT", "", changed({ supportedGrantTypes: [] }));
      assert.equal(status, 500);
      assert.deepEqual(data, internalServerError);
    });

    it("fail without the connector's properties, after the client was changed", async () => {
      const body = changed({ additionalProperties: undefined, callbackUrl: "https://c.example" });
      assert.equal((await call("PUT", "", body)).status, 500);
      const client = await portal().manage("GET", clientPath());
      assert.deepEqual(client["callbacks"], ["https://c.example"]);
    });

    it("fail for an application that is someone else's", async () => {
      const { status } = await portal().call("PUT", keyPath, changed(), basic("subscriber"));
      assert.equal(status, 403);
    });
  });

  it("are read where Auth0 says null, which is left out", async () => {
    const client = {
      client_id: key["consumerKey"],
      name: null,
      grant_types: null,
      callbacks: null,
    };
    portal().auth0.faults.inject({
      method: "GET",
      url: /^\/api\/v2\/clients\//,
      effect: { kind: "replaceAnswer", status: 200, body: client },
    });
    const { status, data } = await call("GET");
    assert.equal(status, 200);
    assert.equal(data["callbackUrl"], null);
    assert.deepEqual(data["additionalProperties"], {
      client_id: key["consumerKey"],
      audience_of_api: audience,
    });
  });

  it("are new secrets", async () => {
    const calls = await portal().callsDuring(async () => {
      const { status, data } = await call("POST", "/regenerate-secret");
      assert.equal(status, 200);
      assert.equal(data["consumerKey"], key["consumerKey"]);
      assert.notEqual(data["consumerSecret"], key["consumerSecret"]);
      key = data;
    });
    assert.deepEqual(calls, [
      ...readsOfOneKey,
      ...readsOfOneKey,
      ["POST", "/clients/…/rotate-secret", 200],
    ]);
    assert.equal((await call("GET")).data["consumerSecret"], key["consumerSecret"]);
  });

  it("are forgetting them, which leaves the client", async () => {
    const calls = await portal().callsDuring(async () => {
      const { status, data } = await portal().call<unknown>("POST", `${keyPath}/clean-up`);
      assert.deepEqual([status, data], [200, ""]);
    });
    assert.deepEqual(calls, []);
    assert.equal((await portal().manage("GET", clientPath()))["client_id"], key["consumerKey"]);
  });

  it("are made with the application: its deletion deletes the client", async () => {
    const calls = await portal().callsDuring(async () => {
      const { status } = await portal().call("DELETE", `/applications/${applicationId}`);
      assert.equal(status, 200);
    });
    assert.deepEqual(calls, [["DELETE", "/clients/…", 204]]);
  });

  describe("with a client that somebody has deleted in Auth0", () => {
    beforeEach(() => portal().dashboard.remove(clientPath()));

    it("fail to be read, and so does the application", async () => {
      for (const path of [keyPath, `/applications/${applicationId}/oauth-keys`]) {
        const { status, data } = await portal().call("GET", path);
        assert.equal(status, 500);
        assert.deepEqual(data, internalServerError);
      }
      assert.equal((await portal().call("GET", `/applications/${applicationId}`)).status, 500);
    });

    it("are still deleted", async () => {
      assert.equal((await call("DELETE")).status, 200);
      assert.equal((await portal().call("GET", `/applications/${applicationId}`)).status, 200);
    });
  });

  it("fail to delete an application while Auth0 is out of order, and work after", async () => {
    portal().auth0.faults.inject({
      method: "DELETE",
      effect: { kind: "answer", status: 500, body: {} },
    });
    const path = `/applications/${applicationId}`;
    const { status, data } = await portal().call("DELETE", path);
    assert.equal(status, 500);
    assert.deepEqual(data, internalServerError);
    assert.equal((await portal().call("GET", path)).data["status"], "DELETE_PENDING");
    assert.equal((await portal().call("DELETE", path)).status, 200);
  });

  describe("tokens", () => {
    const request = (changes: Body = {}): Body => ({
      consumerSecret: key["consumerSecret"],
      validityPeriod: 3600,
      scopes: [],
      grantType: "CLIENT_CREDENTIALS",
      ...changes,
    });
    const generate = (changes?: Body) => call("POST", "/generate-token", request(changes));

    it("are for the first grant's audience, and live as long as Auth0 says", async () => {
      const calls = await portal().callsDuring(async () => {
        const { status, data } = await generate();
        assert.equal(status, 200);
        const { accessToken, ...rest } = data;
        const claims = Buffer.from(String(accessToken).split(".")[1] ?? "", "base64url").toString();
        assert.equal((JSON.parse(claims) as Body)["aud"], audience);
        assert.deepEqual(rest, { tokenScopes: ["default"], validityTime: 86400 });
      });
      assert.deepEqual(calls, [
        ...readsOfOneKey,
        ...readsOfOneKey,
        ["GET", "/client-grants?client_id=…", 200],
        ["POST", "/oauth/token", 200],
      ]);
    });

    it("need no secret in the request", async () => {
      assert.equal((await generate({ consumerSecret: undefined })).status, 200);
    });

    it("fail for scopes that the client was not granted", async () => {
      const { status, data } = await generate({ scopes: ["orders:read"] });
      assert.equal(status, 500);
      assert.deepEqual(data, internalServerError);
    });

    it("fail with a wrong secret", async () => {
      assert.equal((await generate({ consumerSecret: "wrong" })).status, 500);
    });

    it("fail without a validity period", async () => {
      assert.equal((await generate({ validityPeriod: undefined })).status, 500);
    });

    it("fail to be exchanged without a token to exchange", async () => {
      const { status, data } = await generate({
        grantType: "TOKEN_EXCHANGE",
        additionalProperties: { a: "b" },
      });
      assert.equal(status, 400);
      const description =
        "Missing required parameter subject_token is not provided to generate token using Token " +
        "Exchange grant";
      assert.deepEqual(data, refusal(400, "Bad Request", description));
    });
  });
});

describe("WSO2 Developer Portal mapped keys", () => {
  const portal = usePortal();
  const audience = "https://orders.example.com/";
  let client: Body;
  let count = 0;
  let applicationId: string;

  before(async () => {
    await portal().createAudience(audience);
    await portal().createKeyManager("auth0");
  });
  beforeEach(async () => {
    count += 1;
    applicationId = await portal().createApplication(`application ${count}`);
    client = await portal().manage("POST", "/clients", {
      name: `client ${count}`,
      app_type: "non_interactive",
      grant_types: ["client_credentials"],
    });
  });

  const map = (changes: Body = {}) =>
    portal().call("POST", `/applications/${applicationId}/map-keys`, {
      consumerKey: client["client_id"],
      consumerSecret: client["client_secret"],
      keyType: "PRODUCTION",
      keyManager: "auth0",
      ...changes,
    });
  const pathOf = (key: Body) =>
    `/applications/${applicationId}/oauth-keys/${String(key["keyMappingId"])}`;

  it("are taken as they are: Auth0 is not asked", async () => {
    const calls = await portal().callsDuring(async () => {
      const { status, data } = await map();
      assert.equal(status, 200);
      const { keyMappingId, ...rest } = data;
      assert.match(String(keyMappingId), /^[0-9a-f-]{36}$/);
      assert.deepEqual(rest, {
        keyManager: "auth0",
        consumerKey: client["client_id"],
        consumerSecret: client["client_secret"],
        supportedGrantTypes: [],
        callbackUrl: null,
        keyState: null,
        keyType: "PRODUCTION",
        mode: "MAPPED",
        groupId: null,
        token: { accessToken: "", tokenScopes: [], validityTime: 0 },
        additionalProperties: null,
        consumerSecrets: [],
      });
    });
    assert.deepEqual(calls, []);
  });

  it("are read from Auth0 like others", async () => {
    const { data } = await map({ consumerSecret: undefined });
    const { data: read } = await portal().call("GET", pathOf(data));
    assert.equal(read["consumerSecret"], client["client_secret"]);
    assert.equal(read["mode"], "MAPPED");
    assert.equal(read["keyState"], "COMPLETED");
  });

  it("fail to be mapped to a second application", async () => {
    await map();
    applicationId = await portal().createApplication(`second application ${count}`);
    const { status, data } = await map();
    assert.equal(status, 409);
    assert.deepEqual(data, refusal(901409, "Key Mappings already exists"));
  });

  it("fail for a Key Manager that does not exist", async () => {
    const { status, data } = await map({ keyManager: "nowhere" });
    assert.equal(status, 400);
    assert.deepEqual(data, refusal(901403, "Key Manager not Registered"));
  });

  it("leave the client alone when they are deleted, with the application or without", async () => {
    const { data } = await map();
    assert.equal((await portal().call("DELETE", pathOf(data))).status, 200);
    await map();
    assert.equal((await portal().call("DELETE", `/applications/${applicationId}`)).status, 200);
    const kept = await portal().manage("GET", `/clients/${String(client["client_id"])}`);
    assert.equal(kept["name"], `client ${count}`);
  });
});
