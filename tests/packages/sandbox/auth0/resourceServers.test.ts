import assert from "node:assert/strict";
import { refusal, useTenant, type Body } from "./tenantUnderTest";

describe("Auth0 resource servers", () => {
  const tenant = useTenant();
  let identifier: string;
  let count = 0;

  beforeEach(() => {
    count += 1;
    identifier = `https://orders.example.com/v${count}`;
  });

  const create = (settings: Body = {}) =>
    tenant().create("/resource-servers", { name: "Orders", identifier, ...settings });
  const pathOf = (api: Body) => `/resource-servers/${String(api["id"])}`;
  const get = (path: string) => tenant().call("GET", path);
  const invalid = (message: string) => refusal(400, "Bad Request", message, "invalid_body");
  const inexistent = refusal(
    404,
    "Not Found",
    "The resource server does not exist",
    "inexistent_resource_server",
  );

  it("are created with Auth0's defaults", async () => {
    const body = { name: "Orders API", identifier, signing_alg: "RS256" };
    const { status, data } = await tenant().call("POST", "/resource-servers", body);
    const { id, ...settings } = data;
    assert.equal(status, 201);
    assert.match(String(id), /^[0-9a-f]{24}$/);
    assert.deepEqual(settings, {
      ...body,
      allow_offline_access: false,
      skip_consent_for_verifiable_first_party_clients: false,
      subject_type_authorization: {
        client: { policy: "require_client_grant" },
        user: { policy: "allow_all" },
      },
      token_lifetime: 86400,
      token_lifetime_for_web: 7200,
    });
  });

  it("sign with RS256 unless told otherwise; HS256 gets a secret", async () => {
    const rsa = await create();
    assert.equal(rsa["signing_alg"], "RS256");
    assert.equal("signing_secret" in rsa, false);
    const { data } = await tenant().call("PATCH", pathOf(rsa), { signing_alg: "HS256" });
    assert.ok(String(data["signing_secret"]).length >= 16);
  });

  it("are found by id and by identifier, encoded once or twice", async () => {
    const created = await create();
    const once = identifier.replaceAll("/", "%2F");
    const twice = once.replaceAll("%", "%25");
    for (const key of [String(created["id"]), once, twice, encodeURIComponent(identifier)]) {
      const { status, data } = await get(`/resource-servers/${key}`);
      assert.equal(status, 200, key);
      assert.deepEqual(data, created);
    }
  });

  it("are found by an identifier that contains percent signs", async () => {
    const strange = await create({ identifier: `100%-api-${count}` });
    const { data } = await get(`/resource-servers/${encodeURIComponent(`100%-api-${count}`)}`);
    assert.deepEqual(data, strange);
  });

  it("fail to be found when they do not exist", async () => {
    for (const key of ["0123456789abcdef01234567", "https:%2F%2Fnowhere.example.com"]) {
      const { status, data } = await get(`/resource-servers/${key}`);
      assert.equal(status, 404);
      assert.deepEqual(data, inexistent);
    }
    const change = { name: "x" };
    assert.equal((await tenant().call("PATCH", "/resource-servers/x", change)).status, 404);
  });

  it("fail for a path that cannot be decoded", async () => {
    const { status, data } = await get("/resource-servers/%ff");
    assert.equal(status, 400);
    assert.equal(data["statusCode"], 400);
  });

  it("fail to share an identifier", async () => {
    await create();
    const again = { name: "Again", identifier };
    const { status, data } = await tenant().call("POST", "/resource-servers", again);
    assert.equal(status, 409);
    assert.equal(data["message"], "A resource server with the same identifier already exists");
  });

  it("get their scopes replaced as a whole, in order, by PATCH with 200", async () => {
    const created = await create();
    const path = `/resource-servers/${identifier.replaceAll("/", "%2F")}`;
    assert.equal("scopes" in created, false);
    const scopes = [{ value: "b" }, { value: "a", description: "A" }];
    const first = await tenant().call("PATCH", path, { scopes });
    assert.equal(first.status, 200);
    assert.deepEqual(first.data, { ...created, scopes });
    const cleared = await tenant().call("PATCH", path, { scopes: [] });
    assert.deepEqual(cleared.data["scopes"], []);
  });

  it("say how long and whether unknown users get tokens", async () => {
    const lifetime = { token_lifetime_for_anonymous_access_tokens: 600 };
    const created = await create({
      ...lifetime,
      subject_type_authorization: { anonymous_user: { policy: "require_client_grant" } },
    });
    assert.equal(created["token_lifetime_for_anonymous_access_tokens"], 600);
    assert.deepEqual(created["subject_type_authorization"], {
      client: { policy: "require_client_grant" },
      user: { policy: "allow_all" },
      anonymous_user: { policy: "require_client_grant" },
    });
    const nothing = { token_lifetime_for_anonymous_access_tokens: null };
    const { data } = await tenant().call("PATCH", pathOf(created), nothing);
    assert.equal("token_lifetime_for_anonymous_access_tokens" in data, false);
  });

  it("keep what a PATCH does not mention and lose what it sets to null", async () => {
    const created = await create({
      consent_policy: "transactional-authorization-with-mfa",
      token_dialect: "access_token_authz",
    });
    const { data } = await tenant().call("PATCH", pathOf(created), {
      consent_policy: null,
      subject_type_authorization: { user: { policy: "deny_all" } },
    });
    assert.equal("consent_policy" in data, false);
    assert.equal(data["token_dialect"], "access_token_authz");
    assert.deepEqual(data["subject_type_authorization"], {
      client: { policy: "require_client_grant" },
      user: { policy: "deny_all" },
    });
  });

  const refused: [string, Body, string][] = [
    [
      "an identifier that is empty",
      { identifier: "" },
      "'String is too short (0 chars), minimum 1' on property identifier (Unique identifier for the API used as the audience parameter.)",
    ],
    [
      "an unknown algorithm",
      { signing_alg: "none" },
      "'No enum match for: none' on property signing_alg (Algorithm used to sign JWTs.)",
    ],
    [
      "a lifetime of more than 30 days",
      { token_lifetime: 2592001 },
      "'Value 2592001 is greater than maximum 2592000' on property token_lifetime (Expiration value (in seconds) for access tokens issued for this API.)",
    ],
    [
      "a short signing secret",
      { signing_secret: "short" },
      "'String is too short (5 chars), minimum 16' on property signing_secret (Secret used to sign tokens.)",
    ],
    [
      "a scope without a value",
      { scopes: [{ description: "d" }] },
      "'Missing required property: value' on property scopes[0]",
    ],
    [
      "a scope with Pulumi's property name",
      { scopes: [{ value: "v", name: "v" }] },
      "'Additional properties not allowed: name' on property scopes[0]",
    ],
    ["unknown settings", { is_system: true }, "'Additional properties not allowed: is_system'"],
  ];
  for (const [what, settings, why] of refused) {
    it(`fail for ${what}`, async () => {
      const body = { identifier, ...settings };
      const { status, data } = await tenant().call("POST", "/resource-servers", body);
      assert.equal(status, 400);
      assert.deepEqual(data, invalid(`Payload validation error: ${why}.`));
    });
  }

  it("fail to change their identifier", async () => {
    const path = pathOf(await create());
    const { status, data } = await tenant().call("PATCH", path, { identifier: "https://new" });
    assert.equal(status, 400);
    const message = "Payload validation error: 'Additional properties not allowed: identifier'.";
    assert.deepEqual(data, invalid(message));
  });

  it("take their grants along when deleted, which can be repeated", async () => {
    const created = await create();
    const { clientId } = tenant().auth0.deployer;
    const grant = { client_id: clientId, audience: identifier, scope: [] };
    const { id } = await tenant().create("/client-grants", grant);
    assert.equal((await tenant().call("DELETE", pathOf(created))).status, 204);
    assert.equal((await tenant().call("DELETE", pathOf(created))).status, 204);
    assert.equal((await get(pathOf(created))).status, 404);
    assert.equal((await get(`/client-grants/${String(id)}`)).status, 404);
  });

  it("are listed with the Management API first, filtered by identifiers", async () => {
    const created = await create();
    const { data } = await tenant().call<Body[]>("GET", "/resource-servers");
    assert.equal(data[0]?.["name"], "Auth0 Management API");
    const query = new URLSearchParams([
      ["identifiers", identifier],
      ["identifiers", "https://nowhere.example.com"],
      ["include_totals", "true"],
    ]);
    const { data: page } = await get(`/resource-servers?${query.toString()}`);
    assert.deepEqual(page, { total: 1, start: 0, limit: 50, resource_servers: [created] });
  });

  describe("of the system", () => {
    const path = () =>
      `/resource-servers/${encodeURIComponent(encodeURIComponent(tenant().managementAudience))}`;

    it("are the Management API with its scopes", async () => {
      const { data } = await get(path());
      assert.equal(data["name"], "Auth0 Management API");
      assert.equal(data["is_system"], true);
      assert.equal(data["identifier"], tenant().managementAudience);
      const values = (data["scopes"] as Body[]).map(({ value }) => value);
      for (const family of ["clients", "client_keys", "client_grants", "resource_servers"]) {
        for (const verb of ["create", "read", "update", "delete"]) {
          assert.ok(values.includes(`${verb}:${family}`));
        }
      }
    });

    it("fail to be deleted or given other scopes", async () => {
      assert.equal((await tenant().call("DELETE", path())).status, 400);
      assert.equal((await tenant().call("PATCH", path(), { scopes: [] })).status, 400);
      assert.equal((await get(path())).status, 200);
    });

    it("let their token lifetime be changed", async () => {
      const { status } = await tenant().call("PATCH", path(), { token_lifetime: 86400 });
      assert.equal(status, 200);
    });
  });
});
