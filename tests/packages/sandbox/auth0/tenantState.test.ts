import assert from "node:assert/strict";
import { Agent } from "node:https";
import axios from "axios";
import { startAuth0, type Auth0State } from "auth0-wso2-sandbox/auth0";
import {
  CertificateAuthority,
  type KeyedCertificate,
} from "auth0-wso2-sandbox/http/certificateAuthority";
import { useTenant } from "./tenantUnderTest";

describe("Auth0 tenant", () => {
  const tenant = useTenant();

  it("starts with a deployer that has the least scopes and a secret", () => {
    const { state, deployer } = tenant().auth0;
    assert.equal(state.deployerClientId, deployer.clientId);
    assert.deepEqual(
      state.clients.map(({ name }) => name),
      ["All Applications", "Deployer"],
    );
    const [grant] = state.clientGrants;
    assert.equal(grant?.audience, tenant().managementAudience);
    assert.equal(grant.scope?.length, 18);
    assert.ok(!grant.scope.includes("create:client_credentials"));
  });

  it("names the Management API after the port, not the host alone", () => {
    assert.match(tenant().managementAudience, /^https:\/\/localhost:\d+\/api\/v2\/$/);
  });

  it("shows its settings", async () => {
    const { status, data } = await tenant().call("GET", "/tenants/settings");
    assert.equal(status, 200);
    assert.equal(data["friendly_name"], "Sandbox");
    const only = await tenant().call("GET", "/tenants/settings?fields=friendly_name");
    assert.deepEqual(only.data, { friendly_name: "Sandbox" });
  });

  it("logs requests with the encoding that was sent", async () => {
    tenant().auth0.requests.clear();
    await tenant().call("GET", "/resource-servers/https:%252F%252Fnowhere");
    const [logged] = tenant().auth0.requests.matching(/resource-servers/);
    assert.equal(logged?.url, "/api/v2/resource-servers/https:%252F%252Fnowhere");
    assert.equal(logged.status, 404);
  });

  it("can be made to throttle", async () => {
    const body = { statusCode: 429, error: "Too Many Requests", message: "Global limit" };
    tenant().auth0.faults.inject({
      url: /^\/api\/v2\/clients/,
      effect: { kind: "answer", status: 429, headers: { "x-ratelimit-reset": "1" }, body },
    });
    assert.equal((await tenant().call("GET", "/clients")).status, 429);
    assert.equal((await tenant().call("GET", "/clients")).status, 200);
  });
});

describe("Auth0 tenant state", () => {
  let authority: CertificateAuthority;
  let certificate: KeyedCertificate;

  before(async () => {
    authority = await CertificateAuthority.create();
    certificate = await authority.issueServerCertificate();
  });

  it("survives a restart on another port: keys and secrets stay, the address moves", async () => {
    const first = await startAuth0({ certificate });
    await first.close();
    const saved = JSON.parse(JSON.stringify(first.state)) as Auth0State;
    const second = await startAuth0({ certificate, state: saved });

    const http = axios.create({
      baseURL: `https://${second.domain}`,
      httpsAgent: new Agent({ ca: authority.certificate }),
    });
    const audience = `https://${second.domain}/api/v2/`;
    const { data: token } = await http.post<{ access_token: string }>("/oauth/token", {
      grant_type: "client_credentials",
      client_id: first.deployer.clientId,
      client_secret: first.deployer.clientSecret,
      audience,
    });
    const headers = { Authorization: `Bearer ${token.access_token}` };
    const { data: apis } = await http.get<{ identifier: string }[]>("/api/v2/resource-servers", {
      headers,
    });
    await second.close();

    assert.deepEqual(second.deployer, first.deployer);
    assert.deepEqual(second.state.signingKeys, first.state.signingKeys);
    assert.deepEqual(
      apis.map(({ identifier }) => identifier),
      [audience],
    );
  });

  it("is announced after every change and after no reading", async () => {
    let changes = 0;
    const auth0 = await startAuth0({ certificate, onChange: () => (changes += 1) });
    const http = axios.create({
      baseURL: `https://${auth0.domain}`,
      httpsAgent: new Agent({ ca: authority.certificate }),
    });
    const { data: token } = await http.post<{ access_token: string }>("/oauth/token", {
      grant_type: "client_credentials",
      client_id: auth0.deployer.clientId,
      client_secret: auth0.deployer.clientSecret,
      audience: `https://${auth0.domain}/api/v2/`,
    });
    const headers = { Authorization: `Bearer ${token.access_token}` };
    await http.get("/api/v2/clients", { headers });
    assert.equal(changes, 0);
    const { data: client } = await http.post<{ client_id: string }>(
      "/api/v2/clients",
      { name: "x" },
      { headers },
    );
    assert.equal(changes, 1);
    await http.delete(`/api/v2/clients/${client.client_id}`, { headers });
    assert.equal(changes, 2);
    await auth0.close();
  });
});
