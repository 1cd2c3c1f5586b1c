import assert from "node:assert/strict";
import {
  badRequest,
  connectorProperties,
  internalServerError,
  keyManager,
  missing,
  notFound,
  refusal,
  useServer,
  type Body,
} from "./serverUnderTest";

const everything = {
  displayName: "Everything",
  description: "All fields",
  wellKnownEndpoint: "https://tenant.example/.well-known/openid-configuration",
  displayTokenEndpoint: "https://shown.example/token",
  displayRevokeEndpoint: "https://shown.example/revoke",
  userInfoEndpoint: "https://tenant.example/userinfo",
  authorizeEndpoint: "https://tenant.example/authorize",
  scopeManagementEndpoint: "https://tenant.example/scopes",
  endpoints: [],
  certificates: { type: "JWKS", value: "https://tenant.example/.well-known/jwks.json" },
  issuer: "https://tenant.example/",
  alias: null,
  availableGrantTypes: ["client_credentials", "refresh_token"],
  enableTokenGeneration: true,
  enableTokenEncryption: true,
  enableTokenHashing: true,
  enableMapOAuthConsumerApps: true,
  enableOAuthAppCreation: true,
  enableSelfValidationJWT: false,
  claimMapping: [{ remoteClaim: "sub", localClaim: "user" }],
  consumerKeyClaim: "client_id",
  scopesClaim: "permissions",
  tokenValidation: [{ id: 1, enable: true, type: "JWT", value: { body: { iss: ".*" } } }],
  global: false,
  permissions: { permissionType: "ALLOW", roles: ["admin"] },
  tokenType: "DIRECT",
  allowedOrganizations: ["ALL"],
};

