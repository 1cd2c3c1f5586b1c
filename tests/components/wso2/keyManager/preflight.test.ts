import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mock } from "node:test";
import { runtime } from "@pulumi/pulumi";
import { tenantEndpoints } from "../../../../components/auth0/tenant";
import { keyManagerEndpoints } from "../../../../components/auth0KeyManager";
import type { PreflightCheckName } from "../../../../components/wso2/keyManager/preflightCheckNames";
import { startSandbox } from "auth0-wso2-sandbox";
import { hurryAuth0 } from "../../../faults/impatience";
import { declarationFor, providerFor, type KeyManagerInputs } from "../../../support/declaration";
import type { KeyManagerLifeCycle } from "../../../support/lifeCycles";
import { trust } from "../../../support/trust";
import { until } from "../../../support/until";
import { sandboxForTests } from "../../../support/sandboxForTests";

describe("preflight of a Key Manager", () => {
  const sandbox = sandboxForTests();
  let provider: KeyManagerLifeCycle;
  let declaration: KeyManagerInputs;
  let calm: () => void;

  before(async () => {
    trust(sandbox);
    calm = hurryAuth0();
    provider = providerFor(sandbox);
    declaration = await declarationFor(sandbox, "preflight");
  });

  after(() => {
    calm();
  });

  beforeEach(() => {
    sandbox.auth0.requests.clear();
    sandbox.wso2.requests.clear();
  });

  const reasonsFor = async (news: KeyManagerInputs, olds: Partial<KeyManagerInputs> = {}) => {
    // Each in a run of its own.
    const { failures = [] } = await providerFor(sandbox).check(olds, news);
    return failures.map(({ reason }) => reason);
  };

  it("lets a declaration pass that can work", async () => {
    assert.deepEqual(await reasonsFor(declaration), []);
  });

  it("takes a displayTokenEndpoint that is ignored, and left empty by the server, for none", async () => {
    const news = { ...declaration, displayTokenEndpoint: "" };
    assert.deepEqual(await reasonsFor(news, { ...news, clientSecret: "of before" }), []);
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

  describe("with a custom domain", () => {
    const withCustomDomain = async (name: string): Promise<KeyManagerInputs> => ({
      ...(await declarationFor(sandbox, name)),
      ...keyManagerEndpoints(tenantEndpoints(sandbox.auth0.domain, sandbox.auth0.customDomain)),
    });

    it("lets a declaration pass that can work", async () => {
      assert.deepEqual(await reasonsFor(await withCustomDomain("custom")), []);
    });

    it("fails on a release that could not show applications the way there", async () => {
      const { certificateAuthority } = sandbox;
      const old = await startSandbox({ release: "4.0", certificateAuthority });
      const { failures = [] } = await providerFor(old).check(
        {},
        {
          ...(await declarationFor(old, "early")),
          ...keyManagerEndpoints(tenantEndpoints(old.auth0.domain, old.auth0.customDomain)),
        },
      );
      await old.close();
      const [reason] = failures.map((failure) => failure.reason);
      assert.match(reason ?? "", /displayTokenEndpoint exists from WSO2 API Manager 4\.1 on/);
      assert.match(reason ?? "", /Remove it, and customDomain where that is set/);
      assert.deepEqual(old.wso2.requests.writes(), []);
    });

    it("fails where WSO2 would log in at it: the token is good for nothing then", async () => {
      const { displayTokenEndpoint, ...news } = await withCustomDomain("logs in there");
      const tokenEndpoint = String(displayTokenEndpoint);
      const [reason, ...others] = await reasonsFor({ ...news, tokenEndpoint });
      assert.match(reason ?? "", /preflight check "managementApi" failed/);
      assert.match(reason ?? "", /GET https:\/\/localhost:.* answered 401 .*Invalid token/);
      assert.match(reason ?? "", /Correct tokenEndpoint: it must be at the tenant's own domain/);
      assert.deepEqual(others, []);
      assert.deepEqual(sandbox.wso2.requests.writes(), []);
    });

    it("fails where applications are sent to another domain than that of the issuer", async () => {
      const { displayTokenEndpoint, ...news } = await withCustomDomain("shows another");
      assert.ok(displayTokenEndpoint);
      const [reason, ...others] = await reasonsFor(news);
      assert.match(reason ?? "", /preflight check "issuer" failed/);
      assert.match(reason ?? "", /iss of a token from .* is https:\/\/localhost.*displayTokenEndp/);
      assert.deepEqual(others, []);
      const nobody = { displayTokenEndpoint: "https://localhost:1/oauth/token" };
      assert.match((await reasonsFor({ ...news, ...nobody }))[0] ?? "", /"issuer" .*ECONNREFUSED/);
    });
  });

  it("asks for the Management API at the address that WSO2 will call", async () => {
    sandbox.auth0.faults.inject({ url: /api\/v2/, effect: { kind: "answer", status: 404 } });
    const [reason] = await reasonsFor(declaration);
    assert.match(reason ?? "", /"managementApi" failed.*answered 404/);
    sandbox.auth0.faults.clear();
  });

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

  it("tells in a preview what the run may mend before, and refuses the rest", async () => {
    const told = mock.method(console, "log", () => undefined);
    const isAhead = true;
    const poor = await declarationFor(sandbox, "narrowed", ["create:clients"]);
    assert.deepEqual(await reasonsFor({ ...poor, isAhead }), []);
    assert.deepEqual(await reasonsFor({ ...declaration, clientSecret: "wrong", isAhead }), []);
    const lines = told.mock.calls.map(({ arguments: [line] }) => String(line));
    told.mock.restore();
    assert.deepEqual(
      lines.map(
        (line) => /^This is so until this run repairs it: .* "(\w+)" failed/.exec(line)?.[1],
      ),
      ["permissions", "login"],
    );
    for (const [mistake, check] of [
      [{ issuer: "https://x/" }, "issuer"],
      [{ tokenEndpoint: "https://localhost:1/oauth/token" }, "login"],
    ] as const) {
      const [reason] = await reasonsFor({ ...declaration, ...mistake, isAhead });
      assert.match(reason ?? "", new RegExp(`"${check}" failed`));
    }
    const { inputs } = await provider.check({}, { ...declaration, isAhead });
    assert.ok(inputs && !("isAhead" in inputs));
  });

  it("fails for an issuer that another Key Manager has", async () => {
    const { id } = await provider.create(declaration);
    const rival = await declarationFor(sandbox, "rival");
    // Before the application is there, too: WSO2 can be looked at in the first preview.
    const ahead = { ...rival, clientId: runtime.unknownValue, clientSecret: runtime.unknownValue };
    for (const news of [rival, ahead]) {
      const [reason, ...others] = await reasonsFor(news);
      assert.match(reason ?? "", /"uniqueIssuer" failed/);
      assert.match(reason ?? "", new RegExp(`"preflight" \\(id ${id}\\) has it too`));
      assert.deepEqual(others, []);
    }
    await provider.delete(id, declaration);
  });

  it("lets an issuer pass that another one has which WSO2 does not load, and one of an entry that is not loaded itself", async () => {
    const { id } = await provider.create(declaration);
    const rival = await declarationFor(sandbox, "rival");
    const [stored] = sandbox.wso2.state.keyManagers.filter(({ uuid }) => uuid === id);
    assert.ok(stored);
    assert.deepEqual(await reasonsFor({ ...rival, enabled: false }), []);
    const { enabled, tokenType } = stored;
    for (const unloaded of [{ enabled: false }, { tokenType: "EXCHANGED" as const }]) {
      Object.assign(stored, { enabled, tokenType }, unloaded);
      assert.deepEqual(await reasonsFor(rival), []);
    }
    Object.assign(stored, { enabled, tokenType });
    assert.match((await reasonsFor(rival)).join(), /"uniqueIssuer" failed/);
    await provider.delete(id, declaration);
  });

  it("fails for a second resource with the issuer, also where the first is declared after it", async () => {
    const { id, outs = declaration } = await provider.create(declaration);
    const run = providerFor(sandbox);
    await run.read(id, outs);
    const rival = await declarationFor(sandbox, "rival");
    await run.check({}, rival);
    const { failures = [] } = await run.check(declaration, declaration);
    assert.match(failures[0]?.reason ?? "", /declared twice: by the resources "rival" and "/);
    await provider.delete(id, outs);
  });

  it("fails at any write once another has the issuer, which WSO2 would take from it by loading this one", async () => {
    const rival = await declarationFor(sandbox, "rival");
    const { id } = await provider.create(rival);
    const [reason, ...others] = await reasonsFor(
      { ...declaration, description: "new" },
      declaration,
    );
    assert.match(reason ?? "", /"uniqueIssuer" failed: .* "rival" \(id .*\) has it too/);
    assert.deepEqual(others, []);
    // What is not written takes nothing from anybody.
    assert.deepEqual(await reasonsFor(declaration, declaration), []);
    await provider.delete(id, rival);
  });

  it("asks nobody where nothing has changed that is written", async () => {
    assert.deepEqual(await reasonsFor(declaration, declaration), []);
    assert.deepEqual(await reasonsFor({ ...declaration, deleteUnchecked: true }, declaration), []);
    assert.equal(sandbox.auth0.requests.all.length, 0);
    assert.equal(sandbox.wso2.requests.all.length, 0);
  });

  it("logs in once and lists Key Managers once where nothing has changed that it is about, since WSO2 loads it again", async () => {
    const news = { ...declaration, description: "new" };
    assert.deepEqual(await reasonsFor(news, declaration), []);
    const [login, ...more] = sandbox.auth0.requests.all;
    assert.deepEqual([login?.url, more.length], ["/oauth/token", 0]);
    const [list, ...others] = sandbox.wso2.requests.all;
    assert.deepEqual([list?.url, others.length], ["/api/am/admin/v4/key-managers", 0]);

    const { ownership } = declaration;
    const unmarked = {
      ...declaration,
      ...(ownership && { ownership: { ...ownership, owner: "" } }),
    };
    sandbox.auth0.requests.clear();
    assert.deepEqual(await reasonsFor(declaration, unmarked), []);
    assert.equal(sandbox.auth0.requests.all.length, 1);

    const rotated = { ...declaration, clientSecret: "rotated-meanwhile" };
    const [reason] = await reasonsFor({ ...rotated, description: "new" }, rotated);
    assert.match(reason ?? "", /"login" failed/);
  });

  it("waits for values that are not known yet", async () => {
    const news = { ...declaration, clientSecret: runtime.unknownValue };
    assert.deepEqual(await reasonsFor(news), []);
    assert.equal(sandbox.auth0.requests.all.length, 0);
  });

  it("asks Auth0 for one token, uses it once, and asks for one key set", async () => {
    assert.deepEqual(await reasonsFor(declaration), []);
    const calls = sandbox.auth0.requests.all.map(({ method, url }) => `${method} ${url}`);
    const paths = calls.map((call) => call.replace(/\?.*/, ""));
    const client = `GET /api/v2/clients/${declaration.clientId}`;
    assert.deepEqual(paths, ["POST /oauth/token", client, "GET /.well-known/jwks.json"]);
  });

  it("keeps a working Key Manager loaded when a new secret is wrong", async () => {
    const { id } = await provider.create(declaration);
    await until(() => sandbox.wso2.loadedKeyManagers().includes("preflight"));
    sandbox.wso2.requests.clear();
    const [reason] = await reasonsFor({ ...declaration, clientSecret: "wrong" }, declaration);
    assert.match(reason ?? "", /"login" failed/);
    assert.deepEqual(sandbox.wso2.requests.writes(), []);
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), ["preflight"]);
    await provider.delete(id, declaration);
  });
});
