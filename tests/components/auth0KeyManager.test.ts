import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  Api,
  Auth0KeyManager,
  connectorPermissions,
  ManagementApplication,
} from "../../components";
import { type Declarations, declared, mockEngine, ownershipOf, valueOf } from "../support/mocks";

const keyManagerType = "pulumi-nodejs:dynamic/wso2:KeyManager";
const clientId = "generated-client-id";
const getResourceServer = "auth0:index/getResourceServer:getResourceServer";

/** What Pulumi knows of an output, and does not declare. */
interface WithResources {
  allResources(): Promise<Set<pulumi.Resource>>;
}
interface WithType {
  __pulumiType: string;
}

describe("Auth0KeyManager", () => {
  let declarations: Declarations;

  beforeEach(async () => {
    declarations = await mockEngine(({ type }) => {
      if (type === "auth0:index/client:Client") return { clientId };
      if (type === "auth0:index/clientCredentials:ClientCredentials") {
        return { clientSecret: "generated-secret" };
      }
      return {};
    });
  });

  const args = {
    domain: "acme.eu.auth0.com",
    api: { identifier: "https://orders.example.com/" },
    keyManager: { name: "auth0-dev" },
  };

  it("feeds the entry from the tenant's domain and the management application", async () => {
    const component = new Auth0KeyManager("auth0", args);
    await valueOf(component.keyManagerId);
    const { __provider, clientSecret, ...entry } = declared(
      declarations,
      keyManagerType,
      "auth0-key-manager",
    );
    assert.equal(typeof __provider, "string");
    assert.deepEqual(entry, {
      name: "auth0-dev",
      clientId,
      audience: "https://acme.eu.auth0.com/api/v2/",
      issuer: "https://acme.eu.auth0.com/",
      wellKnownEndpoint: "https://acme.eu.auth0.com/.well-known/openid-configuration",
      tokenEndpoint: "https://acme.eu.auth0.com/oauth/token",
      revokeEndpoint: "https://acme.eu.auth0.com/oauth/revoke",
      userInfoEndpoint: "https://acme.eu.auth0.com/userinfo",
      authorizeEndpoint: "https://acme.eu.auth0.com/authorize",
      clientRegistrationEndpoint: "https://acme.eu.auth0.com/oidc/register",
      certificates: { type: "JWKS", value: "https://acme.eu.auth0.com/.well-known/jwks.json" },
      ownership: ownershipOf("auth0-key-manager"),
      loginGrant: "auth0-management-grant-id",
    });
    assert.equal((clientSecret as { value: string }).value, "generated-secret");
  });

  it("says in a preview that the entry's login may change before it, where it is declared here", async () => {
    const isAheadIn = async (isPreview: boolean, managementApplication = {}) => {
      declarations = await mockEngine(
        () => ({ clientId, clientSecret: "generated" }),
        {},
        { isPreview },
      );
      const component = new Auth0KeyManager("auth0", { ...args, managementApplication });
      await valueOf(component.keyManagerName);
      return declared(declarations, keyManagerType, "auth0-key-manager")["isAhead"];
    };
    assert.equal(await isAheadIn(true), true);
    assert.equal(await isAheadIn(false), undefined);
    assert.equal(await isAheadIn(true, { clientId: "c", clientSecret: "s" }), undefined);
  });

  it("shows a custom domain to applications, and lets WSO2 log in at the tenant's own", async () => {
    const customDomain = "login.acme.com";
    const endpointsOf = async (name: string, keyManager: object) => {
      const component = new Auth0KeyManager(name, {
        ...args,
        customDomain,
        keyManager: { name: "auth0-dev", ...keyManager },
      });
      await valueOf(component.keyManagerId);
      const entry = declared(declarations, keyManagerType, `${name}-key-manager`);
      const { issuer, wellKnownEndpoint, certificates, revokeEndpoint } = entry;
      const { audience, tokenEndpoint, displayTokenEndpoint, enableTokenGeneration } = entry;
      const login = await valueOf(component.management);
      assert.equal(login.tokenEndpoint, "https://acme.eu.auth0.com/oauth/token");
      const { tokenEndpoint: ofApplications } = component.facts;
      assert.equal(await valueOf(ofApplications), "https://login.acme.com/oauth/token");
      return [
        { audience, tokenEndpoint, displayTokenEndpoint, enableTokenGeneration },
        { issuer, wellKnownEndpoint, certificates, revokeEndpoint },
      ];
    };
    const ofWso2 = {
      audience: "https://acme.eu.auth0.com/api/v2/",
      tokenEndpoint: "https://acme.eu.auth0.com/oauth/token",
      displayTokenEndpoint: "https://login.acme.com/oauth/token",
      enableTokenGeneration: false,
    };
    const known = {
      issuer: "https://login.acme.com/",
      wellKnownEndpoint: "https://login.acme.com/.well-known/openid-configuration",
    };
    assert.deepEqual(await endpointsOf("derived", {}), [
      ofWso2,
      {
        ...known,
        certificates: { type: "JWKS", value: "https://login.acme.com/.well-known/jwks.json" },
        revokeEndpoint: "https://login.acme.com/oauth/revoke",
      },
    ]);
    // The rest comes from the document, which would send WSO2 to the custom domain, too.
    assert.deepEqual(await endpointsOf("imported", { importEndpoints: "directly" }), [
      ofWso2,
      { ...known, certificates: undefined, revokeEndpoint: undefined },
    ]);
  });

  it("hands the client secret on as a secret only", async () => {
    const component = new Auth0KeyManager("auth0", {
      ...args,
      managementApplication: { clientId: "existing", clientSecret: "plain" },
    });
    await valueOf(component.keyManagerId);
    const { clientSecret } = declared(declarations, keyManagerType, "auth0-key-manager");
    // The wire form of a secret in Pulumi's protocol.
    assert.deepEqual(clientSecret, {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value: "plain",
    });
  });

  it("grants the management application exactly the connector's permissions and the added ones", async () => {
    const outputs = { clientId, clientSecret: "generated-secret" };
    const scopes = [{ name: "read:clients" }, { name: "read:users" }];
    declarations = await mockEngine(() => outputs, { [getResourceServer]: { scopes } });
    const component = new Auth0KeyManager("auth0", {
      ...args,
      managementApplication: { additionalPermissions: ["read:users", "read:clients"] },
    });
    await valueOf(component.keyManagerId);
    const grant = declared(
      declarations,
      "auth0:index/clientGrant:ClientGrant",
      "auth0-management-grant",
    );
    assert.deepEqual(grant, {
      clientId,
      audience: "https://acme.eu.auth0.com/api/v2/",
      scopes: [...connectorPermissions.map(({ name }) => name), "read:users"],
      subjectType: "client",
    });
  });

  it("creates a machine application that authenticates by HTTP Basic and has one grant type", async () => {
    const component = new Auth0KeyManager("auth0", args);
    await valueOf(component.keyManagerId);
    const client = declared(declarations, "auth0:index/client:Client", "auth0-management-client");
    assert.equal(client["appType"], "non_interactive");
    assert.deepEqual(client["grantTypes"], ["client_credentials"]);
    const credentials = declared(
      declarations,
      "auth0:index/clientCredentials:ClientCredentials",
      "auth0-management-credentials",
    );
    assert.equal(credentials["authenticationMethod"], "client_secret_basic");
  });

  it("defines the scope default on the API, beside those that are asked for", async () => {
    const component = new Auth0KeyManager("auth0", {
      ...args,
      api: { ...args.api, scopes: [{ name: "read:orders" }] },
    });
    await valueOf(component.keyManagerId);
    const scopes = declared(
      declarations,
      "auth0:index/resourceServerScopes:ResourceServerScopes",
      "auth0-api-scopes",
    );
    assert.deepEqual(
      (scopes["scopes"] as { name: string }[]).map(({ name }) => name),
      ["default", "read:orders"],
    );
  });

  it("keeps the API's own description of the scope default", async () => {
    const component = new Auth0KeyManager("auth0", {
      ...args,
      api: { ...args.api, scopes: [{ name: "default", description: "ours" }] },
    });
    await valueOf(component.keyManagerId);
    const scopes = declared(
      declarations,
      "auth0:index/resourceServerScopes:ResourceServerScopes",
      "auth0-api-scopes",
    );
    assert.deepEqual(scopes["scopes"], [{ name: "default", description: "ours" }]);
  });

  const existing = {
    domain: args.domain,
    managementApplication: { clientId: "existing", clientSecret: "plain" },
    api: { existingIdentifier: "https://existing.example.com/" },
    keyManager: args.keyManager,
  };
  it("declares nothing for an application and an API that exist already", async () => {
    const identifier = existing.api.existingIdentifier;
    declarations = await mockEngine(undefined, {
      [getResourceServer]: { identifier, scopes: [{ name: "default" }] },
    });
    const component = new Auth0KeyManager("auth0", existing);
    assert.equal(await valueOf(component.apiIdentifier), "https://existing.example.com/");
    assert.equal(await valueOf(component.managementClientId), "existing");
    await valueOf(component.keyManagerId);
    assert.deepEqual(
      declarations.map(({ type }) => type),
      ["auth0-wso2-key-manager:index:Auth0KeyManager", "pulumi:providers:auth0", keyManagerType],
    );
  });

  it("fails for every mistake in an API at once, in the words of the stack config", () => {
    const mistaken = {
      identifier: "https://orders.example.com/",
      tokenLifetime: 5_000_000,
      grants: { partner: { clientId: "", colour: "red" } },
    };
    assert.throws(() => new Api("orders", mistaken), {
      message:
        "The declarations of APIs have 3 mistakes:\n" +
        '  - "orders" tokenLifetime must be a whole number of seconds from 1 to 2592000, but is 5000000\n' +
        '  - "orders" grants.partner.clientId must be a string of 1 to 500 characters, but is ""\n' +
        '  - "orders" grants.partner.colour is not known here',
    });
    assert.deepEqual(declarations, []);
  });

  it("fails for an API that exists and lacks the scope default", async () => {
    const identifier = existing.api.existingIdentifier;
    await mockEngine(undefined, { [getResourceServer]: { identifier, scopes: [] } });
    const failure = nextUnhandledRejection();
    new Auth0KeyManager("auth0", existing);
    assert.match((await failure).message, /does not define the scope "default"/);
  });

  it("lets explicit endpoints win over those derived from the domain", async () => {
    const component = new Auth0KeyManager("auth0", {
      ...args,
      keyManager: { name: "auth0-dev", tokenEndpoint: "https://tokens.example.com/token" },
    });
    await valueOf(component.keyManagerId);
    const entry = declared(declarations, keyManagerType, "auth0-key-manager");
    assert.equal(entry["tokenEndpoint"], "https://tokens.example.com/token");
    assert.equal(entry["issuer"], "https://acme.eu.auth0.com/");
  });

  it("hands the client ID on only when there is a grant to log in with", async () => {
    const { clientId: id } = new ManagementApplication("wso2", {
      managementApiIdentifier: "https://acme.eu.auth0.com/api/v2/",
    });
    const waitsFor = await (id as unknown as WithResources).allResources();
    const types = [...waitsFor].map((each) => (each as unknown as WithType).__pulumiType);
    assert.ok(types.includes("auth0:index/clientGrant:ClientGrant"), String(types));
  });

  it("fails when Auth0 withholds the client secret, naming the permission that is missing", async () => {
    await mockEngine(() => ({ clientId, clientSecret: "" }));
    const failure = nextUnhandledRejection();
    new Auth0KeyManager("auth0", args);
    assert.match((await failure).message, /^Auth0 did not return .*read:client_keys/);
    assert.ok(pulumi.RunError.isInstance(await failure));
  });

  it("fails when the management grant requires an organization, saying how to get rid of it", async () => {
    await mockEngine(() => ({ clientId, clientSecret: "s", organizationUsage: "require" }));
    const failure = nextUnhandledRejection();
    new Auth0KeyManager("auth0", args);
    assert.match(
      (await failure).message,
      /^The grant auth0-management-grant-id .* Remove the grant/,
    );
    assert.ok(pulumi.RunError.isInstance(await failure));
  });
});

/** Pulumi ends a program for an error in an output by leaving its rejection unhandled. */
function nextUnhandledRejection(): Promise<Error> {
  return new Promise((resolve) => process.once("unhandledRejection", resolve));
}
