import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { runtime } from "@pulumi/pulumi";
import type { PreflightCheckName } from "../../../../components/wso2/keyManager/preflight/checkNames";
import { startSandbox, type Sandbox } from "../../../../sandbox";
import { declarationFor, providerFor, type KeyManagerInputs } from "../../../support/declaration";
import type { KeyManagerLifeCycle } from "../../../support/lifeCycles";
import { trust } from "../../../support/trust";
import { until } from "../../../support/until";

describe("preflight of a Key Manager", () => {
  let sandbox: Sandbox;
  let provider: KeyManagerLifeCycle;
  let declaration: KeyManagerInputs;

  before(async () => {
    sandbox = await startSandbox();
    trust(sandbox);
    provider = providerFor(sandbox);
    declaration = await declarationFor(sandbox, "preflight");
  });

  after(() => sandbox.close());

  beforeEach(() => {
    sandbox.auth0.requests.clear();
    sandbox.wso2.requests.clear();
  });

  const reasonsFor = async (news: KeyManagerInputs, olds: Partial<KeyManagerInputs> = {}) => {
    const { failures = [] } = await provider.check(olds, news);
    return failures.map(({ reason }) => reason);
  };

  it("lets a declaration pass that can work", async () => {
    assert.deepEqual(await reasonsFor(declaration), []);
  });

  const mistakes: [PreflightCheckName, string, Partial<KeyManagerInputs>, RegExp][] = [
    [
      "login",
      "a wrong secret",
      { clientSecret: "wrong" },
      /401 \(access_denied: Unauthorized\).*Correct clientId and clientSecret/,
    ],
    [
      "login",
      "an audience of another tenant",
      { audience: "https://other.auth0.com/api/v2/" },
      /403 \(access_denied: Service not .*spell audience as/,
    ],
    [
      "login",
      "a token endpoint that is none",
      { tokenEndpoint: "https://localhost:1/oauth/token" },
      /got no answer \(ECONNREFUSED\).*is the tenant's token endpoint/,
    ],
    [
      "issuer",
      "an issuer that is not that of the tokens",
      { issuer: "https://login.example.com/" },
      /iss of a token from .* is https:\/\/localhost.*Expected: issuer, which is https:\/\/login/,
    ],
    [
      "signingKeys",
      "a key set that is not there",
      { certificates: { type: "JWKS", value: "https://localhost:1/jwks.json" } },
      /got no answer \(ECONNREFUSED\).*Correct certificates/,
    ],
  ];
  for (const [check, title, mistake, expected] of mistakes) {
    it(`fails for ${title}, naming the check, what was found and what to do`, async () => {
      const news = { ...declaration, ...mistake };
      const [reason, ...others] = await reasonsFor(news);
      assert.match(reason ?? "", new RegExp(`preflight check "${check}" failed`));
      assert.match(reason ?? "", expected);
      assert.deepEqual(others, []);
      assert.ok(!reason?.includes(news.clientSecret));
      assert.deepEqual(sandbox.wso2.requests.writes(), []);
    });

    it(`lets ${title} pass where the check is skipped`, async () => {
      const news = { ...declaration, ...mistake, skipPreflight: [check] };
      assert.deepEqual(await reasonsFor(news), []);
    });
  }

  const keySets: [string, object, RegExp][] = [
    ["without an RSA key", { kty: "EC", crv: "P-256", x: "x", y: "y" }, /has no RSA key/],
    [
      "of another tenant",
      generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "jwk" }),
      /the keys at .* do not fit a token of the tenant/,
    ],
  ];
  for (const [title, key, expected] of keySets) {
    it(`fails for a key set ${title}`, async () => {
      const effect = { kind: "answer", status: 200, body: { keys: [key] } } as const;
      sandbox.auth0.faults.inject({ url: /jwks/, effect });
      const [reason] = await reasonsFor(declaration);
      assert.match(reason ?? "", /"signingKeys" failed/);
      assert.match(reason ?? "", expected);
    });
  }

  it("fails for missing permissions, naming each and what it is for", async () => {
    const poor = await declarationFor(sandbox, "poor", ["create:clients", "read:clients"]);
    const [reason] = await reasonsFor(poor);
    assert.match(reason ?? "", /"permissions" failed/);
    assert.match(reason ?? "", /missing: update:clients \(changing an application's grant types/);
    assert.match(reason ?? "", /read:client_grants/);
    assert.ok(!/missing:[^.]*create:clients \(/.test(reason ?? ""));
  });

  it("fails for an issuer that another Key Manager has", async () => {
    const { id } = await provider.create(declaration);
    const rival = await declarationFor(sandbox, "rival");
    const [reason] = await reasonsFor(rival);
    assert.match(reason ?? "", /"uniqueIssuer" failed/);
    assert.match(reason ?? "", new RegExp(`"preflight" \\(id ${id}\\) has it too`));
    await provider.delete(id, declaration);
  });

  it("asks nobody where nothing has changed that it is about", async () => {
    const news = { ...declaration, description: "new" };
    assert.deepEqual(await reasonsFor(news, declaration), []);
    assert.equal(sandbox.auth0.requests.all.length, 0);
    assert.equal(sandbox.wso2.requests.all.length, 0);
  });

  it("waits for values that are not known yet", async () => {
    const news = { ...declaration, clientSecret: runtime.unknownValue };
    assert.deepEqual(await reasonsFor(news), []);
    assert.equal(sandbox.auth0.requests.all.length, 0);
  });

  it("asks Auth0 for one token and one key set", async () => {
    assert.deepEqual(await reasonsFor(declaration), []);
    const calls = sandbox.auth0.requests.all.map(({ method, url }) => `${method} ${url}`);
    assert.deepEqual(calls, ["POST /oauth/token", "GET /.well-known/jwks.json"]);
  });

  it("keeps a working Key Manager loaded when a new secret is wrong", async () => {
    const { id } = await provider.create(declaration);
    await until(() => sandbox.wso2.loadedKeyManagers().includes("preflight"));
    sandbox.wso2.requests.clear();
    const [reason] = await reasonsFor({ ...declaration, clientSecret: "wrong" }, declaration);
    assert.match(reason ?? "", /"login" failed/);
    assert.deepEqual(sandbox.wso2.requests.all, []);
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), ["preflight"]);
    await provider.delete(id, declaration);
  });
});
