import assert from "node:assert/strict";
import { decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { useTenant, type Answer, type Body } from "./tenantUnderTest";

describe("Auth0 token endpoint", () => {
  const tenant = useTenant();
  const audience = "https://orders.example.com";
  let client: Body;

  before(async () => {
    await tenant().create("/resource-servers", { identifier: audience, token_lifetime: 3600 });
    client = await newClient({ name: "reader" });
    await tenant().create("/client-grants", grant({ scope: ["read", "write"] }));
  });

  const newClient = (settings: Body) =>
    tenant().create("/clients", {
      app_type: "non_interactive",
      grant_types: ["client_credentials"],
      ...settings,
    });
  const grant = (settings: Body): Body => ({
    client_id: client["client_id"],
    audience,
    ...settings,
  });
  const credentials = (of: Body = client) => ({
    client_id: String(of["client_id"]),
    client_secret: String(of["client_secret"]),
  });
  const request = (parameters: Record<string, string> = {}): Promise<Answer> =>
    tenant().requestToken({
      grant_type: "client_credentials",
      audience,
      ...credentials(),
      ...parameters,
    });
  const withBasic = (id: unknown, secret: unknown): Promise<Answer> =>
    tenant().http.post(
      "/oauth/token",
      new URLSearchParams({ grant_type: "client_credentials", audience }),
      { headers: { Authorization: `Basic ${btoa(`${String(id)}:${String(secret)}`)}` } },
    );

  it("issues a token whose signature and claims verify against the published keys", async () => {
    const { status, data, headers } = await request();

    assert.equal(status, 200);
    assert.deepEqual(Object.keys(data), ["access_token", "scope", "expires_in", "token_type"]);
    assert.equal(data["scope"], "read write");
    assert.equal(data["expires_in"], 3600);
    assert.equal(data["token_type"], "Bearer");
    assert.equal(headers["cache-control"], "no-store");
    assert.ok(Number(headers["x-ratelimit-limit"]) > Number(headers["x-ratelimit-remaining"]));

    const keys = await tenant().http.get<{ keys: Body[] }>("/.well-known/jwks.json");
    const key = keys.data.keys[0] ?? {};
    const { payload, protectedHeader } = await jwtVerify(String(data["access_token"]), key, {
      issuer: tenant().issuer,
      audience,
    });
    assert.deepEqual(protectedHeader, { alg: "RS256", typ: "JWT", kid: key["kid"] });
    const { iat = 0, exp = 0, ...claims } = payload;
    assert.equal(exp - iat, 3600);
    assert.deepEqual(claims, {
      iss: tenant().issuer,
      sub: `${String(client["client_id"])}@clients`,
      aud: audience,
      scope: "read write",
      gty: "client-credentials",
      azp: client["client_id"],
    });
  });

  it("carries what a grant lists, whether the API has it or not; the Management API's own alone", async () => {
    const management = `${tenant().issuer}api/v2/`;
    const manager = await newClient({ name: "manager" });
    await tenant().create("/client-grants", {
      client_id: manager["client_id"],
      audience: management,
      scope: ["read:clients", "read:nonsense"],
    });
    assert.equal((await request()).data["scope"], "read write");
    assert.equal(
      (await request({ audience: management, ...credentials(manager) })).data["scope"],
      "read:clients",
    );
  });

  it("takes JSON", async () => {
    const { status } = await tenant().http.post("/oauth/token", {
      grant_type: "client_credentials",
      audience,
      ...credentials(),
    });
    assert.equal(status, 200);
  });

  it("takes credentials as HTTP Basic, raw or percent-encoded", async () => {
    const secret = "p%41 ss:wörd+&=/";
    const special = await newClient({ name: "special" });
    const id = String(special["client_id"]);
    await tenant().create("/client-grants", { client_id: id, audience, scope: [] });
    await tenant().call("PATCH", `/clients/${id}`, { client_secret: secret });

    const basic = (text: string) => Buffer.from(text).toString("base64");
    const encoded = new URLSearchParams({ v: secret }).toString().slice(2);
    for (const pair of [`${id}:${secret}`, `${id}:${encoded}`]) {
      const { status } = await tenant().http.post(
        "/oauth/token",
        new URLSearchParams({ grant_type: "client_credentials", audience }),
        { headers: { Authorization: `Basic ${basic(pair)}` } },
      );
      assert.equal(status, 200, pair);
    }
  });

  it("takes Basic and post alike from both secret methods", async () => {
    for (const method of ["client_secret_post", "client_secret_basic"]) {
      const app = await newClient({ name: method, token_endpoint_auth_method: method });
      await tenant().create("/client-grants", { client_id: app["client_id"], audience, scope: [] });
      assert.equal((await request(credentials(app))).status, 200);
      assert.equal((await withBasic(app["client_id"], app["client_secret"])).status, 200);
    }
  });

  it("understands an empty scope as everything granted", async () => {
    const { data } = await request({ scope: "" });
    assert.equal(data["scope"], "read write");
  });

  it("narrows to the scopes that were asked for", async () => {
    const { data } = await request({ scope: "write" });
    assert.equal(data["scope"], "write");
    assert.equal(decodeJwt(String(data["access_token"]))["scope"], "write");
  });

  it("leaves scope out when nothing is granted", async () => {
    const empty = await newClient({ name: "empty" });
    await tenant().create("/client-grants", { client_id: empty["client_id"], audience, scope: [] });
    const { data } = await request(credentials(empty));
    assert.deepEqual(Object.keys(data), ["access_token", "expires_in", "token_type"]);
    assert.equal(decodeJwt(String(data["access_token"]))["scope"], undefined);
  });

  it("puts every scope of the API into a token when all are allowed", async () => {
    const api = { identifier: "https://all.example.com", scopes: [{ value: "a" }, { value: "b" }] };
    await tenant().create("/resource-servers", api);
    await tenant().create(
      "/client-grants",
      grant({ audience: api.identifier, allow_all_scopes: true }),
    );
    const { data } = await request({ audience: api.identifier });
    assert.equal(data["scope"], "a b");
  });

  it("follows RFC 9068 for an API of that dialect: no azp, which WSO2 reads by default", async () => {
    const identifier = "https://rfc9068.example.com";
    const dialect = { token_dialect: "rfc9068_profile_authz", enforce_policies: true };
    await tenant().create("/resource-servers", { identifier, ...dialect });
    await tenant().create("/client-grants", grant({ audience: identifier, scope: ["read"] }));

    const { data } = await request({ audience: identifier });
    const token = String(data["access_token"]);
    assert.equal(decodeProtectedHeader(token).typ, "at+jwt");
    const claims = decodeJwt(token);
    assert.equal(claims["client_id"], client["client_id"]);
    assert.deepEqual(claims["permissions"], ["read"]);
    assert.equal(typeof claims.jti, "string");
    assert.equal(claims["azp"], undefined);
    assert.equal(claims["gty"], undefined);
  });

  it("signs with the API's own secret for HS256", async () => {
    const identifier = "https://hs256.example.com";
    const secret = "0123456789abcdef0123456789abcdef";
    const signing = { signing_alg: "HS256", signing_secret: secret };
    await tenant().create("/resource-servers", { identifier, ...signing });
    await tenant().create("/client-grants", grant({ audience: identifier, scope: [] }));

    const { data } = await request({ audience: identifier });
    await jwtVerify(String(data["access_token"]), Buffer.from(secret), { audience: identifier });
  });

  const unauthorized = { error: "access_denied", error_description: "Unauthorized" };

  it("fails for a wrong secret and for an unknown application in the same way", async () => {
    for (const wrong of [{ client_secret: "wrong" }, { client_id: "nobody" }, { client_id: "" }]) {
      const { status, data } = await request(wrong);
      assert.equal(status, 401);
      assert.deepEqual(data, unauthorized);
    }
    assert.equal((await withBasic(client["client_id"], "wrong")).status, 401);
  });

  it("fails for an application without a secret method", async () => {
    const spa = await tenant().create("/clients", {
      name: "spa",
      app_type: "spa",
      token_endpoint_auth_method: "none",
    });
    const { status, data } = await request(credentials(spa));
    assert.equal(status, 401);
    assert.deepEqual(data, unauthorized);
  });

  it("fails for an application that may not use client credentials", async () => {
    const web = await newClient({ name: "web", grant_types: ["authorization_code"] });
    const { status, data } = await request(credentials(web));
    assert.equal(status, 403);
    assert.deepEqual(data, {
      error: "unauthorized_client",
      error_description: "Grant type 'client_credentials' not allowed for the client.",
      error_uri: "https://auth0.com/docs/clients/client-grant-types",
    });
  });

  it("fails without an audience, also when WSO2 sends an empty one", async () => {
    const { status, data } = await request({ audience: "" });
    assert.equal(status, 403);
    assert.deepEqual(data, {
      error: "access_denied",
      error_description: "Non-global clients are not allowed access to APIv1",
    });
  });

  it("fails for an audience that no API has", async () => {
    const { status, data } = await request({ audience: "https://nowhere.example.com" });
    assert.equal(status, 403);
    assert.deepEqual(data, {
      error: "access_denied",
      error_description: "Service not found: https://nowhere.example.com",
    });
  });

  it("fails for the Management API of another tenant", async () => {
    const other = "https://other.eu.auth0.com/api/v2/";
    const { status, data } = await request({ audience: other });
    assert.equal(status, 403);
    assert.equal(data["error_description"], `Service not enabled within domain: ${other}`);
  });

  it("fails without a grant for the API", async () => {
    const { status, data } = await request({ audience: tenant().managementAudience });
    assert.equal(status, 403);
    assert.deepEqual(data, {
      error: "access_denied",
      error_description:
        `Client is not authorized to access "${tenant().managementAudience}". ` +
        `You need to create a "client-grant" associated to this API. ` +
        `See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants`,
    });
  });

  it("fails with a grant that is for users only", async () => {
    const identifier = "https://users.example.com";
    await tenant().create("/resource-servers", { identifier });
    const forUsers = { audience: identifier, scope: ["read"], subject_type: "user" };
    await tenant().create("/client-grants", grant(forUsers));
    assert.equal((await request({ audience: identifier })).status, 403);
  });

  it("fails for scopes beyond the grant and names them", async () => {
    const { status, data } = await request({ scope: "read delete admin" });
    assert.equal(status, 403);
    assert.deepEqual(data, {
      error: "access_denied",
      error_description: "Client has not been granted scopes: delete, admin",
    });
  });

  it("fails for a missing and for an unknown grant type", async () => {
    const missing = await request({ grant_type: "" });
    assert.equal(missing.status, 400);
    assert.equal(missing.data["error"], "invalid_request");
    const unknown = await request({ grant_type: "magic" });
    assert.equal(unknown.status, 403);
    assert.equal(unknown.data["error"], "unsupported_grant_type");
  });

  it("fails for a body that is not JSON although it says so", async () => {
    const { status, data } = await tenant().http.post<Body>("/oauth/token", Buffer.from("{"), {
      headers: { "Content-Type": "application/json" },
    });
    assert.equal(status, 400);
    assert.equal(data["error"], "invalid_request");
  });
});
