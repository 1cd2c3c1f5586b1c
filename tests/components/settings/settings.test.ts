import assert from "node:assert/strict";
import { isSecret, output, runtime } from "@pulumi/pulumi";
import { loadSettings } from "../../../components/settings";
import { mockEngine, valueOf } from "../../support/mocks";

const environment = {
  AUTH0_DOMAIN: "acme.eu.auth0.com",
  AUTH0_CLIENT_ID: "deployer",
  AUTH0_CLIENT_SECRET: "deployer-secret",
  WSO2_URL: "https://apim.example.com:9443/",
  WSO2_USERNAME: "admin",
  WSO2_PASSWORD: "password",
};

function keyManagerSettings() {
  const settings = loadSettings();
  assert.ok("auth0KeyManager" in settings);
  return settings.auth0KeyManager;
}

describe("loadSettings", () => {
  const earlier = { ...process.env };

  beforeEach(async () => {
    await mockEngine();
    Object.assign(process.env, environment);
  });

  afterEach(() => {
    for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, earlier);
  });

  const configure = (config: Record<string, unknown>, secretKeys: string[] = []) => {
    const entries = Object.entries(config).map(([key, value]) => [
      key.includes(":") ? key : `auth0-wso2-key-manager:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    runtime.setAllConfig(
      Object.fromEntries(entries) as Record<string, string>,
      secretKeys.map((key) => `auth0-wso2-key-manager:${key}`),
    );
  };
  const valid = {
    api: { identifier: "https://orders.example.com/" },
    keyManager: { name: "auth0", enabled: false },
  };

  it("hands sections on by the names of the component's arguments", () => {
    configure({ ...valid, customDomain: "login.acme.com" });
    assert.deepEqual(loadSettings(), {
      auth0KeyManager: {
        domain: "acme.eu.auth0.com",
        customDomain: "login.acme.com",
        api: valid.api,
        keyManager: valid.keyManager,
      },
      applications: {},
      wso2Url: "https://apim.example.com:9443",
      secrets: [],
    });
  });

  it("takes the domain from the config before the environment", () => {
    configure({ ...valid, "auth0:domain": "other.eu.auth0.com" });
    assert.equal(keyManagerSettings().domain, "other.eu.auth0.com");
  });

  it("ignores the default of an optional key", () => {
    configure({ ...valid, customDomain: "", managementApplication: {} });
    assert.equal("customDomain" in keyManagerSettings(), false);
  });

  it("makes the secret of an existing application a secret", async () => {
    const existing = { clientId: "id", clientSecret: "secret" };
    configure({ ...valid, managementApplication: existing }, ["managementApplication"]);
    const { managementApplication } = keyManagerSettings();
    assert.ok(managementApplication && "clientSecret" in managementApplication);
    const clientSecret = output(managementApplication.clientSecret);
    assert.equal(await isSecret(clientSecret), true);
    assert.equal(await valueOf(clientSecret), "secret");
  });

  it("says to encrypt a secret where it is missing, plain, or of the wrong type", () => {
    const command = (setting: string) => `pulumi config set --secret --path '${setting}'`;
    const cases: [Record<string, unknown>, string][] = [
      [{ managementApplication: { clientId: "id" } }, "managementApplication.clientSecret"],
      [
        { managementApplication: { clientId: "id", clientSecret: "plain" } },
        "managementApplication.clientSecret",
      ],
      [{ wso2: { accessToken: "plain" } }, "wso2.accessToken"],
      [{ wso2: { clientSecret: 4 } }, "wso2.clientSecret"],
    ];
    for (const [config, setting] of cases) {
      configure({ ...valid, ...config });
      assert.throws(loadSettings, ({ message }: Error) => message.includes(command(setting)));
    }
  });

  it("takes every value of a key that holds a secret for one, where it is not known which is", () => {
    const wso2 = { username: "user", password: "hidden", registerClient: true };
    configure({ ...valid, api: { ...valid.api, tokenLifetime: 4711 }, wso2 }, ["wso2", "api"]);
    const { identifier } = valid.api;
    assert.deepEqual(loadSettings().secrets, [identifier, "4711", "user", "hidden"]);
  });

  it("says once what is wrong with WSO2's URL, at the place that counts", () => {
    const wso2 = { url: "http://apim.example.com" };
    for (const [variable, places] of [
      ["", [/wso2\.url must be the https URL/]],
      ["nowhere", [/wso2\.url must be the https URL/, /Correct WSO2_URL in the environment/]],
    ] as const) {
      process.env["WSO2_URL"] = variable;
      configure({ ...valid, wso2 });
      assert.throws(loadSettings, ({ message }: Error) => {
        assert.equal(message.split("must be the https URL").length - 1, places.length, message);
        return places.every((place) => place.test(message));
      });
    }
  });

  it("fails without what a stack cannot do without", () => {
    configure({});
    assert.throws(loadSettings, (error: Error) => {
      assert.match(error.message, /2 mistakes/);
      assert.match(
        error.message,
        /api\.identifier is missing; it is a string of 1 to 600 characters/,
      );
      assert.match(error.message, /keyManager\.name is missing/);
      return true;
    });
  });

  it("fails for credentials in the wrong section", () => {
    configure({ ...valid, keyManager: { name: "auth0", clientId: "id" } });
    assert.throws(loadSettings, /keyManager\.clientId belongs in managementApplication/);
  });

  it("fails without showing a secret that has the wrong type", () => {
    configure({ ...valid, wso2: { password: 123456 } });
    assert.throws(loadSettings, (error: Error) => {
      assert.match(error.message, /wso2\.password must be a string of 1 to 1024 characters/);
      assert.ok(!error.message.includes("123456"));
      return true;
    });
  });

  it("takes a Key Manager of another stack, without a login for Auth0, and tells all mistakes at once", () => {
    for (const name of Object.keys(environment).filter((name) => name.startsWith("AUTH0"))) {
      Reflect.deleteProperty(process.env, name);
    }
    const reference = {
      name: "auth0",
      domain: "acme.eu.auth0.com",
      apiIdentifier: "https://orders.example.com/",
      scopes: ["read:orders"],
    };
    configure({ keyManager: { reference }, applications: { app: {} }, api: {} });
    const settings = loadSettings();
    assert.ok("keyManagerReference" in settings);
    assert.deepEqual(settings.keyManagerReference, reference);
    const production = { logoUri: "https://acme.com/logo.png" };
    const mapped = { mode: "map", scopes: ["read:all"] };
    configure({
      keyManager: { reference, name: "auth0" },
      applications: { app: { keys: { production, sandbox: mapped } } },
      api: { identifier: "https://orders.example.com/" },
    });
    assert.throws(loadSettings, ({ message }: Error) => {
      for (const mistake of [
        /^ +- api belongs to the stack/m,
        /keyManager\.name belongs to the stack/,
        /keys\.production\.logoUri can be written in Auth0 alone/,
        /keys\.sandbox\.scopes\[0\] must be a scope of the API \(default, read:orders\)/,
        /--path 'keyManager\.reference\.scopes\[1\]' 'read:all'/,
        /auth0:clientId and auth0:clientSecret are missing/,
      ]) {
        assert.match(message, mistake);
      }
      return true;
    });
  });

  it("fails without a login for Auth0, naming the ways to give one", () => {
    Reflect.deleteProperty(process.env, "AUTH0_CLIENT_SECRET");
    configure(valid);
    assert.throws(
      loadSettings,
      /auth0:clientId and auth0:clientSecret are missing.*AUTH0_CLIENT_SECRET/,
    );
  });
});
