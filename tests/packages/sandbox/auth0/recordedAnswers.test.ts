import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import { useTenant, type Body } from "./tenantUnderTest";

/** What recorded tenants have answered, as far as no other test is about it. */
describe("Auth0's answers, as recorded", () => {
  const tenant = useTenant();

  const createClient = (settings: Body = {}) =>
    tenant().create("/clients", { name: "client", ...settings });
  const patch = async (client: Body, change: Body) => {
    const { status, data } = await tenant().call(
      "PATCH",
      `/clients/${String(client["client_id"])}`,
      change,
    );
    assert.equal(status, 200, JSON.stringify(data));
    return data;
  };

  it("take null for what a client can do without", async () => {
    const client = await createClient();
    const nulls = {
      addons: null,
      oidc_backchannel_logout: null,
      signed_request_object: null,
      fedcm_login: null,
      identity_assertion_authorization_grant: null,
      token_vault_privileged_access: null,
      express_configuration: null,
      my_organization_configuration: null,
      anonymous_sessions: null,
      native_social_login: null,
    };
    const answer = await patch(client, nulls);
    for (const name of Object.keys(nulls)) assert.equal(name in answer, false, name);
  });

  it("keep empty addons", async () => {
    assert.deepEqual((await patch(await createClient(), { addons: {} }))["addons"], {});
  });

  it("take fields of newer applications", async () => {
    const fields = {
      fedcm_login: { google: { is_enabled: true } },
      identity_assertion_authorization_grant: { active: true },
      my_organization_configuration: {
        allowed_strategies: ["oidc"],
        connection_deletion_behavior: "allow",
      },
      anonymous_sessions: { active: true },
      b2b_integration_configuration: { integration_type: "third_party" },
    };
    const client = await createClient(fields);
    for (const [name, value] of Object.entries(fields)) assert.deepEqual(client[name], value);
  });

  it("keep members of nested settings that a change leaves out", async () => {
    const ios = { team_id: "1", app_bundle_identifier: "a" };
    const client = await createClient({
      app_type: "native",
      mobile: { android: { app_package_name: "a" }, ios },
      native_social_login: { apple: { enabled: true }, google: { enabled: true } },
      session_transfer: {
        can_create_session_transfer_token: true,
        delegation: { allow_delegated_access: true },
      },
    });
    const answer = await patch(client, {
      mobile: { android: { app_package_name: "b" } },
      native_social_login: { google: { enabled: false } },
      session_transfer: { delegation: null },
    });
    assert.deepEqual(answer["mobile"], { android: { app_package_name: "b" }, ios });
    assert.deepEqual(answer["native_social_login"], {
      apple: { enabled: true },
      google: { enabled: false },
    });
    const { delegation, ...transfer } = client["session_transfer"] as Body;
    assert.deepEqual(delegation, { allow_delegated_access: true });
    assert.deepEqual(answer["session_transfer"], transfer);
  });

  it("complete the transfer of sessions, of a new application and of an older one", async () => {
    const client = await createClient({
      session_transfer: { enforce_device_binding: "asn", enforce_cascade_revocation: false },
    });
    const others = {
      can_create_session_transfer_token: false,
      allowed_authentication_methods: [],
      allow_refresh_token: false,
      enforce_online_refresh_tokens: true,
    };
    assert.deepEqual(client["session_transfer"], {
      ...others,
      enforce_device_binding: "asn",
      enforce_cascade_revocation: false,
    });
    assert.equal("session_transfer" in (await patch(client, { session_transfer: null })), false);
    assert.deepEqual((await patch(client, { session_transfer: {} }))["session_transfer"], {
      ...others,
      enforce_device_binding: "ip",
      enforce_cascade_revocation: true,
    });
  });

  it("have no more of the application that stands for all than a login page needs", async () => {
    const { data } = await tenant().call<Body[]>("GET", "/clients?is_global=true");
    const { client_id: id, client_secret: secret, signing_keys: keys, ...settings } = data[0] ?? {};
    assert.ok([id, secret, keys].every((value) => value !== undefined));
    const expected = {
      tenant: "sandbox",
      global: true,
      callbacks: [],
      is_first_party: true,
      name: "All Applications",
      refresh_token: {
        expiration_type: "non-expiring",
        leeway: 0,
        infinite_token_lifetime: true,
        infinite_idle_token_lifetime: true,
        token_lifetime: 2592000,
        idle_token_lifetime: 1296000,
        rotation_type: "non-rotating",
      },
      owners: settings["owners"],
      cross_origin_authentication: true,
      custom_login_page_on: true,
    };
    assert.deepEqual(settings, expected);
    assert.ok(Array.isArray(settings["owners"]));
    const page = { custom_login_page: "<html></html>" };
    const { client_id, client_secret, signing_keys, ...changed } = await patch(data[0] ?? {}, page);
    assert.ok(client_id ?? client_secret ?? signing_keys);
    assert.deepEqual(changed, { ...expected, ...page });
  });

  it("lose a member of nested settings that a change sets to null", async () => {
    const client = await createClient({
      native_social_login: { apple: { enabled: true }, google: { enabled: true } },
    });
    const answer = await patch(client, { native_social_login: { apple: null } });
    assert.deepEqual(answer["native_social_login"], { google: { enabled: true } });
  });

  it("show back-channel logout under both of its names", async () => {
    const urls = { backchannel_logout_urls: ["https://a.example.com/"] };
    const logout = { ...urls, backchannel_logout_initiators: { mode: "all" } };
    const client = await createClient({ oidc_logout: logout });
    assert.deepEqual(client["oidc_logout"], logout);
    assert.deepEqual(client["oidc_backchannel_logout"], urls);
    const answer = await patch(client, { oidc_backchannel_logout: null });
    assert.equal("oidc_logout" in answer, false);
  });

  it("drop an empty login URL, and refuse one that is not https", async () => {
    const client = await createClient({ initiate_login_uri: "https://a.example.com/" });
    assert.equal("initiate_login_uri" in (await patch(client, { initiate_login_uri: "" })), false);
    const refused = await tenant().call("PATCH", `/clients/${String(client["client_id"])}`, {
      initiate_login_uri: "http://a.example.com/",
    });
    assert.equal(refused.status, 400);
  });

  it("refuse a default organization without both members", async () => {
    const path = `/clients/${String((await createClient())["client_id"])}`;
    for (const half of [{ flows: ["client_credentials"] }, { organization_id: "org_1" }]) {
      const { status } = await tenant().call("PATCH", path, { default_organization: half });
      assert.equal(status, 400);
    }
  });

  const defaults: Record<string, { settings: Body; expected: Body }> = {
    "no type but a secret": {
      settings: { token_endpoint_auth_method: "client_secret_post" },
      expected: { token_lifetime: 31557600, idle_token_lifetime: 2592000 },
    },
    "no type at all": {
      settings: {},
      expected: { token_lifetime: 2592000, idle_token_lifetime: 1296000 },
    },
    "another owner": {
      settings: { is_first_party: false, app_type: "spa" },
      expected: {
        rotation_type: "rotating",
        expiration_type: "expiring",
        infinite_token_lifetime: false,
        infinite_idle_token_lifetime: false,
      },
    },
  };
  for (const [what, { settings, expected }] of Object.entries(defaults)) {
    it(`give refresh tokens of an application with ${what} their usual lifetimes`, async () => {
      const client = await createClient(settings);
      const lifetimes = client["refresh_token"] as Body;
      for (const [name, value] of Object.entries(expected)) {
        assert.equal(lifetimes[name], value, name);
      }
    });
  }

  it("give an application that is an API no grant types, and strict ones RS256", async () => {
    const api = await createClient({ app_type: "resource_server" });
    assert.deepEqual(api["grant_types"], []);
    const strict = await createClient({
      app_type: "regular_web",
      is_first_party: false,
      third_party_security_mode: "strict",
    });
    assert.deepEqual(strict["jwt_configuration"], {
      secret_encoded: false,
      alg: "RS256",
      lifetime_in_seconds: 3600,
    });
  });

  it("show of an encryption key its thumbprint, and encrypt tokens with it", async () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
    const identifier = "https://encrypted.example.com/";
    const api = await tenant().create("/resource-servers", {
      identifier,
      token_encryption: {
        format: "compact-nested-jwe",
        encryption_key: { alg: "RSA-OAEP-256", pem },
      },
    });
    assert.equal("name" in api, false);
    assert.deepEqual(api["token_encryption"], {
      format: "compact-nested-jwe",
      encryption_key: {
        alg: "RSA-OAEP-256",
        thumbprint_sha256: await calculateJwkThumbprint(publicKey.export({ format: "jwk" })),
      },
    });
    const { clientId, clientSecret } = tenant().auth0.deployer;
    const grant = { client_id: clientId, audience: identifier, scope: [] };
    await tenant().create("/client-grants", grant);
    const { data } = await tenant().requestToken({
      grant_type: "client_credentials",
      audience: identifier,
      client_id: clientId,
      client_secret: clientSecret,
    });
    assert.equal(String(data["access_token"]).split(".").length, 5);
  });

  it("give no token where an organization or a proof of possession is missing", async () => {
    const { clientId, clientSecret } = tenant().auth0.deployer;
    const identifier = "https://guarded.example.com/";
    const api = await tenant().create("/resource-servers", { identifier });
    const { id } = await tenant().create("/client-grants", {
      client_id: clientId,
      audience: identifier,
      scope: [],
      organization_usage: "require",
    });
    const token = () =>
      tenant().requestToken({
        grant_type: "client_credentials",
        audience: identifier,
        client_id: clientId,
        client_secret: clientSecret,
      });
    assert.equal((await token()).status, 400);
    const grant = `/client-grants/${String(id)}`;
    await tenant().call("PATCH", grant, { organization_usage: "deny" });
    assert.equal((await token()).status, 200);
    await tenant().call("PATCH", `/resource-servers/${String(api["id"])}`, {
      proof_of_possession: { mechanism: "dpop", required: true },
    });
    assert.equal((await token()).status, 400);
  });
});
