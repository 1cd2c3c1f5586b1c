import assert from "node:assert/strict";
import { refusal, useTenant, type Body } from "./tenantUnderTest";

const plain = {
  name: "plain",
  app_type: "non_interactive",
  token_endpoint_auth_method: "client_secret_post",
};

describe("Auth0 clients", () => {
  const tenant = useTenant();
  const create = (settings: Body = {}) => tenant().create("/clients", { ...plain, ...settings });
  const pathOf = (client: Body) => `/clients/${String(client["client_id"])}`;
  const inexistent = refusal(404, "Not Found", "The client does not exist", "inexistent_client");
  const invalid = (message: string) => refusal(400, "Bad Request", message, "invalid_body");

  describe("creation", () => {
    it("fills in Auth0's defaults", async () => {
      const { status, data } = await tenant().call("POST", "/clients", plain);
      const { client_id: id, client_secret: secret, signing_keys: keys, ...settings } = data;

      assert.equal(status, 201);
      assert.match(String(id), /^[A-Za-z0-9]{32}$/);
      assert.match(String(secret), /^[A-Za-z0-9_-]{64}$/);
      const [key = {}] = keys as Record<string, string>[];
      assert.deepEqual(Object.keys(key), ["cert", "pkcs7", "subject"]);
      assert.deepEqual(settings, {
        tenant: "sandbox",
        global: false,
        is_token_endpoint_ip_header_trusted: false,
        name: "plain",
        cross_origin_authentication: false,
        cross_origin_auth: false,
        is_first_party: true,
        oidc_conformant: false,
        sso_disabled: false,
        encrypted: true,
        callback_url_template: false,
        custom_login_page_on: true,
        app_type: "non_interactive",
        token_endpoint_auth_method: "client_secret_post",
        grant_types: ["authorization_code", "implicit", "refresh_token", "client_credentials"],
        jwt_configuration: { secret_encoded: false, lifetime_in_seconds: 36000 },
        refresh_token: {
          expiration_type: "non-expiring",
          leeway: 0,
          infinite_token_lifetime: true,
          infinite_idle_token_lifetime: true,
          token_lifetime: 31557600,
          idle_token_lifetime: 2592000,
          rotation_type: "non-rotating",
        },
      });
    });

    it("gives other defaults to public applications and to those without a type", async () => {
      const spa = await tenant().create("/clients", { name: "spa", app_type: "spa" });
      assert.deepEqual(spa["grant_types"], ["authorization_code", "implicit", "refresh_token"]);
      const untyped = await tenant().create("/clients", { name: "untyped" });
      const lifetimes = untyped["refresh_token"] as Body;
      assert.equal(lifetimes["token_lifetime"], 2592000);
      assert.equal(lifetimes["idle_token_lifetime"], 1296000);
      assert.equal("app_type" in untyped, false);
      assert.equal("token_endpoint_auth_method" in untyped, false);
    });

    it("keeps an empty list of grant types", async () => {
      assert.deepEqual((await create({ grant_types: [] }))["grant_types"], []);
    });

    it("gives no lifetime to a JWT configuration that has none, and ignores nulls", async () => {
      const client = await create({ jwt_configuration: { alg: "RS256" }, refresh_token: null });
      assert.deepEqual(client["jwt_configuration"], { secret_encoded: false, alg: "RS256" });
      assert.equal((client["refresh_token"] as Body)["rotation_type"], "non-rotating");
    });

    it("lets names repeat", async () => {
      const [one, other] = [await create(), await create()];
      assert.notEqual(one["client_id"], other["client_id"]);
    });

    it("takes a form", async () => {
      const { status, data } = await tenant().http.post<Body>(
        "/api/v2/clients",
        new URLSearchParams(plain),
        { headers: { Authorization: `Bearer ${await tenant().deployerToken()}` } },
      );
      assert.equal(status, 201);
      assert.equal(data["name"], "plain");
    });

    const refused: [string, unknown, string][] = [
      [
        "a name with angle brackets",
        { name: "<b>" },
        "Payload validation error: 'String does not match pattern ^[^<>]+$: <b>' on property name " +
          "(Name of this client (min length: 1 character, does not allow `<` or `>`).).",
      ],
      ["no name", {}, "Payload validation error: 'Missing required property: name'."],
      ["no body", undefined, "Payload validation error: 'Missing required property: name'."],
      [
        "a body that is no object",
        [],
        "Payload validation error: 'Expected type object but found type array'.",
      ],
      [
        "a secret, which is only Auth0's to choose",
        { ...plain, client_secret: "mine" },
        "Payload validation error: 'Additional properties not allowed: client_secret'.",
      ],
      [
        "settings that only answers have",
        { ...plain, tenant: "x", global: true },
        "Payload validation error: 'Additional properties not allowed: tenant,global'.",
      ],
      [
        "a long description",
        { ...plain, description: "d".repeat(141) },
        "Payload validation error: 'String is too long (141 chars), maximum 140' on property " +
          "description (Free text description of the purpose of the Client. (Max character length: 140)).",
      ],
      [
        "a wrong type",
        { ...plain, oidc_conformant: 1 },
        "Payload validation error: 'Expected type boolean but found type integer' on property " +
          "oidc_conformant (Whether the client is OIDC conformant).",
      ],
      [
        "an unknown application type",
        { ...plain, app_type: "machine" },
        "Payload validation error: 'No enum match for: machine' on property app_type (Type of client).",
      ],
      [
        "a callback without a scheme",
        { ...plain, callbacks: ["https://ok.example.com", "localhost"] },
        "Payload validation error: 'Object didn't pass validation for format callback-url: " +
          "localhost' on property callbacks[1].",
      ],
      [
        "too much metadata",
        {
          ...plain,
          client_metadata: Object.fromEntries(Array.from({ length: 11 }, (_, key) => [key, "x"])),
        },
        "Payload validation error: 'Too many properties defined (11), maximum 10' on property " +
          "client_metadata (Metadata associated with the client).",
      ],
      [
        "two mistakes, naming both",
        { name: "x", sso: "yes", nonsense: 1 },
        "Payload validation error: 'Expected type boolean but found type string' on property sso " +
          "(Single sign-on). (also) " +
          "Payload validation error: 'Additional properties not allowed: nonsense'.",
      ],
      [
        "a mistake inside an object",
        { ...plain, refresh_token: { rotation_type: "rotating", expiration_type: "never" } },
        "Payload validation error: 'No enum match for: never' on property " +
          "refresh_token.expiration_type (Refresh token expiration type).",
      ],
      [
        "an unknown grant type",
        { ...plain, grant_types: ["client_credentials", "magic"] },
        "Invalid grant types: magic",
      ],
      [
        "client credentials without a secret",
        { ...plain, grant_types: ["client_credentials"], token_endpoint_auth_method: "none" },
        "Invalid grant types: client_credentials",
      ],
    ];
    for (const [what, body, message] of refused) {
      it(`fails for ${what}`, async () => {
        const { status, data } = await tenant().call("POST", "/clients", body);
        assert.equal(status, 400);
        assert.deepEqual(data, invalid(message));
      });
    }

    it("fails for malformed JSON and for other types of content", async () => {
      const send = async (type: string) =>
        tenant().http.post<Body>("/api/v2/clients", Buffer.from("{"), {
          headers: {
            "Content-Type": type,
            Authorization: `Bearer ${await tenant().deployerToken()}`,
          },
        });
      const malformed = await send("application/json");
      assert.equal(malformed.status, 400);
      const text = "Invalid request payload JSON format";
      assert.deepEqual(malformed.data, refusal(400, "Bad Request", text));
      assert.equal((await send("text/plain")).status, 415);
    });
  });

  describe("reading", () => {
    it("shows everything but what only creation shows", async () => {
      const { encrypted, ...created } = await create();
      const { status, data } = await tenant().call("GET", pathOf(created));
      assert.equal(status, 200);
      assert.equal(encrypted, true);
      assert.deepEqual(data, created);
    });

    it("shows only the fields that are asked for, or all others", async () => {
      const client = await create();
      const path = pathOf(client);
      const { client_id: id, app_type: type } = client;
      const only = await tenant().call("GET", `${path}?fields=client_id%2Capp_type`);
      assert.deepEqual(only.data, { client_id: id, app_type: type });
      const inside = "fields=jwt_configuration.alg,jwt_configuration.secret_encoded";
      const nested = await tenant().call("GET", `${path}?${inside}&include_fields=true`);
      assert.deepEqual(nested.data, { jwt_configuration: { secret_encoded: false } });
      const others = await tenant().call(
        "GET",
        `${path}?fields=client_secret&include_fields=false`,
      );
      assert.equal("client_secret" in others.data, false);
      assert.equal(others.data["name"], "plain");
    });

    it("hides secrets from those who may only read clients", async () => {
      const path = pathOf(await create());
      const { data } = await tenant().call("GET", path, undefined, "read:clients");
      assert.equal(data["name"], "plain");
      assert.ok("grant_types" in data);
      assert.equal("client_secret" in data, false);
      assert.equal("signing_keys" in data, false);
    });

    it("shows secrets and little else to those who may only read credentials", async () => {
      const path = pathOf(await create());
      const { data } = await tenant().call("GET", path, undefined, "read:client_credentials");
      assert.deepEqual(Object.keys(data).sort(), [
        "app_type",
        "client_id",
        "client_secret",
        "name",
        "signing_keys",
      ]);
    });

    it("fails to show a hidden field that is asked for by name", async () => {
      const path = `${pathOf(await create())}?fields=name,client_secret`;
      const { status, data } = await tenant().call("GET", path, undefined, "read:clients");
      assert.equal(status, 403);
      const message = "You cannot read the following fields: client_secret";
      assert.deepEqual(data, refusal(403, "Forbidden", message, "insufficient_scope"));
    });

    it("fails for a field that no client has", async () => {
      const { status, data } = await tenant().call("GET", "/clients/x?fields=name,colour");
      assert.equal(status, 400);
      assert.equal(data["errorCode"], "invalid_query_string");
      assert.match(
        String(data["message"]),
        /^Query validation error: 'String 'name,colour' does not match pattern\. Must be a comma separated list of the following values: name,description,/,
      );
    });

    it("fails for a client that does not exist", async () => {
      const { status, data } = await tenant().call("GET", "/clients/nobody");
      assert.equal(status, 404);
      assert.deepEqual(data, inexistent);
    });
  });

  describe("update", () => {
    it("replaces settings, merges metadata and keeps the rest", async () => {
      const client = await create({ client_metadata: { a: "1", b: "2" }, description: "old" });
      const { status, data } = await tenant().call("PATCH", pathOf(client), {
        grant_types: ["client_credentials"],
        jwt_configuration: { alg: "RS256" },
        client_metadata: { b: null, c: "3" },
      });

      assert.equal(status, 200);
      const read = await tenant().call("GET", pathOf(client));
      assert.deepEqual(read.data, data);
      assert.deepEqual(data["grant_types"], ["client_credentials"]);
      assert.deepEqual(data["client_metadata"], { a: "1", c: "3" });
      assert.equal(data["description"], "old");
      assert.equal(data["client_secret"], client["client_secret"]);
      assert.deepEqual(data["jwt_configuration"], {
        secret_encoded: false,
        lifetime_in_seconds: 36000,
        alg: "RS256",
      });
    });

    it("takes a setting away when it is null", async () => {
      const client = await create();
      const path = pathOf(client);
      const { data } = await tenant().call("PATCH", path, { token_endpoint_auth_method: null });
      assert.equal("token_endpoint_auth_method" in data, false);
    });

    it("accepts a secret", async () => {
      const path = pathOf(await create());
      const { data } = await tenant().call("PATCH", path, { client_secret: "chosen" });
      assert.equal(data["client_secret"], "chosen");
    });

    it("fails to set the secret without update:client_keys", async () => {
      const path = pathOf(await create());
      const change = { name: "new", client_secret: "chosen" };
      const { status, data } = await tenant().call("PATCH", path, change, "update:clients");
      assert.equal(status, 403);
      const message = "Insufficient scope, expected any of: update:client_keys";
      assert.deepEqual(data, refusal(403, "Forbidden", message, "insufficient_scope"));
      assert.equal((await tenant().call("GET", path)).data["name"], "plain");
    });

    it("hides the secret from those who may not read it", async () => {
      const path = pathOf(await create());
      const { data } = await tenant().call("PATCH", path, { name: "new" }, "update:clients");
      assert.equal(data["name"], "new");
      assert.equal("client_secret" in data, false);
    });

    it("fails for an empty body", async () => {
      const { status, data } = await tenant().call("PATCH", pathOf(await create()), {});
      assert.equal(status, 400);
      const message = "Payload validation error: 'Too few properties defined (0), minimum 1'.";
      assert.deepEqual(data, invalid(message));
    });

    it("fails for what cannot be changed", async () => {
      const path = pathOf(await create());
      const { status, data } = await tenant().call("PATCH", path, { client_id: "new" });
      assert.equal(status, 400);
      const message = "Payload validation error: 'Additional properties not allowed: client_id'.";
      assert.deepEqual(data, invalid(message));
    });

    it("fails to take the secret method from a client that uses client credentials", async () => {
      const path = pathOf(await create({ grant_types: ["client_credentials"] }));
      const change = { token_endpoint_auth_method: "none" };
      const { status, data } = await tenant().call("PATCH", path, change);
      assert.equal(status, 400);
      assert.deepEqual(data, invalid("Invalid grant types: client_credentials"));
    });

    it("fails for a client that does not exist", async () => {
      const { status, data } = await tenant().call("PATCH", "/clients/nobody", { name: "x" });
      assert.equal(status, 404);
      assert.deepEqual(data, inexistent);
    });
  });

  describe("secret rotation", () => {
    /** WSO2's connector sends this header without a body. */
    const rotate = async (path: string) =>
      tenant().http.post<Body>(`/api/v2${path}/rotate-secret`, undefined, {
        headers: {
          "Content-Type": "application/json",
          Authorization: `Bearer ${await tenant().deployerToken("update:client_keys")}`,
        },
      });

    it("answers with the client and its new secret", async () => {
      const client = await create();
      const { status, data } = await rotate(pathOf(client));
      assert.equal(status, 200);
      assert.equal(data["client_id"], client["client_id"]);
      assert.match(String(data["client_secret"]), /^[A-Za-z0-9_-]{64}$/);
      assert.notEqual(data["client_secret"], client["client_secret"]);
      const { data: read } = await tenant().call("GET", pathOf(client));
      assert.equal(read["client_secret"], data["client_secret"]);
    });

    it("fails for a client that does not exist", async () => {
      const { status, data } = await rotate("/clients/nobody");
      assert.equal(status, 404);
      assert.deepEqual(data, inexistent);
    });
  });

  describe("deletion", () => {
    it("takes the client's grants along and can be repeated", async () => {
      const client = await create();
      const grant = await tenant().create("/client-grants", {
        client_id: client["client_id"],
        audience: tenant().managementAudience,
        scope: ["read:clients"],
      });
      for (const attempt of ["first", "second"]) {
        const { status, data } = await tenant().call<string>("DELETE", pathOf(client));
        assert.equal(status, 204, attempt);
        assert.equal(data, "");
      }
      assert.equal((await tenant().call("GET", pathOf(client))).status, 404);
      const grantPath = `/client-grants/${String(grant["id"])}`;
      assert.equal((await tenant().call("GET", grantPath)).status, 404);
    });

    it("takes WSO2's JSON content type without a body", async () => {
      const client = await create();
      const { status } = await tenant().http.delete(`/api/v2${pathOf(client)}`, {
        headers: {
          "Content-Type": "application/json",
          Authorization: `Bearer ${await tenant().deployerToken("delete:clients")}`,
        },
      });
      assert.equal(status, 204);
    });
  });

  describe("credentials", () => {
    const pem = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9
q9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==
-----END PUBLIC KEY-----`;
    const withKey = {
      jwt_configuration: { alg: "RS256" },
      client_authentication_methods: {
        private_key_jwt: { credentials: [{ credential_type: "public_key", name: "k", pem }] },
      },
    };

    it("are an empty bare array for a client with a secret, whatever the query", async () => {
      const path = `${pathOf(await create())}/credentials?include_totals=true&per_page=50`;
      const { status, data } = await tenant().call("GET", path);
      assert.equal(status, 200);
      assert.deepEqual(data, []);
    });

    it("list the keys that came with the client", async () => {
      const id = tenant().auth0.deployer.clientId;
      const grant = tenant().auth0.state.clientGrants.find(({ client_id }) => client_id === id);
      grant?.scope?.push("create:client_credentials");
      const client = await tenant().create("/clients", { name: "keyed", ...withKey });
      const { data } = await tenant().call<Body[]>("GET", `${pathOf(client)}/credentials`);
      const [{ id: credential, kid, created_at: created, updated_at: updated, ...rest } = {}] =
        data;

      assert.deepEqual(rest, { name: "k", alg: "RS256", credential_type: "public_key" });
      assert.deepEqual(client["client_authentication_methods"], {
        private_key_jwt: { credentials: [{ id: credential }] },
      });
      assert.ok([credential, kid, created, updated].every((value) => typeof value === "string"));
      assert.equal("client_secret" in client, false);
      grant?.scope?.pop();
    });

    it("fail to come with a client without create:client_credentials", async () => {
      const { status, data } = await tenant().call("POST", "/clients", { name: "k", ...withKey });
      assert.equal(status, 403);
      const message = "Insufficient scope, expected any of: create:client_credentials";
      assert.deepEqual(data, refusal(403, "Forbidden", message, "insufficient_scope"));
    });

    it("fail for a client that does not exist", async () => {
      const { status, data } = await tenant().call("GET", "/clients/nobody/credentials");
      assert.equal(status, 404);
      assert.deepEqual(data, inexistent);
    });
  });
});
