import assert from "node:assert/strict";
import * as auth0 from "@pulumi/auth0";
import * as pulumi from "@pulumi/pulumi";
import {
  Application,
  ApplicationAccess,
  type ApplicationDeclaration,
  ApplicationKeys,
  Applications,
  Auth0KeyManager,
  ConsumerApplication,
  KeyManager,
  keyManagerEndpoints,
  ManagementApplication,
  Subscription,
  tenantEndpoints,
  Wso2Provider,
} from "../../components";
import { Owner } from "../../components/wso2/owner/owner";
import { type Declarations, declared, mockEngine, noteOptions, valueOf } from "../support/mocks";

/** The wire form of a secret in Pulumi's protocol. */
const secretKey = "4dabf18193072939515e22adb298388d";
const secrets = ["secret of a client", "secret of keys", "password of WSO2"];
const endpoints = keyManagerEndpoints(tenantEndpoints("acme.eu.auth0.com"));
const application = { applicationId: "a", applicationName: "app", keyManager: "auth0" };
const [clientSecret = "", consumerSecret = "", password = ""] = secrets;

describe("the options of resources", () => {
  let declarations: Declarations;
  let noted: ReturnType<typeof noteOptions>;

  beforeEach(async () => {
    const outputs = {
      clientId: "client",
      clientSecret,
      organizationUsage: "deny",
      consumerKey: "key",
      consumerSecret,
      revision: 1,
      stdout: "[]",
    };
    // In an update, the smoke test would ask Auth0 for a token.
    declarations = await mockEngine(() => outputs, {}, { isPreview: true });
    noted = noteOptions();
  });

  /** A program in which everything is that this module can declare. */
  const declareAll = async () => {
    const server = { url: "https://emea.example.com", username: "u", password };
    const providers = [new auth0.Provider("tenant"), new Wso2Provider("emea", server)];
    const keyManager = new Auth0KeyManager(
      "auth0",
      {
        domain: "acme.eu.auth0.com",
        api: {
          identifier: "https://orders.example.com/",
          grants: { partner: { clientId: "partner" }, taken: { clientId: "taken", adopt: true } },
        },
        keyManager: { name: "auth0" },
      },
      { providers },
    );
    const app: ApplicationDeclaration = {
      keys: { production: {}, sandbox: { mode: "map" } },
      subscriptions: [{ api: "Orders", version: "1" }],
    };
    const { smokeTest } = new Applications(
      "applications",
      { keyManager, applications: { app }, smokeTest: {} },
      { providers },
    );
    assert.ok(smokeTest);
    await valueOf(smokeTest);
  };

  const api = [
    "auth0-api-api",
    "auth0-api-deletion-protection",
    "auth0-api-grant-partner",
    "auth0-api-grant-taken",
    "auth0-api-scopes",
  ];
  const management = [
    "auth0-management-client",
    "auth0-management-credentials",
    "auth0-management-grant",
  ];
  const protectedApi = ["auth0-api-api", "auth0-api-deletion-protection"];
  const keyManager = ["auth0-key-manager", ...api, ...management];
  const consumer = ["app-sandbox-client", "app-sandbox-credentials", "app-sandbox-grant"];
  const client = {
    provider: "tenant",
    // Its mark names the owner, and is written by the creation alone.
    waitsFor: ["owner"],
    ignoreChanges: ["clientMetadata.managed_by"],
    secretOutputs: ["signingKeys"],
  };
  const credentials = {
    provider: "tenant",
    deleteBeforeReplace: true,
    replaceOnChanges: [
      "privateKeyJwt",
      "selfSignedTlsClientAuth",
      "signedRequestObject",
      "tlsClientAuth",
    ],
    secretOutputs: ["clientSecret", "clientSecretWo"],
    others: ["deletedWith"],
  };
  const grant = { provider: "tenant", deleteBeforeReplace: true, ignoreChanges: ["subjectType"] };
  const keys = {
    parent: "app",
    provider: "emea",
    secretOutputs: ["clientSecret", "consumerSecret", "management"],
  };

  it("say who waits for whom, what goes before its replacement, and what is secret", async () => {
    await declareAll();
    // The program's first resource with a mark declares it; which one that is, is not for these tests.
    const { owner, ...resources } = noted.resources;
    assert.ok(owner === undefined || owner.waitsFor.length === 0);
    assert.deepEqual(resources, {
      tenant: { waitsFor: [] },
      emea: { waitsFor: [] },
      "auth0-api-api": {
        parent: "auth0-api",
        provider: "tenant",
        waitsFor: ["owner"],
        deleteBeforeReplace: false,
      },
      "auth0-api-scopes": {
        parent: "auth0-api",
        provider: "tenant",
        waitsFor: ["auth0-api-api"],
        others: ["retainOnDelete"],
      },
      "auth0-api-deletion-protection": {
        parent: "auth0-api",
        provider: "emea",
        waitsFor: ["auth0-api-api", "auth0-api-scopes", ...management, "owner"],
        secretOutputs: ["management"],
      },
      "auth0-api-grant-partner": { ...grant, parent: "auth0-api", waitsFor: protectedApi },
      "auth0-api-grant-taken": {
        ...grant,
        parent: "auth0-api",
        waitsFor: protectedApi,
        others: ["retainOnDelete"],
      },
      "auth0-management-client": { ...client, parent: "auth0-management" },
      "auth0-management-credentials": {
        ...credentials,
        parent: "auth0-management",
        waitsFor: ["auth0-management-client"],
      },
      "auth0-management-grant": {
        ...grant,
        parent: "auth0-management",
        waitsFor: ["auth0-management-client"],
      },
      "auth0-key-manager": {
        parent: "auth0",
        provider: "emea",
        waitsFor: [...api, ...management, "owner"],
        secretOutputs: ["before", "clientSecret"],
      },
      "app-application": {
        parent: "app",
        provider: "emea",
        waitsFor: [...consumer, ...keyManager, "owner"].sort(),
      },
      "app-production-keys": {
        ...keys,
        waitsFor: ["app-application", ...keyManager, "owner"].sort(),
      },
      "app-sandbox-client": { ...client, parent: "app-sandbox" },
      "app-sandbox-credentials": {
        ...credentials,
        parent: "app-sandbox",
        waitsFor: ["app-sandbox-client"],
      },
      "app-sandbox-grant": {
        ...grant,
        parent: "app-sandbox",
        waitsFor: ["app-sandbox-client", ...api].sort(),
      },
      "app-sandbox-keys": {
        ...keys,
        waitsFor: ["app-application", ...consumer, ...keyManager, "owner"].sort(),
      },
      "app-subscription-Orders-1": {
        parent: "app",
        provider: "emea",
        waitsFor: ["app-application", "app-production-keys", "app-sandbox-keys", "owner"],
      },
      "applications-smoke-test": {
        parent: "applications-smoke-test",
        waitsFor: [
          "app-application",
          "app-production-keys",
          "app-subscription-Orders-1",
          "auth0-api-api",
          "auth0-key-manager",
          ...management,
        ],
        replaceOnChanges: ["triggers[*]"],
        secretOutputs: ["stderr", "stdin", "stdout"],
      },
    });
    assert.deepEqual(noted.components, {
      auth0: { waitsFor: [] },
      "auth0-api": { parent: "auth0", waitsFor: [] },
      "auth0-management": { parent: "auth0", waitsFor: [] },
      applications: { waitsFor: [] },
      app: { parent: "applications", waitsFor: [] },
      "app-sandbox": { parent: "app", waitsFor: api },
      // What a component waits for, its parts wait for too, as they are told its name only then.
      "applications-smoke-test": {
        parent: "applications",
        waitsFor: [
          "app-application",
          "app-production-keys",
          "app-sandbox-client",
          "app-sandbox-credentials",
          "app-sandbox-grant",
          "app-sandbox-keys",
          "app-subscription-Orders-1",
          ...keyManager,
        ].sort(),
      },
    });
  });

  it("leave the owner of a stack's objects to no component and no server", async () => {
    await valueOf(new Owner("anybody").urn);
    assert.deepEqual(noted.resources["anybody"], { waitsFor: [] });
  });

  it("keep every secret from whoever reads state or output", async () => {
    await declareAll();
    const management = { clientId: "c", clientSecret, tokenEndpoint: "t", audience: "a" };
    for (const { urn } of [
      new KeyManager("entry", { name: "entry", clientId: "c", clientSecret, ...endpoints }),
      new ApplicationKeys("mapped", { ...application, mode: "map", clientId: "c", clientSecret }),
      new ApplicationKeys("generated", { ...application, audience: "a", management }),
    ]) {
      await valueOf(urn);
    }
    const plain = declarations.filter(({ inputs }) =>
      secrets.some((secret) => shows(inputs, secret)),
    );
    assert.deepEqual(plain, []);
  });

  it("make secrets of the outputs that hold one", async () => {
    const args = { managementApiIdentifier: "https://acme.eu.auth0.com/api/v2/" };
    const management = new ManagementApplication("management", args);
    const consumer = new ConsumerApplication("consumer", { audience: "a" });
    const keyManager = new Auth0KeyManager("auth0", {
      domain: "acme.eu.auth0.com",
      managementApplication: { clientId: "c", clientSecret },
      api: { identifier: "https://orders.example.com/" },
      keyManager: { name: "auth0" },
    });
    const { keys } = new ApplicationAccess("app", { name: "app", keyManager });
    const { connection } = new Wso2Provider("emea", { username: "u", password });
    const outputs = [
      management.clientSecret,
      consumer.clientSecret,
      keyManager.management,
      keys.production?.consumerSecret,
      connection,
    ];
    assert.deepEqual(
      await Promise.all(outputs.map((each) => pulumi.isSecret(each as pulumi.Output<unknown>))),
      outputs.map(() => true),
    );
  });

  it("hand the server of a provider to the process that talks to it, and to nobody else", async () => {
    const given = { url: "https://emea.example.com", username: "u", password };
    const { urn, connection } = new Wso2Provider("emea", given);
    await valueOf(urn);
    const inputs = declared(declarations, "pulumi:providers:pulumi-nodejs", "emea");
    assert.deepEqual(Object.keys(inputs), ["auth0-wso2-key-manager:wso2Server"]);
    const [server] = Object.values(inputs) as { value: string }[];
    assert.deepEqual(JSON.parse(server?.value ?? ""), given);
    assert.deepEqual(await valueOf(connection), given);
  });

  it("are those of the program beside our own", async () => {
    const opts = {
      additionalSecretOutputs: ["revision"],
      dependsOn: new Owner("earlier"),
      protect: true,
    };
    const resources = [
      new KeyManager("entry", { name: "e", clientId: "c", clientSecret, ...endpoints }, opts),
      new Application("application", { name: "app" }, opts),
      new ApplicationKeys(
        "keys",
        { ...application, mode: "map", clientId: "c", clientSecret },
        opts,
      ),
      new Subscription("subscription", { applicationId: "a", api: "Orders", version: "1" }, opts),
    ];
    for (const { urn } of resources) await valueOf(urn);
    for (const name of ["entry", "application", "keys", "subscription"]) {
      const { waitsFor = [], secretOutputs = [], others } = noted.resources[name] ?? {};
      assert.deepEqual(
        [waitsFor.includes("earlier"), secretOutputs.includes("revision"), others],
        [true, true, ["protect"]],
        name,
      );
    }
  });
});

/** Whether a value says a secret outside of what is marked as one. */
function shows(value: unknown, secret: string): boolean {
  if (typeof value === "string") return value.includes(secret);
  if (typeof value !== "object" || value === null || secretKey in value) return false;
  return Object.values(value).some((part) => shows(part, secret));
}
