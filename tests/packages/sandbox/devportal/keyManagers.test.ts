import assert from "node:assert/strict";
import { basic, generalError, refusal, until, usePortal, type Body } from "./portalUnderTest";

describe("WSO2 Developer Portal Key Managers", () => {
  const portal = usePortal();
  const audience = "https://orders.example.com/";
  let count = 0;

  before(() => portal().createAudience(audience));

  const list = async (login = "admin") => {
    const path = "/key-managers";
    const { data } = await portal().call<{ list: Body[] }>("GET", path, undefined, basic(login));
    return data.list;
  };
  const names = async (login?: string) => (await list(login)).map(({ name }) => name);
  const generate = async (keyManager: string, changes: Body = {}, login = "admin") => {
    count += 1;
    const id = await portal().createApplication(`application ${count}`, login);
    const body = {
      keyType: "PRODUCTION",
      keyManager,
      grantTypesToBeSupported: ["client_credentials"],
      additionalProperties: {
        token_endpoint_auth_method: "client_secret_post",
        audience_of_api: audience,
      },
      ...changes,
    };
    const path = `/applications/${id}/generate-keys`;
    return { id, again: () => portal().call("POST", path, body, basic(login)) };
  };
  const generateOnce = async (keyManager: string, changes?: Body, login?: string) =>
    (await generate(keyManager, changes, login)).again();

  it("are listed with what an application has to tell them", async () => {
    await portal().createKeyManager("listed", {
      displayName: "Listed",
      displayTokenEndpoint: "https://shown.example.com/token",
      description: "for orders",
    });
    const entry = (await list()).find(({ name }) => name === "listed");
    const { id, applicationConfiguration, ...rest } = entry ?? {};
    assert.match(String(id), /^[0-9a-f-]{36}$/);
    assert.deepEqual(rest, {
      name: "listed",
      type: "Auth0",
      displayName: "Listed",
      description: "for orders",
      enabled: true,
      availableGrantTypes: ["client_credentials"],
      tokenEndpoint: "https://shown.example.com/token",
      revokeEndpoint: `${portal().auth0Url}/oauth/revoke`,
      userInfoEndpoint: null,
      enableTokenGeneration: true,
      enableTokenEncryption: false,
      enableTokenHashing: false,
      enableOAuthAppCreation: true,
      enableMapOAuthConsumerApps: true,
      additionalProperties: {},
      alias: null,
      tokenType: "DIRECT",
    });
    assert.deepEqual(
      (applicationConfiguration as Body[]).map(({ name, required }) => [name, required]),
      [
        ["app_type", false],
        ["token_endpoint_auth_method", true],
        ["audience_of_api", true],
      ],
    );
    assert.equal((await names()).at(-1), "Resident Key Manager");
  });

  it("are hidden from roles that they are denied to", async () => {
    const permissions = { permissionType: "DENY", roles: ["Internal/subscriber"] };
    await portal().createKeyManager("denied", { permissions });
    assert.ok((await names("admin")).includes("denied"));
    assert.ok(!(await names("subscriber")).includes("denied"));
  });

  it("fail for such roles by their id; by their name nobody looks", async () => {
    const permissions = { permissionType: "ALLOW", roles: ["admin"] };
    const id = await portal().createKeyManager("allowed", { permissions });
    const { status, data } = await generateOnce(id, {}, "subscriber");
    assert.equal(status, 403);
    const description = "Key Manager is Restricted for this user";
    assert.deepEqual(data, refusal(902013, "Unauthorized Access to Key Manager", description));
    assert.equal((await generateOnce(id)).status, 200);
    assert.equal((await generateOnce("allowed", {}, "subscriber")).status, 200);
  });

  it("are named in the answer as in the request", async () => {
    const id = await portal().createKeyManager("echoed");
    assert.equal((await generateOnce(id)).data["keyManager"], id);
  });

  it("fail when they do not exist or are disabled", async () => {
    const disabled = portal().keyManager("disabled", { enabled: false });
    await portal().admin("POST", "/key-managers", disabled);
    for (const name of ["nowhere", "disabled"]) {
      const { status, data } = await generateOnce(name);
      assert.equal(status, 400);
      assert.deepEqual(data, refusal(901403, "Key Manager not Registered"));
    }
  });

  it("fail when they do not create clients, or only exchange tokens", async () => {
    await portal().createKeyManager("no clients", { enableOAuthAppCreation: false });
    const exchanging = portal().keyManager("exchanging", { tokenType: "EXCHANGED", alias: "a" });
    await portal().admin("POST", "/key-managers", exchanging);
    for (const name of ["no clients", "exchanging"]) {
      const { status, data } = await generateOnce(name);
      assert.equal(status, 400);
      const message = "Key Manager doesn't support generating OAuth applications";
      assert.deepEqual(data, refusal(901405, message));
    }
  });

  it("fail for a grant that redirects without an address to redirect to", async () => {
    await portal().createKeyManager("redirecting");
    const { status, data } = await generateOnce("redirecting", {
      grantTypesToBeSupported: ["authorization_code"],
    });
    assert.equal(status, 400);
    const description =
      "The callback url must have at least one URI value when using Authorization code or " +
      "implicit grant types.";
    assert.deepEqual(data, refusal(400, "Bad Request", description));
  });

  it("give no token unless they are to", async () => {
    await portal().createKeyManager("without tokens", { enableTokenGeneration: false });
    const { id, again } = await generate("without tokens");
    const { data } = await again();
    assert.deepEqual(data["token"], { accessToken: "", tokenScopes: ["N/A"], validityTime: 0 });
    const path = `/applications/${id}/oauth-keys/${String(data["keyMappingId"])}/generate-token`;
    const token = await portal().call("POST", path, { validityPeriod: 1, scopes: [] });
    assert.equal(token.status, 400);
    const description = "Key Manager didn't support to generate token Generation From portal";
    assert.deepEqual(token.data, refusal(901405, "Bad Request", description));
  });

  it("give no token to clients that may not ask for one themselves", async () => {
    await portal().createKeyManager("no credentials");
    const { status, data } = await generateOnce("no credentials", {
      grantTypesToBeSupported: ["authorization_code"],
      callbackUrl: "https://app.example.com/callback",
    });
    assert.equal(status, 200);
    assert.deepEqual(data["token"], { accessToken: "", tokenScopes: ["N/A"], validityTime: 0 });
  });

  it("fail without a word about the token if there is no grant to have one for", async () => {
    await portal().createKeyManager("no grant");
    const { id, again } = await generate("no grant", {
      additionalProperties: {
        token_endpoint_auth_method: "client_secret_post",
        audience_of_api: "",
      },
    });
    const { status, data } = await again();
    assert.equal(status, 500);
    assert.deepEqual(data, generalError);
    // The client was made all the same, and its mapping knows it.
    const keys = await portal().call<{ list: Body[] }>("GET", `/applications/${id}/oauth-keys`);
    assert.equal(keys.data.list[0]?.["keyState"], "COMPLETED");
  });

  it("fail with constraints that the application does not keep", async () => {
    const constraints = { app_type: { type: "ENUM", value: { allowed: ["spa"] } } };
    await portal().createKeyManager("constrained", {}, { constraints });
    const { status, data } = await generateOnce("constrained", {
      additionalProperties: {
        app_type: "native",
        token_endpoint_auth_method: "none",
        audience_of_api: "",
      },
    });
    assert.equal(status, 400);
    const description =
      "Invalid additional properties. Property 'app_type' is invalid. " +
      "Given Values are not among the allowed values.";
    const message = "Invalid application additional properties";
    assert.deepEqual(data, refusal(900970, message, description));
  });

  describe("that are not loaded", () => {
    const dead = async (name: string) => {
      const properties = { client_secret: "wrong" };
      const document = portal().keyManager(name, {}, properties);
      const { data } = await portal().admin("POST", "/key-managers", document);
      // Loads follow one another, so when this one is loaded the other was tried.
      await portal().createKeyManager(`after ${name}`, { issuer: null });
      return String(data["id"]);
    };

    it("fail, and leave a row that blocks until it is cleaned up", async () => {
      const id = await dead("dead");
      const { id: applicationId, again } = await generate("dead");
      const { status, data } = await again();
      assert.equal(status, 500);
      assert.deepEqual(data, generalError);
      assert.equal((await again()).status, 409);
      await portal().admin("PUT", `/key-managers/${id}`, portal().keyManager("dead"));
      await until(() => portal().wso2.loadedKeyManagers().includes("dead"));
      assert.equal((await again()).status, 409);
      const keysPath = `/applications/${applicationId}/oauth-keys`;
      const keys = await portal().call<{ list: Body[] }>("GET", keysPath);
      const [left] = keys.data.list;
      assert.deepEqual([left?.["keyState"], left?.["consumerKey"]], ["APPROVED", null]);
      await portal().call("POST", `${keysPath}/${String(left?.["keyMappingId"])}/clean-up`);
      assert.equal((await again()).status, 200);
    });

    it("do not refuse what their connector would", async () => {
      await dead("lenient");
      const { status } = await generateOnce("lenient", { additionalProperties: {} });
      assert.equal(status, 500);
    });

    it("fail to map keys before a row is written", async () => {
      await dead("unmapped");
      const id = await portal().createApplication("unmapped");
      const map = () =>
        portal().call("POST", `/applications/${id}/map-keys`, {
          consumerKey: "abc",
          keyType: "PRODUCTION",
          keyManager: "unmapped",
        });
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const { status, data } = await map();
        assert.equal(status, 400);
        assert.deepEqual(data, refusal(901403, "Key Manager not Registered"));
      }
    });

    it("take their keys from the list, fail to delete them, and leave the client", async () => {
      const id = await portal().createKeyManager("dying");
      const { id: applicationId, again } = await generate("dying");
      const { data } = await again();
      const broken = portal().keyManager("dying", {}, { client_secret: "wrong" });
      await portal().admin("PUT", `/key-managers/${id}`, broken);
      await until(() => !portal().wso2.loadedKeyManagers().includes("dying"));
      const path = `/applications/${applicationId}`;
      const keys = await portal().call("GET", `${path}/oauth-keys`);
      assert.deepEqual(keys.data, { count: 0, list: [] });
      const keyPath = `${path}/oauth-keys/${String(data["keyMappingId"])}`;
      assert.equal((await portal().call("GET", keyPath)).data["consumerSecret"], null);
      assert.equal((await portal().call("DELETE", keyPath)).status, 500);
      assert.equal((await portal().call("DELETE", path)).status, 200);
      const client = await portal().manage("GET", `/clients/${String(data["consumerKey"])}`);
      assert.equal(client["client_id"], data["consumerKey"]);
    });
  });

  describe("in use", () => {
    it("fail to be deleted while an application has keys of them", async () => {
      const id = await portal().createKeyManager("in use");
      const { id: applicationId, again } = await generate("in use");
      await again();
      assert.equal((await portal().admin("DELETE", `/key-managers/${id}`)).status, 412);
      const usages = await portal().admin<{ applications: Body[] }>(
        "GET",
        `/key-managers/${id}/app-usages`,
      );
      assert.deepEqual(
        usages.data.applications.map(({ uuid }) => uuid),
        [applicationId],
      );
      await portal().call("DELETE", `/applications/${applicationId}`);
      assert.equal((await portal().admin("DELETE", `/key-managers/${id}`)).status, 200);
    });

    it("fail to be deleted while an API selects them by name", async () => {
      const id = await portal().createKeyManager("selected");
      const api = { name: "selecting", context: "/selecting", version: "1.0.0" };
      const published = portal().publisher.publish({ ...api, keyManagers: ["selected"] });
      assert.equal((await portal().admin("DELETE", `/key-managers/${id}`)).status, 412);
      portal().publisher.selectKeyManagers(published, ["all"]);
      assert.equal((await portal().admin("DELETE", `/key-managers/${id}`)).status, 200);
    });
  });
});

