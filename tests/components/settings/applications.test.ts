import assert from "node:assert/strict";
import {
  checkApplications,
  checkSmokeTest,
  checkSmokeTestApplication,
  hasSmokeTest,
} from "../../../components/settings/applications";
import type { Mistake } from "../../../components/validation/validation";

const told = (mistakes: Mistake[]) =>
  mistakes.map(({ path, reason }) => `${path.join(".")} ${reason}`);

describe("the section applications of the stack config", () => {
  it("takes an application without any setting, and one with all", () => {
    assert.deepEqual(
      checkApplications({
        plain: {},
        full: {
          throttlingPolicy: "10PerMin",
          description: "Fetches orders",
          attributes: { team: "orders" },
          groups: ["a"],
          adopt: true,
          keys: {
            production: {
              mode: "map",
              adopt: true,
              scopes: ["default"],
              grantTypes: ["client_credentials"],
            },
            sandbox: {
              grantTypes: ["authorization_code"],
              callbackUrl: "https://app.example.com/",
              appType: "regular_web",
              tokenEndpointAuthMethod: "client_secret_post",
              audience: "https://other.example.com/",
              secretVersion: "2",
            },
          },
          subscriptions: [{ api: "Orders", version: "1.0.0", throttlingPolicy: "Gold" }],
        },
      }),
      [],
    );
  });

  it("fails for every mistake at once", () => {
    assert.deepEqual(
      told(
        checkApplications({
          app: {
            colour: "red",
            keys: {
              production: { mode: "map", secretVersion: "1", grantTypes: ["implicit"] },
              sandbox: { scopes: ["read:orders"], appType: "web" },
              test: {},
            },
            subscriptions: [{ api: "Orders" }],
          },
          other: { keys: { production: { mode: "mapped" } } },
        }),
      ),
      [
        "app.keys.test is not known here",
        "app.subscriptions.0.version is missing; it is a string of 1 to 30 characters",
        "app.colour is not known here",
        "app.keys.production.secretVersion needs mode generate: the secret of a mapped client is rotated in Auth0",
        "app.keys.production.callbackUrl is missing; implicit needs it",
        'app.keys.sandbox.appType must be one of "regular_web"|"native"|"spa"|"non_interactive", but is "web"',
        'app.keys.sandbox.scopes needs mode map: WSO2\'s connector asks for the scope "default" alone',
        'other.keys.production.mode must be one of "generate"|"map", but is "mapped"',
      ],
    );
  });

  for (const { title, keys } of [
    { title: "generated ones where nothing is said", keys: undefined },
    { title: "mapped ones", keys: { sandbox: { mode: "map" } } },
  ]) {
    it(`fails for a name that Auth0 refuses in that of a client, with keys: ${title}`, () => {
      assert.deepEqual(told(checkApplications({ "R&D <beta>": keys ? { keys } : {} })), [
        'R&D <beta> must be without "<" and ">", which Auth0 refuses in the name of a client, ' +
          'but is "R&D <beta>"',
      ]);
    });
  }

  it("takes such a name where the application has no keys", () => {
    assert.deepEqual(told(checkApplications({ "R&D <beta>": { keys: {} } })), []);
  });

  for (const { callbackUrl, isRefused } of [
    { callbackUrl: "https://a.example.com/cb,com.example.app://cb", isRefused: false },
    { callbackUrl: "https://*.example.com/cb", isRefused: false },
    { callbackUrl: "/cb", isRefused: true },
    { callbackUrl: "https://a/cb, https://b/cb", isRefused: true },
    { callbackUrl: "https://a/cb,", isRefused: true },
    { callbackUrl: " https://a/cb", isRefused: true },
  ]) {
    it(`${isRefused ? "fails for" : "takes"} the callback URL "${callbackUrl}"`, () => {
      for (const mode of ["generate", "map"]) {
        const keys = { production: { mode, callbackUrl } };
        assert.equal(checkApplications({ app: { keys } }).length, isRefused ? 1 : 0);
      }
    });
  }

  it("fails for a setting of the client that is declared beside it, too", () => {
    const logoUri = "https://acme.example.com/logo.png";
    const keys = { production: { mode: "map", logoUri, client: { logoUri } } };
    assert.deepEqual(told(checkApplications({ app: { keys } })), [
      "app.keys.production.client.logoUri is declared in logoUri of the keys, too",
    ]);
  });

  it("fails for grant types that Auth0 does not have, and for several in one text", () => {
    const grantTypes = ["refresh_token", "magic", "client_credentials,refresh_token"];
    const said = told(checkApplications({ app: { keys: { production: { grantTypes } } } }));
    assert.match(String(said[0]), /grantTypes\.1 must be one of authorization_code, .*"magic"$/);
    assert.match(String(said[1]), /grantTypes\.2 must be one of .*"client_credentials,refresh_/);
    assert.equal(said.length, 2);
  });

  it("fails for something that is no list of applications", () => {
    assert.match(told(checkApplications("app")).join(), /must be an object, but is "app"/);
    assert.match(told(checkApplications({ " app": {} })).join(), /must be a name of 1 to 100/);
    assert.match(
      told(checkApplications({ app: "x" })).join(),
      /^app must be an object, but is "x"/,
    );
  });
});

describe("the section smokeTest of the stack config", () => {
  it("is on as soon as anything is set, unless it is switched off", () => {
    assert.equal(hasSmokeTest({}), false);
    assert.equal(hasSmokeTest({ enabled: true }), true);
    assert.equal(hasSmokeTest({ gatewayUrl: "https://gateway.example.com" }), true);
    assert.equal(hasSmokeTest({ enabled: false, application: "app" }), false);
  });

  it("fails for settings that are none", () => {
    assert.deepEqual(told(checkSmokeTest({ gatewayUrl: "gateway", gatewayPatience: 0, port: 1 })), [
      'gatewayUrl must be an http(s) URL, but is "gateway"',
      "gatewayPatience must be a whole number of seconds from 1 to 600, but is 0",
      "port is not known here",
    ]);
  });

  it("fails for an application or keys that are not declared", () => {
    const check = (test: object, declared: object) =>
      told(checkSmokeTestApplication({ enabled: true, ...test }, declared));
    assert.deepEqual(check({}, { app: {} }), []);
    assert.deepEqual(check({}, {}), ["application is missing, and no application is declared"]);
    assert.deepEqual(check({ application: "other" }, { app: {} }), [
      'application must be one of applications (app), but is "other"',
    ]);
    assert.deepEqual(check({ keys: "sandbox" }, { app: {} }), [
      'keys must be keys of the application "app", which has production',
    ]);
    assert.deepEqual(check({}, { app: { keys: {} } }), [
      'keys must be keys of the application "app", which has no keys',
    ]);
  });
});