describe("WSO2 Key Managers", () => {
  const server = useServer();
  const post = (body: Body) => server().call("POST", "/key-managers", body);
  const put = (id: string, body: Body) => server().call("PUT", `/key-managers/${id}`, body);

  describe("creation", () => {
    it("answers with all fields, null and empty ones included, and the secret in clear", async () => {
      const { status, data, headers } = await post(keyManager("least"));

      assert.equal(status, 201);
      const { id, ...rest } = data;
      assert.match(String(id), /^[0-9a-f-]{36}$/);
      assert.equal(
        headers["location"],
        `${server().wso2.url}/api/am/admin/key-managers/${String(id)}`,
      );
      assert.deepEqual(rest, {
        ...keyManager("least"),
        displayName: null,
        description: null,
        wellKnownEndpoint: null,
        displayTokenEndpoint: null,
        displayRevokeEndpoint: null,
        userInfoEndpoint: null,
        authorizeEndpoint: null,
        endpoints: [],
        certificates: null,
        issuer: null,
        alias: null,
        scopeManagementEndpoint: null,
        availableGrantTypes: [],
        enableTokenGeneration: null,
        enableTokenEncryption: false,
        enableTokenHashing: false,
        enableMapOAuthConsumerApps: false,
        enableOAuthAppCreation: false,
        enableSelfValidationJWT: true,
        claimMapping: [],
        consumerKeyClaim: "azp",
        scopesClaim: "scope",
        tokenValidation: [],
        global: false,
        additionalProperties: { ...connectorProperties, self_validate_jwt: true },
        permissions: { permissionType: "PUBLIC", roles: [] },
        tokenType: "DIRECT",
        allowedOrganizations: [],
      });
    });

    it("keeps every field, with the secret masked when it is read", async () => {
      const id = await server().create(keyManager("everything", everything));
      assert.deepEqual(await server().read(id), {
        id,
        ...keyManager("everything", everything),
        additionalProperties: {
          ...connectorProperties,
          client_secret: "*****",
          self_validate_jwt: false,
        },
      });
    });

    it("is reachable where its location says", async () => {
      const { headers, data } = await post(keyManager("located"));
      const found = await server().http.get<Body>(String(headers["location"]), {
        auth: server().wso2.administrator,
      });
      assert.equal(found.data["id"], data["id"]);
    });

    it("ignores an id in the body", async () => {
      const id = await server().create(keyManager("with id", { id: "mine" }));
      assert.notEqual(id, "mine");
    });

    it("accepts URLs that are none, because it does not look at them", async () => {
      const { status } = await post(keyManager("no URL", { tokenEndpoint: "not-a-url" }));
      assert.equal(status, 201);
    });

    it("tells names apart that differ in case only", async () => {
      await server().create(keyManager("case"));
      assert.equal((await post(keyManager("CASE"))).status, 201);
    });

    it("fails when the name is taken", async () => {
      await server().create(keyManager("taken"));
      const { status, data } = await post(keyManager("taken", { type: "unknown" }));
      assert.equal(status, 409);
      assert.deepEqual(data, refusal(901402, "Key Manager Already Exists"));
    });

    for (const type of ["Okta2", "auth0"]) {
      it(`fails for the type ${type}`, async () => {
        const { status, data } = await post(keyManager("typed", { type }));
        assert.equal(status, 400);
        assert.deepEqual(data, refusal(901400, "Key Manager Type not configured"));
      });
    }

    for (const property of Object.keys(connectorProperties)) {
      it(`fails without the property ${property}`, async () => {
        const additionalProperties = { ...connectorProperties, [property]: undefined };
        const { status, data } = await post(keyManager("incomplete", { additionalProperties }));
        assert.equal(status, 400);
        assert.deepEqual(data, missing);
      });
    }

    for (const endpoint of [
      "introspectionEndpoint",
      "clientRegistrationEndpoint",
      "tokenEndpoint",
      "revokeEndpoint",
    ]) {
      for (const value of [undefined, null, ""]) {
        it(`fails with ${endpoint} being ${value === undefined ? "absent" : JSON.stringify(value)}`, async () => {
          const { status, data } = await post(keyManager("incomplete", { [endpoint]: value }));
          assert.equal(status, 400);
          assert.deepEqual(data, missing);
        });
      }
    }

    it("takes an empty or null property for present", async () => {
      const additionalProperties = { client_id: null, client_secret: "", audience: "" };
      const id = await server().create(keyManager("empty properties", { additionalProperties }));
      assert.deepEqual((await server().read(id))["additionalProperties"], {
        client_secret: "*****",
        audience: "",
        self_validate_jwt: true,
      });
    });

    it("fails without additional properties", async () => {
      const { data } = await post(keyManager("none", { additionalProperties: undefined }));
      assert.deepEqual(data, missing);
    });

    it("fails with 500 when it is not said whether it is enabled", async () => {
      for (const enabled of [undefined, null]) {
        const { status, data } = await post(keyManager("undecided", { enabled }));
        assert.equal(status, 500);
        assert.deepEqual(data, internalServerError);
      }
    });

    it("fails with 500 for a token type that is none", async () => {
      for (const tokenType of [null, "direct"]) {
        const { status, data } = await post(keyManager("token type", { tokenType }));
        assert.equal(status, 500);
        assert.deepEqual(data, internalServerError);
      }
    });

    it("fails with 500 for a secret that is no string", async () => {
      const additionalProperties = { ...connectorProperties, client_secret: 5 };
      const { status } = await post(keyManager("number as secret", { additionalProperties }));
      assert.equal(status, 500);
      const names = (await server().list()).map(({ name }) => name);
      assert.ok(!names.includes("number as secret"));
    });

    it("fails for sizes and absences that bean validation refuses, naming all of them", async () => {
      const { status, data } = await post({
        name: "",
        displayName: "x".repeat(101),
        description: "x".repeat(257),
        endpoints: [{ name: "token_endpoint" }],
      });
      assert.equal(status, 400);
      const { error, ...rest } = data as { error: Body[] };
      assert.deepEqual({ ...rest, error: [] }, badRequest("Validation Error"));
      assert.deepEqual(error, [
        {
          code: "400_name",
          message: "name: size must be between 1 and 100",
          description: null,
        },
        {
          code: "400_displayName",
          message: "displayName: size must be between 0 and 100",
          description: null,
        },
        { code: "400_type", message: "type: must not be null", description: null },
        {
          code: "400_description",
          message: "description: size must be between 0 and 256",
          description: null,
        },
        {
          code: "400_endpoints[0].value",
          message: "endpoints[0].value: must not be null",
          description: null,
        },
      ]);
    });

    it("loses an endpoint that is given in the list only, and still is content with it", async () => {
      const id = await server().create(
        keyManager("listed endpoint", {
          tokenEndpoint: null,
          endpoints: [{ name: "token_endpoint", value: "https://tenant.example/oauth/token" }],
        }),
      );
      const { tokenEndpoint, endpoints } = await server().read(id);
      assert.deepEqual([tokenEndpoint, endpoints], [null, []]);
    });
  });

  describe("stored values", () => {
    it("are trimmed, except for those with a column of their own", async () => {
      const id = await server().create(
        keyManager(" spaced ", {
          description: " d ",
          issuer: "\thttps://tenant.example/\n",
          additionalProperties: { ...connectorProperties, audience: " a " },
        }),
      );
      const { name, description, issuer, additionalProperties } = await server().read(id);
      assert.deepEqual([name, description, issuer], [" spaced ", " d ", "https://tenant.example/"]);
      assert.equal((additionalProperties as Body)["audience"], "a");
    });

    it("have numbers as doubles among the additional properties", async () => {
      const numbers = '"five":5,"half":0.50,"many":12345678,"few":0.0001,"list":[1]';
      const body = JSON.stringify(keyManager("numbers")).replace(
        '"client_id"',
        `${numbers},"client_id"`,
      );
      const { status, text } = await server().send("POST", "/key-managers", body);
      assert.equal(status, 201);
      for (const expected of [
        '"five":5.0',
        '"half":0.5',
        '"many":1.2345678E7',
        '"few":1.0E-4',
        '"list":[1.0]',
      ]) {
        assert.ok(text.includes(expected), `${expected} in ${text}`);
      }
    });

    it("leave out empty endpoints, issuers and claims", async () => {
      const id = await server().create(
        keyManager("empty", { issuer: "", userInfoEndpoint: "", consumerKeyClaim: "" }),
      );
      const { issuer, userInfoEndpoint, consumerKeyClaim } = await server().read(id);
      assert.deepEqual([issuer, userInfoEndpoint, consumerKeyClaim], [null, null, "azp"]);
    });

    it("drop null members of the additional properties and keep unknown ones", async () => {
      const additionalProperties = { ...connectorProperties, nothing: null, mine: { a: ["b"] } };
      const id = await server().create(keyManager("extras", { additionalProperties }));
      assert.deepEqual((await server().read(id))["additionalProperties"], {
        ...connectorProperties,
        client_secret: "*****",
        mine: { a: ["b"] },
        self_validate_jwt: true,
      });
    });

    it("take internal names among the additional properties for the fields they stand for", async () => {
      const additionalProperties = {
        ...connectorProperties,
        issuer: "https://lifted.example/",
        scopes_claim: "lifted",
        self_validate_jwt: false,
      };
      const id = await server().create(keyManager("lifted", { additionalProperties }));
      const read = await server().read(id);
      assert.equal(read["issuer"], "https://lifted.example/");
      assert.equal(read["scopesClaim"], "lifted");
      assert.equal(read["enableSelfValidationJWT"], true);
      assert.deepEqual(read["additionalProperties"], {
        ...connectorProperties,
        client_secret: "*****",
        self_validate_jwt: true,
      });
    });

    it("show an alias once and lose it unless tokens are exchanged", async () => {
      const { data } = await post(keyManager("aliased", { alias: "here" }));
      assert.equal(data["alias"], "here");
      assert.equal((await server().read(String(data["id"])))["alias"], null);
    });

    it("have organizations in the order of their names", async () => {
      const id = await server().create(keyManager("orgs", { allowedOrganizations: ["b", "a"] }));
      assert.deepEqual((await server().read(id))["allowedOrganizations"], ["a", "b"]);
    });

    it("vanish, although the answer is 201, when an organization is named twice", async () => {
      const body = keyManager("twice", { allowedOrganizations: ["a", "a"] });
      const { status, data } = await post(body);
      assert.equal(status, 201);
      const read = await server().call("GET", `/key-managers/${String(data["id"])}`);
      assert.equal(read.status, 404);
    });

    it("keep the type of a certificate without value among the additional properties", async () => {
      const certificates = { type: "PEM", value: null };
      const id = await server().create(keyManager("half a certificate", { certificates }));
      const read = await server().read(id);
      assert.equal(read["certificates"], null);
      assert.equal((read["additionalProperties"] as Body)["certificate_type"], "PEM");
    });
  });

  describe("permissions", () => {
    it("lose their roles when public, and their type without roles", async () => {
      const open = { permissionType: "PUBLIC", roles: ["admin"] };
      const { data } = await post(keyManager("open", { permissions: open }));
      assert.deepEqual(data["permissions"], open);
      const read = await server().read(String(data["id"]));
      assert.deepEqual(read["permissions"], { permissionType: "PUBLIC", roles: [] });

      const denied = { permissionType: "DENY", roles: [] };
      const id = await server().create(keyManager("denied", { permissions: denied }));
      assert.deepEqual((await server().read(id))["permissions"], {
        permissionType: "PUBLIC",
        roles: [],
      });
    });

    it("fail for a role that does not exist, before anything else is looked at", async () => {
      const permissions = { permissionType: "ALLOW", roles: ["admin", "nobody"] };
      const { status, data } = await post({ name: "r", type: "x", enabled: true, permissions });
      assert.equal(status, 404);
      assert.deepEqual(data, refusal(900607, "Role does not exist in the system"));
    });
  });

  describe("constraints for applications", () => {
    it("fail all at once when they are none", async () => {
      const constraints = { a: 1, b: {}, c: { type: "MIN", value: {} } };
      const additionalProperties = { ...connectorProperties, constraints };
      const { status, data } = await post(keyManager("constrained", { additionalProperties }));
      assert.equal(status, 400);
      assert.equal(data["code"], 900970);
      assert.equal(
        data["description"],
        "Invalid additional properties. Constraint configuration for field 'a' must be a valid " +
          "object; Missing constraint type for field 'b'; Invalid constraint configuration for " +
          "field 'c': Minimum value ('min') not found for range constraint.",
      );
    });
  });

  describe("update", () => {
    it("replaces everything, so what is left out is reset", async () => {
      const id = await server().create(keyManager("replaced", everything));
      const { status, data } = await put(id, keyManager("replaced"));
      assert.equal(status, 200);
      assert.equal(data["issuer"], null);
      assert.equal(data["certificates"], null);
      assert.deepEqual(data["availableGrantTypes"], []);
      assert.deepEqual(await server().read(id), {
        ...data,
        additionalProperties: {
          ...(data["additionalProperties"] as Body),
          client_secret: "*****",
        },
      });
    });

    it("accepts what was read, and changes nothing by it", async () => {
      const id = await server().create(keyManager("read and put", everything));
      const read = await server().read(id);
      assert.equal((await put(id, read)).status, 200);
      assert.deepEqual(await server().read(id), read);
    });

    it("fails for another name, even if the rest is wrong, too", async () => {
      const id = await server().create(keyManager("old name"));
      const { status, data } = await put(id, keyManager("new name", { type: "x" }));
      assert.equal(status, 400);
      assert.deepEqual(data, badRequest("Key Manager name couldn't able to change"));
    });

    it("fails for an id that does not exist, but after the body is read", async () => {
      const { status, data } = await put("nowhere", keyManager("n", { type: "x" }));
      assert.equal(status, 404);
      assert.deepEqual(data, notFound);
      assert.equal((await put("nowhere", { unknown: 1 })).status, 400);
      assert.equal((await put("nowhere", keyManager("n", { enabled: null }))).status, 500);
    });

    it("fails without what creation needs, too", async () => {
      const id = await server().create(keyManager("incomplete update"));
      const { client_id, audience } = connectorProperties;
      const body = keyManager("incomplete update", {
        additionalProperties: { client_id, audience },
      });
      const { status, data } = await put(id, body);
      assert.equal(status, 400);
      assert.deepEqual(data, missing);
    });

    it("fails with a general error for the user's own organization, as nobody has one", async () => {
      const id = await server().create(keyManager("own organization"));
      const body = keyManager("own organization", { allowedOrganizations: ["NONE"] });
      const { status, data } = await put(id, body);
      assert.equal(status, 500);
      assert.deepEqual(data, refusal(900967, "General Error", "Server Error Occurred"));
    });
  });

  describe("deletion", () => {
    it("answers 200 without a body, and is final", async () => {
      const id = await server().create(keyManager("deleted"));
      const { status, data } = await server().call<string>("DELETE", `/key-managers/${id}`);
      assert.equal(status, 200);
      assert.equal(data, "");
      for (const method of ["GET", "DELETE"] as const) {
        const again = await server().call(method, `/key-managers/${id}`);
        assert.equal(again.status, 404);
        assert.deepEqual(again.data, notFound);
      }
    });

    it("fails for the Resident Key Manager", async () => {
      const resident = (await server().list()).at(-1) ?? {};
      const { status, data } = await server().call(
        "DELETE",
        `/key-managers/${String(resident["id"])}`,
      );
      assert.equal(status, 412);
      assert.deepEqual(
        data,
        refusal(902015, "Key Manager Delete error", "Error while deleting the Key Manager. %s"),
      );
    });
  });

  describe("list", () => {
    it("has the Resident Key Manager last and shows few fields", async () => {
      const id = await server().create(keyManager("in the list"));
      const { data } = await server().call<{ count: number; list: Body[] }>("GET", "/key-managers");
      assert.equal(data.count, data.list.length);
      assert.deepEqual(
        data.list.find((entry) => entry["id"] === id),
        {
          id,
          name: "in the list",
          type: "Auth0",
          description: null,
          enabled: true,
          isGlobal: false,
          isUsed: false,
          tokenType: "DIRECT",
        },
      );
      const { name, type } = data.list.at(-1) ?? {};
      assert.deepEqual([name, type], ["Resident Key Manager", "default"]);
    });
  });

  it("fail with 405 where there is nothing", async () => {
    assert.equal((await server().call("DELETE", "/key-managers")).status, 405);
    assert.equal((await server().call("POST", "/key-managers/x", {})).status, 405);
  });

  it("fail with 501 where WSO2 may have something that is not played here", async () => {
    const { status, data } = await server().call("GET", "/throttling/policies/application");
    assert.equal(status, 501);
    assert.match(String(data["description"]), /^The sandbox does not play GET \/api\/am\/admin\//);
  });
});