describe("WSO2 Developer Portal Key Managers that become active late", () => {
  const portal = usePortal({ activationDelay: 1000 });

  it("fail until they are loaded, though they are listed at once", async () => {
    await portal().admin("POST", "/key-managers", portal().keyManager("late"));
    const { data } = await portal().call<{ list: Body[] }>("GET", "/key-managers");
    assert.ok(data.list.some(({ name }) => name === "late"));
    const id = await portal().createApplication("early");
    const map = () =>
      portal().call("POST", `/applications/${id}/map-keys`, {
        consumerKey: "abc",
        keyType: "SANDBOX",
        keyManager: "late",
      });
    assert.equal((await map()).status, 400);
    await until(() => portal().wso2.loadedKeyManagers().includes("late"));
    assert.equal((await map()).status, 200);
  });
});

describe("WSO2 Developer Portal keys that need approval", () => {
  const portal = usePortal();

  it("are made once they are approved", async () => {
    const audience = await portal().createAudience("https://orders.example.com/");
    await portal().createKeyManager("auth0");
    portal().wso2.workflows.configure({ keyGeneration: "approval" });
    const id = await portal().createApplication("application");
    const calls = await portal().callsDuring(async () => {
      const { consumerKey, keyState, mode, token, keyMappingId } = await portal().generateKeys(id, {
        keyType: "SANDBOX",
        keyManager: "auth0",
        grantTypesToBeSupported: ["client_credentials"],
        additionalProperties: {
          token_endpoint_auth_method: "client_secret_post",
          audience_of_api: audience,
        },
      });
      assert.deepEqual([consumerKey, keyState, mode], [null, "CREATED", null]);
      assert.deepEqual(token, { accessToken: null, tokenScopes: [], validityTime: null });
      await portal().wso2.workflows.decideOnKeys(id, String(keyMappingId), "APPROVED");
    });
    assert.equal(calls[0]?.[0], "POST");
    const { data } = await portal().call<{ list: Body[] }>("GET", `/applications/${id}/oauth-keys`);
    assert.equal(data.list[0]?.["keyState"], "COMPLETED");
  });
});
