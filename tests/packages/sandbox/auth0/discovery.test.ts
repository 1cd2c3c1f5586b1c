import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { exportJWK } from "jose";
import { useTenant, type Body } from "./tenantUnderTest";

describe("Auth0 discovery", () => {
  const tenant = useTenant();

  it("describes the tenant at both well-known addresses", async () => {
    const { data } = await tenant().http.get<Body>("/.well-known/openid-configuration");
    const alias = await tenant().http.get<Body>("/.well-known/oauth-authorization-server");
    const { issuer } = tenant();

    assert.deepEqual(alias.data, data);
    assert.equal(data["issuer"], issuer);
    assert.equal(data["token_endpoint"], `${issuer}oauth/token`);
    assert.equal(data["jwks_uri"], `${issuer}.well-known/jwks.json`);
    assert.equal(data["revocation_endpoint"], `${issuer}oauth/revoke`);
    assert.equal(data["registration_endpoint"], `${issuer}oidc/register`);
  });

  it("names neither introspection nor grant types, as Auth0 never does", async () => {
    const { data } = await tenant().http.get<Body>("/.well-known/openid-configuration");
    assert.ok(!("introspection_endpoint" in data));
    assert.ok(!("grant_types_supported" in data));
  });

  it("publishes the current and the next key with their certificates", async () => {
    const { data } = await tenant().http.get<{ keys: Body[] }>("/.well-known/jwks.json");
    assert.equal(data.keys.length, 2);
    for (const { kid, n, x5t, x5c, ...others } of data.keys) {
      assert.deepEqual(others, { alg: "RS256", kty: "RSA", use: "sig", e: "AQAB" });
      const certificate = new X509Certificate(Buffer.from(String(x5c), "base64"));
      const thumbprint = certificate.fingerprint.replaceAll(":", "");
      assert.equal(Buffer.from(String(x5t), "base64url").toString("hex").toUpperCase(), thumbprint);
      const publicKey = await exportJWK(certificate.publicKey);
      assert.equal(publicKey.n, n);
      assert.equal(typeof kid, "string");
    }
    assert.notEqual(data.keys[0]?.["kid"], data.keys[1]?.["kid"]);
  });

  it("accepts any token for revocation from an application that proves itself", async () => {
    const { clientId, clientSecret } = tenant().auth0.deployer;
    const proof = { client_id: clientId, client_secret: clientSecret };
    const { status, data } = await tenant().http.post<string>("/oauth/revoke", {
      ...proof,
      token: "x",
    });
    assert.equal(status, 200);
    assert.equal(data, "");
  });

  it("fails to revoke without a token or for a stranger", async () => {
    const withoutToken = await tenant().http.post<Body>("/oauth/revoke", {});
    assert.equal(withoutToken.status, 400);
    assert.equal(withoutToken.data["error"], "invalid_request");
    const stranger = await tenant().http.post<Body>("/oauth/revoke", { token: "x" });
    assert.equal(stranger.status, 401);
  });

  it("fails for addresses that it does not have, introspection among them", async () => {
    assert.equal((await tenant().http.post("/oauth/introspect")).status, 404);
    assert.equal((await tenant().http.get("/oauth/token")).status, 404);
    assert.equal((await tenant().http.get("/")).status, 404);
  });

  it("says of addresses for users that they are not played", async () => {
    for (const path of ["/authorize", "/userinfo", "/oidc/register", "/mfa/challenge"]) {
      const { status, data } = await tenant().http.get<string>(path);
      assert.equal(status, 501);
      assert.equal(data, `The sandbox does not play GET ${path}.`);
    }
  });
});
