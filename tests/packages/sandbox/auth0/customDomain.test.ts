import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { useTenant, type Body } from "./tenantUnderTest";

describe("An Auth0 tenant with a custom domain", () => {
  const tenant = useTenant();
  const domains = () => {
    const { domain, customDomain } = tenant().auth0;
    return { own: `https://${domain}/`, custom: `https://${customDomain}/` };
  };

  /** A token of the deployer for the Management API, asked for at one of the domains. */
  const tokenAt = async (base: string, audience = tenant().managementAudience) => {
    const { clientId, clientSecret } = tenant().auth0.deployer;
    const { status, data } = await tenant().http.post<Body>(`${base}oauth/token`, {
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      audience,
    });
    return { status, data, token: String(data["access_token"]) };
  };
  const listClients = (base: string, token: string) =>
    tenant().http.get<Body>(`${base}api/v2/clients?per_page=1`, {
      headers: { Authorization: `Bearer ${token}` },
    });

  it("puts the domain into a token as its issuer that it was asked for at", async () => {
    for (const base of Object.values(domains())) {
      const { iss, aud } = decodeJwt((await tokenAt(base)).token);
      assert.deepEqual([iss, aud], [base, tenant().managementAudience]);
    }
  });

  it("describes itself by the domain that it is asked at, with the same keys", async () => {
    const { own, custom } = domains();
    const describe = async (base: string) =>
      (await tenant().http.get<Body>(`${base}.well-known/openid-configuration`)).data;
    const document = await describe(custom);
    assert.deepEqual(
      document,
      JSON.parse(JSON.stringify(await describe(own)).replaceAll(own, custom)),
    );
    const keysAt = async (base: string) =>
      (await tenant().http.get<Body>(`${base}.well-known/jwks.json`)).data;
    assert.deepEqual(await keysAt(custom), await keysAt(own));
  });

  it("takes a token for the Management API at the domain alone where it was asked for", async () => {
    const { own, custom } = domains();
    for (const [here, there] of [
      [own, custom],
      [custom, own],
    ] as const) {
      const { token } = await tokenAt(here);
      assert.equal((await listClients(here, token)).status, 200);
      const { status, data } = await listClients(there, token);
      assert.deepEqual([status, data["message"]], [401, "Invalid token"]);
    }
  });

  it("knows no Management API by the name of the custom domain", async () => {
    const { custom } = domains();
    const { status, data } = await tokenAt(custom, `${custom}api/v2/`);
    assert.equal(status, 403);
    assert.equal(data["error_description"], `Service not enabled within domain: ${custom}api/v2/`);
  });
});
