import assert from "node:assert/strict";
import {
  generalError,
  internalServerError,
  refusal,
  usePortal,
  type Body,
} from "./portalUnderTest";

describe("WSO2 Developer Portal keys", () => {
  const portal = usePortal();
  const audience = "https://orders.example.com/";
  let keyManagerId: string;
  let applicationId: string;
  let count = 0;

  before(async () => {
    await portal().createAudience(audience, "orders:read");
    keyManagerId = await portal().createKeyManager("auth0");
  });
  beforeEach(async () => {
    count += 1;
    applicationId = await portal().createApplication(`application ${count}`);
  });

  const properties = (changes: Body = {}): Body => ({
    app_type: "non_interactive",
    token_endpoint_auth_method: "client_secret_post",
    audience_of_api: audience,
    ...changes,
  });
  const wanted = (changes: Body = {}): Body => ({
    keyType: "PRODUCTION",
    keyManager: "auth0",
    grantTypesToBeSupported: ["client_credentials"],
    scopes: ["default"],
    validityTime: "3600",
    additionalProperties: properties(),
    ...changes,
  });
  const path = (more: string) => `/applications/${applicationId}${more}`;
  const generate = (changes?: Body) =>
    portal().call("POST", path("/generate-keys"), wanted(changes));
  const keys = () => portal().call<{ count: number; list: Body[] }>("GET", path("/oauth-keys"));

  it("are a client in Auth0, its grant and a token for it", async () => {
    const { status, data } = await generate();
    assert.equal(status, 200);
    const { keyMappingId, consumerKey, consumerSecret, token, ...rest } = data;
    assert.match(String(keyMappingId), /^[0-9a-f-]{36}$/);
    const client = await portal().manage("GET", `/clients/${String(consumerKey)}`);
    assert.equal(client["client_secret"], consumerSecret);
    const name = `adminapplication ${count}_PRODUCTION`;
    assert.equal(client["name"], name);
    assert.deepEqual(rest, {
      keyManager: "auth0",
      supportedGrantTypes: ["client_credentials"],
      callbackUrl: null,
      keyState: "APPROVED",
      keyType: "PRODUCTION",
      mode: "CREATED",
      groupId: null,
      consumerSecrets: [],
      additionalProperties: {
        client_id: consumerKey,
        client_secret: consumerSecret,
        app_type: "non_interactive",
        token_endpoint_auth_method: "client_secret_post",
        name,
        grant_types: ["client_credentials"],
        callbacks: [],
        audience_of_api: "",
      },
    });
    const { accessToken, ...more } = token as Body;
    assert.equal(String(accessToken).split(".").length, 3);
    assert.deepEqual(more, { tokenScopes: ["default"], validityTime: 86400 });
  });

  it("ask Auth0 for the client, its grants, the grant, its grants and a token", async () => {
    assert.deepEqual(await portal().callsDuring(() => generate()), [
      ["POST", "/clients", 201],
      ["GET", "/client-grants?client_id=…", 200],
      ["POST", "/client-grants", 201],
      ["GET", "/client-grants?client_id=…", 200],
      ["POST", "/oauth/token", 200],
    ]);
  });

  it("are not played without a Key Manager, which means the Resident one, and leave nothing", async () => {
    const notPlayed = {
      ...{ code: 501, message: "Not Implemented", moreInfo: "", error: [] },
      description: "The sandbox does not play keys of the Resident Key Manager.",
    };
    const mapping = { keyType: "PRODUCTION", consumerKey: "a", consumerSecret: "b" };
    for (const keyManager of [undefined, null, "", "Resident Key Manager"]) {
      const map = portal().call("POST", path("/map-keys"), { ...mapping, keyManager });
      for (const { status, data } of [await generate({ keyManager }), await map]) {
        assert.deepEqual([status, data], [501, notPlayed]);
      }
      // The second and later rounds are on a server that has it registered.
      await portal().call("GET", "/key-managers");
    }
    assert.equal((await keys()).data.count, 0);
    assert.deepEqual(portal().wso2.state.applications.at(-1)?.keyMappings, []);
  });

  it("fail to exist twice", async () => {
    await generate();
    const { status, data } = await generate();
    assert.equal(status, 409);
    assert.deepEqual(data, refusal(901409, "Key Mappings already exists"));
  });

  it("fail without the properties that the connector requires, and leave nothing", async () => {
    const { status, data } = await generate({ additionalProperties: { app_type: "spa" } });
    assert.equal(status, 400);
    assert.deepEqual(data, refusal(901407, "Required application properties are missing"));
    assert.deepEqual((await keys()).data, { count: 0, list: [] });
  });

  it("fail without any properties, and leave a client and a row that blocks", async () => {
    const calls = await portal().callsDuring(async () => {
      const { status, data } = await generate({ additionalProperties: undefined });
      assert.equal(status, 500);
      assert.deepEqual(data, generalError);
    });
    assert.deepEqual(calls, [
      ["POST", "/clients", 201],
      ["GET", "/client-grants?client_id=…", 200],
    ]);
    assert.equal((await generate()).status, 409);
    const [left] = (await keys()).data.list;
    assert.equal(left?.["consumerKey"], null);
    const cleanUp = path(`/oauth-keys/${String(left["keyMappingId"])}/clean-up`);
    assert.equal((await portal().call("POST", cleanUp)).status, 200);
    assert.equal((await generate()).status, 200);
  });

  it("are listed by the Key Manager's name and read by its id", async () => {
    const { data: generated } = await generate();
    const { data } = await keys();
    assert.equal(data.count, 1);
    const [listed] = data.list;
    const id = String(generated["keyMappingId"]);
    const { data: single } = await portal().call("GET", path(`/oauth-keys/${id}`));
    assert.equal(single["keyState"], "COMPLETED");
    assert.equal(single["consumerSecret"], generated["consumerSecret"]);
    assert.equal((single["additionalProperties"] as Body)["audience_of_api"], audience);
    assert.deepEqual(single["token"], { accessToken: null, tokenScopes: [], validityTime: 0 });
    assert.equal(listed?.["keyManager"], "auth0");
    assert.deepEqual(single, { ...listed, keyManager: keyManagerId });
  });

  it("fail to be read when they do not exist", async () => {
    const { status, data } = await portal().call("GET", path("/oauth-keys/nowhere"));
    assert.equal(status, 500);
    assert.deepEqual(data, internalServerError);
  });

  it("are deleted together with the client", async () => {
    const { data } = await generate();
    const keyPath = path(`/oauth-keys/${String(data["keyMappingId"])}`);
    const calls = await portal().callsDuring(async () => {
      assert.equal((await portal().call("DELETE", keyPath)).status, 200);
    });
    assert.deepEqual(calls, [["DELETE", "/clients/…", 204]]);
    assert.equal((await keys()).data.count, 0);
  });
});
