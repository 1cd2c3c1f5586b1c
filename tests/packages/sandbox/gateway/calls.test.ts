import assert from "node:assert/strict";
import { importJWK, SignJWT, type JWTPayload } from "jose";
import type { StoredApi } from "auth0-wso2-sandbox/wso2/state";
import { until, usePortal, type Body } from "../devportal/portalUnderTest";

describe("WSO2 gateway", () => {
  const portal = usePortal();
  const audience = "https://orders.example.com/";
  let api: StoredApi;
  let client: Body;
  let token: string;
  let subscriptionId: string;
  let keyManagerId: string;

  before(async () => {
    await portal().createAudience(audience, "orders:read");
    keyManagerId = await portal().createKeyManager("auth0");
    api = portal().publisher.publish({
      name: "orders",
      context: "/orders",
      version: "1.0.0",
      operations: [
        { method: "GET", path: "/orders/{id}" },
        { method: "POST", path: "/orders" },
        { method: "GET", path: "/reports/*", scopes: ["orders:read"] },
      ],
    });
    const applicationId = await portal().createApplication("caller");
    client = await portal().generateProductionKeys(applicationId, audience);
    token = String((client["token"] as Body)["accessToken"]);
    const subscription = { applicationId, apiId: api.id, throttlingPolicy: "Unlimited" };
    const { data } = await portal().call("POST", "/subscriptions", subscription);
    subscriptionId = String(data["subscriptionId"]);
  });

  const order = "/orders/1.0.0/orders/7";
  const call = (path = order, accessToken: string | undefined = token, method = "GET") =>
    portal().callApi(path, accessToken, method);
  const invalid = {
    code: "900901",
    message: "Invalid Credentials",
    description:
      "Invalid Credentials. Make sure you have provided the correct security credentials",
  };
  const unknown = {
    ...invalid,
    description:
      "Access failure for API: /orders/1.0.0, version: 1.0.0 status: (900901) - " +
      "Invalid Credentials. Make sure you have provided the correct security credentials",
  };
  const forbidden = {
    code: "900908",
    message: "Resource forbidden ",
    description:
      "User is NOT authorized to access the Resource. API Subscription validation failed.",
  };

  /** A token that the Auth0 tenant has signed, with whatever claims. */
  const sign = async (claims: JWTPayload = {}, changes: { kid?: string; alg?: string } = {}) => {
    const { current } = portal().auth0.state.signingKeys;
    const { kid = current.kid, alg = "RS256" } = changes;
    return new SignJWT({
      iss: `${portal().auth0Url}/`,
      azp: String(client["consumerKey"]),
      scope: "default",
      exp: 4102444800,
      ...claims,
    })
      .setProtectedHeader({ alg, kid })
      .sign(alg === "HS256" ? Buffer.from("secret") : await importJWK(current.privateKey, alg));
  };

  it("lets a token of a subscribed application through to the backend", async () => {
    const { status, data } = await call(`${order}?expand=items`);
    assert.equal(status, 200);
    assert.deepEqual(data, {
      api: { name: "orders", version: "1.0.0" },
      method: "GET",
      path: "/orders/7",
      query: { expand: "items" },
      body: "",
    });
  });

  it("fetches the signing keys once", async () => {
    await call();
    portal().auth0.requests.clear();
    await call();
    assert.deepEqual(portal().auth0.requests.all, []);
  });

  it("fetches the signing keys again for a key that it does not know", async () => {
    await call();
    portal().auth0.requests.clear();
    const { status, data } = await call(order, await sign({}, { kid: "other" }));
    assert.deepEqual([status, data], [401, invalid]);
    assert.equal(portal().auth0.requests.matching(/jwks/).length, 1);
  });

  it("fails without a token", async () => {
    const { status, data, headers } = await portal().callApi(order);
    assert.equal(status, 401);
    assert.deepEqual(data, {
      code: "900902",
      message: "Missing Credentials",
      description:
        "Invalid Credentials. Make sure your API invocation call has a header: " +
        "'Authorization : Bearer ACCESS_TOKEN' or 'Authorization : Basic ACCESS_TOKEN' " +
        "or 'ApiKey : API_KEY'",
    });
    assert.equal(headers["www-authenticate"], 'OAuth2 realm="WSO2 API Manager"');
  });

  it("fails for a token that is no JWT, or whose issuer no Key Manager has", async () => {
    const issuerWithoutSlash = await sign({ iss: portal().auth0Url });
    for (const stranger of ["undefined", issuerWithoutSlash]) {
      const { status, data } = await call(order, stranger);
      assert.deepEqual([status, data], [401, unknown]);
    }
  });

  it("fails for a wrong signature", async () => {
    const [header, , signature] = token.split(".");
    const [, payload] = (await sign({ azp: "someone" })).split(".");
    const { status, data } = await call(order, [header, payload, signature].join("."));
    assert.deepEqual([status, data], [401, invalid]);
  });

  it("fails for another algorithm than RSA", async () => {
    const { status, data } = await call(order, await sign({}, { alg: "HS256" }));
    assert.deepEqual([status, data], [401, invalid]);
  });

  it("fails for an expired token", async () => {
    const { status, data } = await call(order, await sign({ exp: 1 }));
    assert.deepEqual([status, data], [401, invalid]);
  });

  it("fails for a client that no application has", async () => {
    const { status, data } = await call(order, await sign({ azp: "someone" }));
    assert.deepEqual([status, data], [403, forbidden]);
  });

  it("fails for an application that is not subscribed", async () => {
    const { subscriptions } = portal().wso2.state;
    portal().wso2.state.subscriptions = [];
    const { status, data } = await call();
    portal().wso2.state.subscriptions = subscriptions;
    assert.deepEqual([status, data], [403, forbidden]);
  });

  it("fails for a blocked subscription", async () => {
    const subscription = portal().wso2.state.subscriptions.find(
      ({ uuid }) => uuid === subscriptionId,
    );
    assert.ok(subscription);
    subscription.status = "BLOCKED";
    const { status, data } = await call();
    subscription.status = "UNBLOCKED";
    assert.equal(status, 403);
    assert.equal(data["code"], "900907");
  });

  it("asks for one of the scopes of the resource", async () => {
    const report = "/orders/1.0.0/reports/daily/today";
    const { status, data } = await call(report);
    assert.equal(status, 403);
    assert.deepEqual(data, {
      code: "900910",
      message: "The access token does not allow you to access the requested resource",
      description:
        "User is NOT authorized to access the Resource: /reports/*. Scope validation failed.",
    });
    const withScope = await sign({ scope: "default orders:read" });
    assert.equal((await call(report, withScope)).status, 200);
  });

  it("fails for what the API does not have", async () => {
    const { status, data } = await call("/orders/1.0.0/nowhere");
    assert.equal(status, 404);
    assert.deepEqual(data, {
      code: "404",
      type: "Status report",
      message: "Not Found",
      description: "The requested resource is not available.",
    });
    assert.equal((await call(order, token, "DELETE")).status, 405);
    assert.equal((await call("/nowhere/1.0.0/orders")).status, 404);
  });

  it("takes tokens of the Key Managers that the API selects", async () => {
    await portal().createKeyManager("other", { issuer: "https://other.example.com/" });
    portal().publisher.selectKeyManagers(api, ["other"]);
    const { status, data } = await call();
    assert.deepEqual([status, data], [401, invalid]);
    portal().publisher.selectKeyManagers(api, ["other", "auth0"]);
    assert.equal((await call()).status, 200);
  });

  it("knows a Key Manager no more that has been broken", async () => {
    const broken = portal().keyManager("auth0", {}, { client_secret: "wrong" });
    await portal().admin("PUT", `/key-managers/${keyManagerId}`, broken);
    await until(() => !portal().wso2.loadedKeyManagers().includes("auth0"));
    const { status, data } = await call();
    const repaired = portal().keyManager("auth0");
    await portal().admin("PUT", `/key-managers/${keyManagerId}`, repaired);
    await until(() => portal().wso2.loadedKeyManagers().includes("auth0"));
    assert.deepEqual([status, data], [401, unknown]);
    assert.equal((await call()).status, 200);
  });

  it("fails in general while the signing keys cannot be had", async () => {
    const certificates = { type: "JWKS", value: `${portal().auth0Url}/nowhere` };
    const put = async (changes: Body) => {
      const document = portal().keyManager("auth0", changes);
      const before = portal().auth0.requests.matching(/^\/oauth\/token$/).length;
      await portal().admin("PUT", `/key-managers/${keyManagerId}`, document);
      await until(
        () =>
          portal().auth0.requests.matching(/^\/oauth\/token$/).length > before &&
          portal().wso2.loadedKeyManagers().includes("auth0"),
      );
    };
    await put({ certificates });
    const { status, data } = await call();
    await put({});
    const message = "Unclassified Authentication Failure";
    assert.deepEqual([status, data], [500, { code: "900900", message, description: message }]);
  });
});
