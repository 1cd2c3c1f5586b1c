import assert from "node:assert/strict";
import { startSandbox, type Sandbox } from "../../sandbox";
import { AdminPortal, Auth0Dashboard } from "../../sandbox/consoles";
import { Stack, type StackConfig } from "./stack";

const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-refused" },
};

/** A mistake, and what its error must say. */
interface Refusal {
  config?: StackConfig;
  environment?: Record<string, string>;
  expected: RegExp[];
}

const refusals: Record<string, Refusal> = {
  "for every mistake in the config at once": {
    config: {
      "auth0:client_id": "x",
      nonsense: "x",
      api: { identifier: "https://orders.example.com/", tokenLifetime: "long" },
      keyManager: { enabled: "maybe", colour: "red", issuer: "https://acme.eu.auth0.com" },
      managementApplication: { clientId: "x" },
      wso2: { url: "ftp://apim.example.com" },
    },
    expected: [
      /has 9 mistakes/,
      /auth0:client_id is not a setting of the Auth0 provider, which has: domain, clientId/,
      /nonsense is not a key of this project's config, which has: .*keyManager/,
      /api\.tokenLifetime must be a whole number of seconds from 1 to 2592000, but is "long"/,
      /keyManager\.name is missing; it is a text of 1 to 100 characters/,
      /keyManager\.enabled must be true or false, but is "maybe"\. Set it: pulumi config set --path 'keyManager\.enabled'/,
      /keyManager\.colour is not a field of a Key Manager, which has: name, type, displayName/,
      /keyManager\.issuer must be an http\(s\) URL that ends with a slash/,
      /managementApplication\.clientSecret is missing/,
      /wso2\.url must be the https URL/,
    ],
  },
  "for a domain with a scheme": {
    environment: { AUTH0_DOMAIN: "https://acme.eu.auth0.com" },
    expected: [/auth0:domain must be a host name without scheme, path or slash/, /"https:\/\/acme/],
  },
  "for a server that does not answer": {
    environment: { WSO2_URL: "https://localhost:1" },
    expected: [/https:\/\/localhost:1\/.*nothing listens there \(ECONNREFUSED\)/, /Check WSO2_URL/],
  },
  "for a wrong password": {
    environment: { WSO2_PASSWORD: "not-the-password" },
    expected: [/answered 401/, /Check WSO2_USERNAME and WSO2_PASSWORD/],
  },
  "for a certificate that is not trusted": {
    environment: { WSO2_CA_FILE: "", NODE_EXTRA_CA_CERTS: "" },
    expected: [/certificate is not trusted/, /WSO2_CA_FILE/],
  },
  "for a file of authorities that is not there": {
    environment: { WSO2_CA_FILE: "/nowhere/ca.pem" },
    expected: [/\/nowhere\/ca\.pem cannot be read \(ENOENT\)/],
  },
};

describe("a stack with a mistake, on the real engine", function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  let stack: Stack;

  before(async () => {
    sandbox = await startSandbox();
    stack = await Stack.create(sandbox, "refusals", config);
  });

  after(async () => {
    await stack.remove();
    await sandbox.close();
  });

  const assertRefused = async (refusal: Refusal) => {
    const environment = { ...stack.environment };
    Object.assign(stack.environment, refusal.environment);
    await stack.configure(refusal.config ?? config);
    sandbox.auth0.requests.clear();
    sandbox.wso2.requests.clear();
    const { code, output } = await stack.pulumi("up", "--yes");
    Object.assign(stack.environment, environment);

    assert.notEqual(code, 0);
    // The engine wraps no lines, but a terminal's width must not matter.
    for (const expected of refusal.expected) assert.match(output, expected);
    assert.deepEqual(sandbox.auth0.requests.writes(), []);
    assert.deepEqual(sandbox.wso2.requests.writes(), []);
    assert.ok(!output.includes("not-the-password"));
  };

  for (const [title, refusal] of Object.entries(refusals)) {
    it(`fails ${title}, and nothing is touched`, () => assertRefused(refusal));
  }

  it("fails for a user without the permission, and nothing is touched", async () => {
    sandbox.wso2.state.users.push({
      username: "reader",
      password: "reader-password",
      tenant: "carbon.super",
      roles: ["Internal/subscriber"],
    });
    await assertRefused({
      environment: { WSO2_USERNAME: "reader", WSO2_PASSWORD: "reader-password" },
      expected: [/answered 401/, /has the role admin/],
    });
  });

  it("fails for a name that is taken, and the entry stays as it is", async () => {
    const portal = new AdminPortal(sandbox);
    const url = `https://${sandbox.auth0.domain}`;
    const { id } = await portal.createKeyManager({
      name: "auth0-refused",
      type: "Auth0",
      enabled: true,
      clientRegistrationEndpoint: `${url}/oidc/register`,
      introspectionEndpoint: "none",
      tokenEndpoint: `${url}/oauth/token`,
      revokeEndpoint: `${url}/oauth/revoke`,
      additionalProperties: { client_id: "theirs", client_secret: "theirs", audience: "theirs" },
    });
    const before = await portal.keyManager("auth0-refused");
    await assertRefused({
      expected: [
        /WSO2 has a Key Manager "auth0-refused"/,
        /carries no mark of this stack, so it is somebody else's/,
        new RegExp(String(id)),
        /Set adopt: true to take it over, or choose another name/,
      ],
    });
    assert.deepEqual(await portal.keyManager("auth0-refused"), before);
    assert.deepEqual(await new Auth0Dashboard(sandbox).clients(), []);
  });
});
