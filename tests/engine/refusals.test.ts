import assert from "node:assert/strict";
import { join } from "node:path";
import { AdminPortal, Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { Stack, type StackConfig } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-refused" },
};

const mistaken = {
  "auth0:client_id": "x",
  nonsense: "x",
  api: { identifier: "https://orders.example.com/", tokenLifetime: "long" },
  keyManager: { enabled: "maybe", colour: "red", issuer: "https://acme.eu.auth0.com" },
  managementApplication: { clientId: "x" },
  wso2: { url: "ftp://apim.example.com" },
};

const everyMistake = [
  /has 9 mistakes/,
  /auth0:client_id is not a setting of the Auth0 provider, which has: domain, clientId/,
  /nonsense is not a key of this project's config, which has: .*keyManager/,
  /api\.tokenLifetime must be a whole number of seconds from 1 to 2592000, but is "long"/,
  /keyManager\.name is missing; it is a string of 1 to 100 characters/,
  /keyManager\.enabled must be true or false, but is "maybe"/,
  /keyManager\.colour is not a field of a Key Manager, which has: name, type, displayName/,
  /keyManager\.issuer must be an http\(s\) URL that ends with a slash/,
  /managementApplication\.clientSecret is missing/,
  /wso2\.url must be the https URL/,
];

const refusedByAuth0 = {
  ...config,
  applications: {
    "R&D <beta>": { keys: { production: {}, sandbox: { mode: "map" } } },
    app: { keys: { production: { callbackUrl: "/cb", grantTypes: ["magic"] } } },
    list: { keys: { sandbox: { mode: "map", callbackUrl: "https://a/cb, https://b/cb" } } },
  },
};

/** Mistakes one by one are in mistakes.test.ts. */
describe("a stack with a mistake, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;

  before(async () => {
    stack = await Stack.create(sandbox, "refusals", config);
  });

  after(() => stack.remove());

  const assertRefused = async (
    declared: StackConfig,
    expected: readonly RegExp[],
    refused: Stack = stack,
  ) => {
    await refused.configure(declared);
    sandbox.auth0.requests.clear();
    sandbox.wso2.requests.clear();
    const { code, output } = await refused.pulumi("up", "--yes");
    assert.notEqual(code, 0);
    // The engine wraps no lines, but a terminal's width must not matter.
    for (const each of expected) assert.match(output, each);
    assert.deepEqual(sandbox.auth0.requests.writes(), []);
    assert.deepEqual(sandbox.wso2.requests.writes(), []);
  };

  it("fails for every mistake in the config at once, and nothing is touched", () =>
    assertRefused(mistaken, everyMistake));

  it("fails for names, callback URLs and grant types that Auth0 refuses, all at once", () =>
    assertRefused(refusedByAuth0, [
      /has 4 mistakes/,
      /applications\["R&D <beta>"\] must be without "<" and ">", which Auth0 refuses/,
      /applications\.app\.keys\.production\.callbackUrl must be absolute URLs .* but is "\/cb"/,
      /applications\.app\.keys\.production\.grantTypes\[0\] must be one of .*, but is "magic"/,
      /applications\.list\.keys\.sandbox\.callbackUrl must be absolute URLs/,
    ]));

  it("does so for those of a program of one's own", async () => {
    const program = join(__dirname, "refusals/program.ts");
    const own = await Stack.create(sandbox, "own", {}, program);
    const expected = [
      /have 3 mistakes/,
      /"R&D <beta>" must be without "<" and ">"/,
      /"app" keys\.production\.grantTypes\.0 must be one of/,
      /"app" keys\.production\.callbackUrl must be absolute URLs/,
    ];
    await assertRefused({}, expected, own).finally(() => own.remove());
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
    await assertRefused(config, [
      /WSO2 has a Key Manager "auth0-refused"/,
      /carries no mark of this stack, so it is somebody else's/,
      new RegExp(String(id)),
      /Set adopt: true to take it over, or choose another name/,
    ]);
    assert.deepEqual(await portal.keyManager("auth0-refused"), before);
    assert.deepEqual(await new Auth0Dashboard(sandbox).clients(), []);
  });
});
