import assert from "node:assert/strict";
import { importJWK, SignJWT } from "jose";
import { refusal, useTenant, type Answer } from "./tenantUnderTest";

describe("Auth0 Management API authorization", () => {
  const tenant = useTenant();

  const get = (authorization?: string): Promise<Answer> =>
    tenant().http.get("/api/v2/clients", {
      headers: authorization === undefined ? {} : { Authorization: authorization },
    });
  const getWith = (token: string) => get(`Bearer ${token}`);
  const unauthorized = (text: string) => ({
    ...refusal(401, "Unauthorized", text),
    attributes: { error: text },
  });

  /** A token signed with the tenant's own key, wrong in what is given. */
  async function forge(claims: { iss?: string; aud?: string; exp?: number }): Promise<string> {
    const { current } = tenant().auth0.state.signingKeys;
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      iss: tenant().issuer,
      aud: tenant().managementAudience,
      iat: now,
      exp: now + 60,
      scope: "read:clients",
      ...claims,
    })
      .setProtectedHeader({ alg: "RS256", kid: current.kid })
      .sign(await importJWK(current.privateKey, "RS256"));
  }

  it("accepts a genuine token and announces the rate limit", async () => {
    const { status, headers } = await getWith(await tenant().deployerToken());
    assert.equal(status, 200);
    assert.equal(headers["x-ratelimit-limit"], "50");
    assert.equal(headers["x-ratelimit-remaining"], "49");
    assert.ok(Number(headers["x-ratelimit-reset"]) * 1000 > Date.now() - 1000);
  });

  it("announces the rate limit on refusals too", async () => {
    const { headers } = await get();
    assert.equal(headers["x-ratelimit-limit"], "50");
  });

  it("fails without a token", async () => {
    const { status, data } = await get();
    assert.equal(status, 401);
    assert.deepEqual(data, unauthorized("Missing authentication"));
  });

  it("fails for what is not a JWT", async () => {
    for (const header of ["Bearer abc", "Bearer", "Basic YTpi"]) {
      const { status, data } = await get(header);
      assert.equal(status, 400);
      const message = "Bad HTTP authentication header format";
      assert.deepEqual(data, refusal(400, "Bad Request", message, "Bearer"));
    }
  });

  it("fails for a token with a broken signature", async () => {
    const [head = "", body = ""] = (await tenant().deployerToken()).split(".");
    const { status, data } = await getWith(`${head}.${body}.${"A".repeat(342)}`);
    assert.equal(status, 401);
    const text = "Invalid signature received for JSON Web Token validation";
    assert.deepEqual(data, unauthorized(text));
  });

  it("fails for an expired token", async () => {
    const { status, data } = await getWith(await forge({ exp: 1 }));
    assert.equal(status, 401);
    const text = "Expired token received for JSON Web Token validation";
    assert.deepEqual(data, unauthorized(text));
  });

  it("fails for a token of another issuer", async () => {
    const { status, data } = await getWith(await forge({ iss: "https://other.auth0.com/" }));
    assert.equal(status, 401);
    assert.deepEqual(data, unauthorized("Invalid token"));
  });

  it("fails for a token that is meant for another API", async () => {
    const { status, data } = await getWith(await forge({ aud: "https://orders.example.com" }));
    assert.equal(status, 401);
    assert.deepEqual(data, unauthorized("Bad audience: https://orders.example.com"));
  });

  const scopesByCall: [Parameters<ReturnType<typeof tenant>["call"]>[0], string, string][] = [
    [
      "GET",
      "/clients",
      "read:clients,read:client_keys,read:client_credentials,read:client_summary",
    ],
    [
      "GET",
      "/clients/x",
      "read:clients,read:client_keys,read:client_credentials,read:client_summary",
    ],
    ["POST", "/clients", "create:clients"],
    ["PATCH", "/clients/x", "update:clients,update:client_keys,update:client_credentials"],
    ["DELETE", "/clients/x", "delete:clients"],
    ["POST", "/clients/x/rotate-secret", "update:client_keys"],
    ["GET", "/clients/x/credentials", "read:client_credentials"],
    ["GET", "/client-grants", "read:client_grants"],
    ["GET", "/client-grants/x", "read:client_grants"],
    ["POST", "/client-grants", "create:client_grants"],
    ["PATCH", "/client-grants/x", "update:client_grants"],
    ["DELETE", "/client-grants/x", "delete:client_grants"],
    ["GET", "/resource-servers", "read:resource_servers"],
    ["GET", "/resource-servers/x", "read:resource_servers"],
    ["POST", "/resource-servers", "create:resource_servers"],
    ["PATCH", "/resource-servers/x", "update:resource_servers"],
    ["DELETE", "/resource-servers/x", "delete:resource_servers"],
    ["GET", "/tenants/settings", "read:tenant_settings"],
  ];
  for (const [method, path, expected] of scopesByCall) {
    it(`fails for ${method} ${path} without ${expected}, before it looks at the body`, async () => {
      const unrelated = path === "/tenants/settings" ? "read:clients" : "read:tenant_settings";
      const body = method === "GET" ? undefined : { unknown: true };
      const { status, data } = await tenant().call(method, path, body, unrelated);
      assert.equal(status, 403);
      const message = `Insufficient scope, expected any of: ${expected}`;
      assert.deepEqual(data, refusal(403, "Forbidden", message, "insufficient_scope"));
    });
  }

  it("says of endpoints that are not played that they are not", async () => {
    for (const path of ["/users", "/clients/cimd/preview", "/organizations/x/client-grants"]) {
      const { status, data } = await tenant().call("POST", path);
      assert.equal(status, 501);
      const message = `The sandbox does not play POST /api/v2${path}.`;
      assert.deepEqual(data, refusal(501, "Not Implemented", message));
    }
  });
});
