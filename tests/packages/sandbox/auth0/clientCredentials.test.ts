import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { calculateJwkThumbprint } from "jose";
import { refusal, useTenant, type Body } from "./tenantUnderTest";

const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
const [certificate = ""] = rootCertificates;

describe("credentials of Auth0 clients", () => {
  const tenant = useTenant();
  const key = { credential_type: "public_key", pem, name: "key" };

  before(() => {
    const id = tenant().auth0.deployer.clientId;
    const grant = tenant().auth0.state.clientGrants.find(({ client_id }) => client_id === id);
    grant?.scope?.push("create:client_credentials");
  });

  const createClient = () =>
    tenant().create("/clients", {
      name: "keyed",
      app_type: "non_interactive",
      token_endpoint_auth_method: "client_secret_post",
      jwt_configuration: { alg: "RS256" },
    });
  const pathOf = (client: Body) => `/clients/${String(client["client_id"])}`;
  const attach = (client: Body, credential: Body, more: Body = {}) =>
    tenant().call("PATCH", pathOf(client), {
      token_endpoint_auth_method: null,
      client_authentication_methods: {
        private_key_jwt: { credentials: [{ id: credential["id"] }] },
      },
      ...more,
    });

  it("are named after the key, and the key itself is not shown", async () => {
    const client = await createClient();
    const created = await tenant().create(`${pathOf(client)}/credentials`, key);
    const { id, created_at: at, ...rest } = created;
    assert.match(String(id), /^cred_\w{22}$/);
    assert.deepEqual(rest, {
      credential_type: "public_key",
      kid: await calculateJwkThumbprint(publicKey.export({ format: "jwk" })),
      alg: "RS256",
      name: "key",
      updated_at: at,
    });
    const { status, data } = await tenant().call(
      "GET",
      `${pathOf(client)}/credentials/${String(id)}`,
    );
    assert.equal(status, 200);
    assert.deepEqual(data, created);
  });

  it("have the end of their certificate, a thumbprint or a subject, by their type", async () => {
    const path = `${pathOf(await createClient())}/credentials`;
    const { raw, validTo } = new X509Certificate(certificate);
    const end = new Date(validTo).toISOString();
    const own = await tenant().create(path, { credential_type: "x509_cert", pem: certificate });
    assert.equal(own["thumbprint_sha256"], createHash("sha256").update(raw).digest("base64url"));
    assert.equal(own["expires_at"], end);
    const signed = { credential_type: "public_key", pem: certificate };
    assert.equal("expires_at" in (await tenant().create(path, signed)), false);
    const parsed = await tenant().create(path, { ...signed, parse_expiry_from_cert: true });
    assert.equal(parsed["expires_at"], end);
    const subject = { credential_type: "cert_subject_dn", subject_dn: "CN=a" };
    assert.equal((await tenant().create(path, subject))["subject_dn"], "CN=a");
  });

  it("can be given another end, and nothing else", async () => {
    const path = `${pathOf(await createClient())}/credentials`;
    const { id } = await tenant().create(path, key);
    const change = { expires_at: "2096-05-13T09:33:13Z" };
    const { status, data } = await tenant().call("PATCH", `${path}/${String(id)}`, change);
    assert.equal(status, 200);
    assert.equal(data["expires_at"], "2096-05-13T09:33:13.000Z");
    const other = await tenant().call("PATCH", `${path}/${String(id)}`, { name: "other" });
    assert.equal(other.status, 400);
  });

  it("take the place of the secret, which is hidden then and comes back", async () => {
    const client = await createClient();
    const credential = await tenant().create(`${pathOf(client)}/credentials`, key);
    const attached = await attach(client, credential);
    assert.equal(attached.status, 200);
    assert.equal("client_secret" in attached.data, false);
    assert.equal("token_endpoint_auth_method" in attached.data, false);
    const refused = await tenant().requestToken({
      grant_type: "client_credentials",
      audience: tenant().managementAudience,
      client_id: String(client["client_id"]),
      client_secret: String(client["client_secret"]),
    });
    assert.equal(refused.status, 401);
    const { data } = await tenant().call("PATCH", pathOf(client), {
      client_authentication_methods: null,
      token_endpoint_auth_method: "client_secret_post",
    });
    assert.equal(data["client_secret"], client["client_secret"]);
  });

  it("are no method beside another, need RS256, and must be the client's", async () => {
    const client = await createClient();
    const credential = await tenant().create(`${pathOf(client)}/credentials`, key);
    await attach(client, credential);
    const both = { token_endpoint_auth_method: "client_secret_post" };
    assert.equal((await tenant().call("PATCH", pathOf(client), both)).status, 400);
    const alg = { jwt_configuration: { alg: "HS256" } };
    assert.equal((await tenant().call("PATCH", pathOf(client), alg)).status, 400);
    assert.equal((await attach(await createClient(), credential)).status, 400);
  });

  it("come with an application that has access to the token vault", async () => {
    const created = await tenant().create("/clients", {
      name: "vault",
      token_vault_privileged_access: {
        credentials: [key],
        grants: [{ connection: "github", scopes: ["repo"] }],
      },
    });
    const path = `${pathOf(created)}/credentials`;
    const [credential = {}] = (await tenant().call<Body[]>("GET", path)).data;
    assert.deepEqual(created["token_vault_privileged_access"], {
      credentials: [{ id: credential["id"] }],
      grants: [{ connection: "github", scopes: ["repo"] }],
    });
    const used = await tenant().call("DELETE", `${path}/${String(credential["id"])}`);
    assert.equal(used.status, 409);
  });

  it("can be deleted only when they are not used", async () => {
    const client = await createClient();
    const path = `${pathOf(client)}/credentials`;
    const credential = await tenant().create(path, key);
    await attach(client, credential);
    const one = `${path}/${String(credential["id"])}`;
    assert.equal((await tenant().call("DELETE", one)).status, 409);
    await attach(client, credential, {
      client_authentication_methods: null,
      token_endpoint_auth_method: "client_secret_post",
    });
    assert.equal((await tenant().call("DELETE", one)).status, 204);
    const gone = await tenant().call("GET", one);
    assert.deepEqual(
      gone.data,
      refusal(404, "Not Found", "The credential does not exist", "inexistent_credential"),
    );
  });
});
