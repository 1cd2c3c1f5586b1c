import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  Applications,
  Auth0KeyManager,
  Wso2Provider,
  type ApplicationDeclaration,
} from "../../components";
import type { ApiArgs } from "../../components/auth0/apiArgs";
import type { SmokeTestRequest } from "../../components/smokeTest/request";
import {
  type Declarations,
  declared,
  type DeclaredResource,
  mockEngine,
  ownershipOf,
  valueOf,
} from "../support/mocks";

const wso2 = (type: string) => `pulumi-nodejs:dynamic/wso2:${type}`;
const report = [{ check: "token", passed: true, seen: "seen" }];
/** The wire form of a secret in Pulumi's protocol. */
const secretKey = "4dabf18193072939515e22adb298388d";

describe("Applications", () => {
  let declarations: Declarations;

  beforeEach(async () => {
    const outputs = ({ type, name }: DeclaredResource) => {
      if (type === "auth0:index/client:Client") return { clientId: `${name}-id` };
      if (type === "auth0:index/clientCredentials:ClientCredentials") {
        return { clientSecret: `${name}-secret` };
      }
      if (type === "auth0:index/clientGrant:ClientGrant") return { organizationUsage: "deny" };
      if (type === wso2("ApplicationKeys")) {
        return { consumerKey: `${name}-key`, consumerSecret: `${name}-secret`, revision: 1 };
      }
      if (type === "command:local:Command") return { stdout: JSON.stringify(report) };
      return { revision: 1 };
    };
    // In an update, the smoke test would ask Auth0 for a token.
    declarations = await mockEngine(outputs, {}, { isPreview: true });
  });

  const declare = (
    applications: Record<string, ApplicationDeclaration>,
    smokeTest?: object,
    opts: pulumi.ComponentResourceOptions = {},
    api: Partial<ApiArgs> = {},
  ) => {
    const keyManager = new Auth0KeyManager(
      "auth0",
      {
        domain: "acme.eu.auth0.com",
        api: { identifier: "https://orders.example.com/", ...api },
        keyManager: { name: "auth0-dev" },
      },
      opts,
    );
    return new Applications("applications", { keyManager, applications, smokeTest }, opts);
  };
  const find = (type: string, name: string) => {
    const { __provider, ...inputs } = declared(declarations, wso2(type), name);
    assert.equal(typeof __provider, "string");
    return inputs;
  };

  it("has WSO2 generate production keys for the stack's API where nothing is declared", async () => {
    const { summary } = declare({ app: {} });
    assert.deepEqual(await valueOf(pulumi.output(summary)), {
      app: {
        applicationId: "app-application-id",
        production: {
          consumerKey: "app-production-keys-key",
          auth0ClientId: "app-production-keys-key",
        },
      },
    });
    assert.deepEqual(find("Application", "app-application"), {
      name: "app",
      ownership: ownershipOf("app-application", true),
    });
    const { management, ...keys } = find("ApplicationKeys", "app-production-keys");
    assert.deepEqual(keys, {
      applicationId: "app-application-id",
      applicationName: "app",
      keyManager: "auth0-dev",
      keyType: "PRODUCTION",
      audience: "https://orders.example.com/",
      ownership: ownershipOf("app-production-keys", true),
    });
    assert.ok(secretKey in (management as object));
  });

  it("creates client and grant for mapped keys, and tells WSO2 no more than the client", async () => {
    const { summary } = declare(
      { app: { keys: { sandbox: { mode: "map", scopes: ["read:orders"] } } } },
      undefined,
      {},
      { scopes: [{ name: "read:orders" }] },
    );
    await valueOf(pulumi.output(summary));
    const grant = declared(
      declarations,
      "auth0:index/clientGrant:ClientGrant",
      "app-sandbox-grant",
    );
    assert.deepEqual(grant, {
      clientId: "app-sandbox-client-id",
      audience: "https://orders.example.com/",
      scopes: ["read:orders"],
      subjectType: "client",
      organizationUsage: "deny",
      allowAnyOrganization: false,
    });
    const { clientSecret, ...keys } = find("ApplicationKeys", "app-sandbox-keys");
    assert.deepEqual(keys, {
      applicationId: "app-application-id",
      applicationName: "app",
      keyManager: "auth0-dev",
      keyType: "SANDBOX",
      mode: "map",
      clientId: "app-sandbox-client-id",
      ownership: ownershipOf("app-sandbox-keys", true),
    });
    assert.equal((clientSecret as { value: string }).value, "app-sandbox-credentials-secret");
  });

  it("is refused for all that Auth0 refuses of clients, in all applications", () => {
    const keys = { production: { mode: "map", callbackUrl: "/cb" } } as const;
    assert.throws(
      () => declare({ "R&D <beta>": {}, app: { keys } }),
      /have 2 mistakes:.*"R&D <beta>" must be without.*"app" keys\.production\.callbackUrl must/s,
    );
  });

  it("is refused for all that the stack config is refused for", () => {
    const declared = {
      description: "a".repeat(401),
      keys: { production: { scopes: ["read:orders"] }, sandbox: { mode: "mapped" } },
      subscriptions: [{ api: "Orders", version: pulumi.output("1.0.0") }],
    };
    assert.throws(
      () => declare({ app: declared as object }),
      /have 3 mistakes:.*"app" description must.*"app" keys\.production\.scopes needs mode map.*"app" keys\.sandbox\.mode must/s,
    );
  });

  it("subscribes the application", async () => {
    const subscriptions = [{ api: "Orders", version: "1.0.0" }];
    const { smokeTest } = declare({ app: { subscriptions } }, { enabled: true });
    assert.ok(smokeTest);
    await valueOf(smokeTest);
    assert.deepEqual(find("Subscription", "app-subscription-Orders-1.0.0"), {
      applicationId: "app-application-id",
      api: "Orders",
      version: "1.0.0",
      ownership: ownershipOf("app-subscription-Orders-1.0.0", true),
    });
  });

  it("tells subscriptions apart whose names and versions are written alike", async () => {
    const subscriptions = [
      { api: "a-b", version: "1" },
      { api: "a", version: "b-1" },
    ];
    const { smokeTest } = declare({ app: { subscriptions } }, { enabled: true });
    assert.ok(smokeTest);
    await valueOf(smokeTest);
    assert.equal(find("Subscription", "app-subscription-a-b-1")["api"], "a");
    assert.equal(find("Subscription", "app-subscription-a-b@1")["api"], "a-b");
  });

  it("gives consumer secrets away as secrets only", async () => {
    const { consumerSecrets } = declare({ app: {} });
    assert.ok(consumerSecrets);
    assert.equal(await pulumi.isSecret(consumerSecrets), true);
    assert.deepEqual(await valueOf(consumerSecrets), {
      app: { production: "app-production-keys-secret" },
    });
  });

  it("runs no smoke test unless it is asked to, and declares nothing where there is nothing", () => {
    const { summary, smokeTest, consumerSecrets } = declare({});
    assert.equal(summary, undefined);
    assert.equal(smokeTest, undefined);
    assert.equal(consumerSecrets, undefined);
  });

  it("hands the smoke test the server of the Key Manager, where the program names it", async () => {
    const server = { url: "https://emea.example.com:9443", username: "u", password: "p" };
    const providers = [new Wso2Provider("emea", server)];
    const { smokeTest } = declare({ app: {} }, { enabled: true }, { providers });
    assert.ok(smokeTest);
    await valueOf(smokeTest);
    const command = declared(declarations, "command:local:Command", "applications-smoke-test");
    const request = JSON.parse((command["stdin"] as { value: string }).value) as SmokeTestRequest;
    assert.deepEqual([request.wso2, request.isServerNamed], [server, true]);
  });

  it("hands the smoke test its secrets by standard input, and a trigger for each write", async () => {
    const { smokeTest } = declare(
      { app: { subscriptions: [{ api: "Orders", version: "1.0.0" }] } },
      { gatewayUrl: "https://gateway.example.com/orders" },
    );
    assert.ok(smokeTest);
    assert.deepEqual(await valueOf(smokeTest), ["passed  token  seen"]);
    assert.equal(await pulumi.isSecret(smokeTest), false);
    const { stdin, triggers, ...command } = declared(
      declarations,
      "command:local:Command",
      "applications-smoke-test",
    );
    assert.deepEqual(command, {
      create: `node -e "require('auth0-wso2-key-manager/smoke-test')"`,
      logging: "none",
      addPreviousOutputInEnv: false,
    });
    const [inAuth0, ofClient, ...writes] = triggers as string[];
    assert.match(String(inAuth0), /auth0-api-api-id.*https:\/\/orders\.example\.com\//);
    assert.equal(ofClient, "");
    assert.deepEqual(writes, [
      "auth0-key-manager-id 1",
      "app-application-id 1",
      "app-production-keys-id 1",
      "app-subscription-Orders-1.0.0-id 1",
    ]);
    const { value } = stdin as { value: string };
    assert.deepEqual(JSON.parse(value), {
      issuer: "https://acme.eu.auth0.com/",
      tokenEndpoint: "https://acme.eu.auth0.com/oauth/token",
      jwksUri: "https://acme.eu.auth0.com/.well-known/jwks.json",
      audience: "https://orders.example.com/",
      management: {
        tokenEndpoint: "https://acme.eu.auth0.com/oauth/token",
        clientId: "auth0-management-client-id",
        clientSecret: "auth0-management-credentials-secret",
        audience: "https://acme.eu.auth0.com/api/v2/",
      },
      consumerKey: "app-production-keys-key",
      consumerSecret: "app-production-keys-secret",
      consumerKeyClaim: "azp",
      scopesClaim: "scope",
      keyManager: "auth0-dev",
      applicationId: "app-application-id",
      keyMappingId: "app-production-keys-id",
      isServerNamed: false,
      wso2: {},
      gatewayUrl: "https://gateway.example.com/orders",
    });
  });

  it("hands the smoke test a trigger for the scopes of the API", async () => {
    const { smokeTest } = declare({ app: {} }, {}, {}, { scopes: [{ name: "read:orders" }] });
    assert.ok(smokeTest);
    await valueOf(smokeTest);
    const name = "applications-smoke-test";
    const { triggers } = declared(declarations, "command:local:Command", name);
    assert.match(String((triggers as string[])[0]), /read:orders/);
  });
});
