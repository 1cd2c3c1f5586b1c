import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { KeyObject } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { Readable } from "node:stream";
import { mock } from "node:test";
import { join } from "node:path";
import { promisify } from "node:util";
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from "jose";
import { http } from "../../../components/auth0/rest/auth0Http";
import { tenantEndpoints } from "../../../components/auth0/tenant";
import type { SmokeTestRequest } from "../../../components/smokeTest/request";
import { toText, type Report } from "../../../components/smokeTest/report";
import { auth0Checks, checks, gatewayChecks } from "../../../components/smokeTest/checks";
import { runChecks, runSmokeTest } from "../../../components/smokeTest/run";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { outcomeOf } from "../../support/command";
import { audience, prepareKeyManager } from "../../support/developerPortal";
import { startPlainServer } from "../../support/plainServer";
import { lifeCyclesFor, ownershipOf } from "../../support/lifeCycles";
import { trust } from "../../support/trust";
import { sandboxForTests } from "../../support/sandboxForTests";

const applicationName = "smoke-app";
const keyManager = "auth0-smoke";

/** A mistake in the request, and which checks must fail because of it. */
const mistakes: Record<string, { change: Partial<SmokeTestRequest>; failing: string[] }> = {
  "a wrong secret": {
    change: { consumerSecret: "not-the-secret" },
    failing: [
      "token",
      "signature",
      "issuer",
      "audience",
      "consumerKeyClaim",
      "scopesClaim",
      "keyManagerLoaded",
      "gatewayWithToken",
    ],
  },
  "an issuer without its slash": {
    change: { issuer: "https://acme.eu.auth0.com" },
    failing: ["issuer"],
  },
  "a claim that tokens do not have": {
    change: { consumerKeyClaim: "client_id", scopesClaim: "permissions" },
    failing: ["consumerKeyClaim", "scopesClaim"],
  },
  "a management application that Auth0 does not know": {
    change: {
      management: {
        tokenEndpoint: "https://localhost:1/oauth/token",
        audience: "https://localhost:1/api/v2/",
        clientId: "unknown",
        clientSecret: "unknown",
      },
    },
    failing: ["managementLogin"],
  },
  "keys that WSO2 does not have": {
    change: { keyMappingId: "0d5e0d5e-0d5e-0d5e-0d5e-0d5e0d5e0d5e" },
    failing: ["consumerKey", "keyManagerLoaded"],
  },
};

describe("the checks of the smoke test", () => {
  const sandbox = sandboxForTests();
  let request: SmokeTestRequest;
  let directory: string;

  before(async () => {
    trust(sandbox);
    directory = await mkdtemp(join(tmpdir(), "auth0-wso2-smoke-"));
    const caFile = join(directory, "authority.pem");
    await writeFile(caFile, sandbox.certificateAuthority.certificate);
    const management = await prepareKeyManager(sandbox, keyManager);
    const portal = new DeveloperPortal(sandbox);
    const applicationId = String(
      (await portal.createApplication(applicationName))["applicationId"],
    );
    const { keys, subscriptions } = lifeCyclesFor(sandbox);
    const ownership = ownershipOf(applicationName);
    new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    const subscription = { applicationId, api: "Orders", version: "1.0.0", ownership };
    await subscriptions.create(subscription);
    const { id, outs } = await keys.create({
      applicationId,
      applicationName,
      keyManager,
      audience,
      management,
      ownership,
    });
    const { issuer, tokenEndpoint, jwksUri } = tenantEndpoints(sandbox.auth0.domain);
    request = {
      issuer,
      tokenEndpoint,
      jwksUri,
      audience,
      management,
      consumerKey: String(outs?.consumerKey),
      consumerSecret: String(outs?.consumerSecret),
      consumerKeyClaim: "azp",
      scopesClaim: "scope",
      keyManager,
      applicationId,
      keyMappingId: id,
      isServerNamed: false,
      wso2: { url: sandbox.wso2.url, ...sandbox.wso2.administrator, caFile },
      gatewayUrl: `${sandbox.wso2.gatewayUrl}/orders/1.0.0/orders`,
      gatewayPatience: 1,
    };
  });

  after(async () => {
    await rm(directory, { recursive: true });
  });

  afterEach(() => {
    sandbox.wso2.gateway.faults.clear();
  });

  const failing = async (change: Partial<SmokeTestRequest> = {}) => {
    const report = await runChecks({ ...request, ...change });
    assert.ok(!toText(report).includes(request.consumerSecret));
    return report.filter(({ passed }) => !passed).map(({ check }) => check);
  };

  it("pass where everything works", async () => {
    assert.deepEqual(await failing(), []);
  });

  it("run in a process that has of the environment what it needs alone", async () => {
    // Every process that Node starts says what it has got.
    const probe = join(directory, "probe.cjs");
    const seen = join(directory, "seen");
    await writeFile(
      probe,
      `require("node:fs").writeFileSync("${seen}-" + process.pid, JSON.stringify(process.env));`,
    );
    const { wso2, ...rest } = request;
    const { password = "", ...connection } = wso2;
    const { stdout } = await start(
      { ...rest, wso2: connection },
      {
        ...process.env,
        NODE_OPTIONS: `--require ${probe}`,
        NODE_EXTRA_CA_CERTS: join(directory, "authority.pem"),
        WSO2_PASSWORD: password,
        AUTH0_CLIENT_SECRET: "secret-of-the-deployer",
        PULUMI_CONFIG_PASSPHRASE: "passphrase-of-the-stack",
      },
    );
    assert.ok((JSON.parse(stdout) as Report).every(({ passed }) => passed));
    const files = (await readdir(directory)).filter((name) => name.startsWith("seen-"));
    const texts = await Promise.all(files.map((name) => readFile(join(directory, name), "utf8")));
    assert.ok(texts.some((text) => !/secret-of-the-deployer|passphrase-of-the-stack/.test(text)));
    assert.equal(texts.filter((text) => /secret-of-the-deployer/.test(text)).length, 1);
  });

  it("are reported as JSON where they pass, and otherwise as text that fails the command", async () => {
    const report = async (change: Partial<SmokeTestRequest>) => {
      const text = JSON.stringify({ ...request, ...change });
      const { mock: stdin } = mock.getter(process, "stdin", () => Readable.from([text]));
      try {
        return await outcomeOf(runSmokeTest);
      } finally {
        stdin.restore();
      }
    };
    const { stdout, ...passed } = await report({});
    assert.equal((JSON.parse(stdout) as Report).length, 12);
    assert.deepEqual(passed, { stderr: "", exitCode: 0 });
    const { stderr, ...failed } = await report({ issuer: "https://acme.eu.auth0.com" });
    assert.match(stderr, /^The smoke test failed:\npassed .*\nFAILED {2}issuer /s);
    assert.deepEqual(failed, { stdout: "", exitCode: 1 });
  });

  it("are reported as JSON alone where Auth0 has them wait", async () => {
    const busy = {
      kind: "answer",
      status: 429,
      headers: { "retry-after": "1" },
      body: {},
    } as const;
    sandbox.auth0.faults.inject({ url: /oauth\/token$/, effect: busy });
    http.defaults["axios-retry"] = { retryDelay: () => 1 };
    const { mock: stdin } = mock.getter(process, "stdin", () =>
      Readable.from([JSON.stringify(request)]),
    );
    try {
      const { stdout, stderr } = await outcomeOf(runSmokeTest);
      assert.equal((JSON.parse(stdout) as Report).length, 12);
      assert.match(stderr, /accepts no more calls for now/);
    } finally {
      stdin.restore();
      delete http.defaults["axios-retry"];
    }
  });

  it("leave the gateway out where there is none", async () => {
    const { gatewayUrl, ...withoutGateway } = request;
    assert.ok(gatewayUrl);
    assert.equal((await runChecks(withoutGateway)).length, 9);
  });

  it("wait for a gateway that has not heard of the subscription yet", async () => {
    const effect = { kind: "answer", status: 403 } as const;
    sandbox.wso2.gateway.faults.inject({ effect });
    assert.deepEqual(await failing({ gatewayPatience: 5 }), []);
    assert.equal(sandbox.wso2.gateway.faults.count, 1);
  });

  it("wait for a Key Manager that WSO2 loads again because it was changed", async () => {
    const body = { code: 500, message: "Internal server error", description: "" };
    const effect = { kind: "answer", status: 500, body } as const;
    sandbox.wso2.faults.inject({ url: /generate-token/, effect });
    assert.deepEqual(await failing({ gatewayPatience: 5 }), []);
    assert.equal(sandbox.wso2.faults.count, 1);
    sandbox.wso2.faults.clear();
  });

  for (const [what, { change, failing: expected }] of Object.entries(mistakes)) {
    it(`fail for ${what}, and only those that it is about`, async () => {
      assert.deepEqual(await failing(change), expected);
    });
  }

  describe("with a token that somebody else has signed", () => {
    let privateKey: KeyObject;
    let publicKey: JWK;

    before(async () => {
      const pair = await generateKeyPair("RS256", { extractable: true });
      privateKey = KeyObject.from(pair.privateKey);
      publicKey = { ...(await exportJWK(pair.publicKey)), kid: "ours", alg: "RS256", use: "sig" };
    });

    afterEach(() => {
      sandbox.auth0.faults.clear();
    });

    /** Checks of a token with these claims, whose key is in the tenant's key set or is not. */
    const failingFor = async (claims: JWTPayload, isInKeySet = true) => {
      sandbox.auth0.faults.clear();
      const { issuer: iss, consumerKey: azp } = request;
      const access_token = await new SignJWT({
        iss,
        azp,
        aud: audience,
        scope: "default",
        ...claims,
      })
        .setProtectedHeader({ alg: "RS256", kid: "ours" })
        .setExpirationTime("5m")
        .sign(privateKey);
      const answer = (url: RegExp, body: object) => {
        sandbox.auth0.faults.inject({
          url,
          times: Infinity,
          effect: { kind: "answer", status: 200, body },
        });
      };
      answer(/oauth\/token/, { access_token });
      if (isInKeySet) answer(/jwks/, { keys: [publicKey] });
      const report = await runChecks(request, auth0Checks(request));
      return report.filter(({ passed }) => !passed).map(({ check }) => check);
    };

    it("fail for the signature", async () => {
      assert.deepEqual(await failingFor({}), []);
      assert.deepEqual(await failingFor({}, false), ["signature"]);
    });

    it("fail for each claim that is not what WSO2 reads", async () => {
      assert.deepEqual(await failingFor({ iss: "https://other/" }), ["issuer"]);
      assert.deepEqual(await failingFor({ aud: ["https://other/"] }), ["audience"]);
      assert.deepEqual(await failingFor({ aud: ["https://other/", audience] }), []);
      assert.deepEqual(await failingFor({ azp: "other" }), ["consumerKeyClaim"]);
      assert.deepEqual(await failingFor({ scope: "" }), ["scopesClaim"]);
    });
  });

  it("send the gateway a token of their own, none, and one of another issuer", async () => {
    const seen: (JWTPayload | undefined)[] = [];
    const gateway = await startPlainServer((asked, response) => {
      const token = asked.headers.authorization?.replace("Bearer ", "");
      seen.push(token === undefined ? undefined : decodeJwt(token));
      response.statusCode = seen.length === 1 ? 200 : 401;
      response.end();
    });
    const report = await runChecks(request, gatewayChecks(gateway.url));
    gateway.close();
    assert.ok(report.every(({ passed }) => passed));
    const [own, none, foreign, ...others] = seen;
    assert.deepEqual(others, []);
    assert.equal(own?.iss, request.issuer);
    assert.equal(none, undefined);
    assert.notEqual(foreign?.iss, request.issuer);
    const { aud, azp } = foreign ?? {};
    assert.deepEqual([aud, azp], [audience, request.consumerKey]);
  });

  it("ask a gateway that lets everybody in no second time", async () => {
    let calls = 0;
    const gateway = await startPlainServer((_request, response) => {
      calls += 1;
      response.end();
    });
    const patient = { ...request, gatewayPatience: 30 };
    await runChecks(patient, gatewayChecks(gateway.url));
    gateway.close();
    assert.equal(calls, 3);
  });

  it("fail where WSO2 has the keys of another client", async () => {
    const { consumerKey = assert.fail() } = checks(request);
    const [result] = await runChecks({ ...request, consumerKey: "another" }, { consumerKey });
    assert.equal(result?.passed, false);
    assert.match(result.seen, /WSO2's consumer key is .*, not another/);
  });

  it("ask the server that the program names, whatever the environment says", async () => {
    process.env["WSO2_URL"] = "nowhere";
    try {
      assert.deepEqual(await failing({ isServerNamed: true }), []);
      assert.deepEqual(await failing(), ["consumerKey", "keyManagerLoaded"]);
    } finally {
      delete process.env["WSO2_URL"];
    }
  });

  it("never show a secret of the login to WSO2, wherever it was given", async () => {
    const clientSecret = "secret-of-the-request";
    process.env["WSO2_ACCESS_TOKEN"] = "secret-of-the-environment";
    try {
      const { consumerSecret } = request;
      const sent = `sent ${clientSecret}, ${consumerSecret} and secret-of-the-environment`;
      const repeated = { repeats: () => Promise.reject(new Error(sent)) };
      const wso2 = { ...request.wso2, clientSecret };
      const [result] = await runChecks({ ...request, wso2 }, repeated);
      assert.equal(result?.seen, "sent [secret], [secret] and [secret]");
    } finally {
      delete process.env["WSO2_ACCESS_TOKEN"];
    }
  });

  it("never show the secret of the management application", async () => {
    const clientSecret = request.management?.clientSecret ?? assert.fail();
    sandbox.auth0.faults.inject({
      url: /oauth\/token/,
      times: Infinity,
      effect: {
        kind: "answer",
        status: 403,
        body: { error: "access_denied", error_description: `you sent ${clientSecret}` },
      },
    });
    const report = toText(await runChecks(request));
    sandbox.auth0.faults.clear();
    assert.match(report, /FAILED {2}managementLogin .*you sent \[secret\]/);
    assert.ok(!report.includes(clientSecret));
  });

  it("fail for a gateway that is not there, and for one that lets everybody in", async () => {
    assert.deepEqual(await failing({ gatewayUrl: "https://localhost:1/" }), [
      "gatewayWithToken",
      "gatewayWithoutToken",
      "gatewayWithForeignToken",
    ]);
    const effect = { kind: "answer", status: 200 } as const;
    sandbox.wso2.gateway.faults.inject({ times: Infinity, effect });
    assert.deepEqual(await failing(), ["gatewayWithoutToken", "gatewayWithForeignToken"]);
  });

  it("fail where WSO2 has not loaded the Key Manager", async () => {
    const admin = new AdminPortal(sandbox);
    const { managementSecret } = await breakLogin(admin);
    assert.deepEqual(await failing(), ["keyManagerLoaded", "gatewayWithToken"]);
    await admin.editKeyManager(keyManager, { additionalProperties: managementSecret });
  });

  /** WSO2 stores a wrong secret without a word, and takes the Key Manager down. */
  const breakLogin = async (admin: AdminPortal) => {
    const { additionalProperties } = await admin.keyManager(keyManager);
    const properties = additionalProperties as { client_id: string };
    const client = (await new Auth0Dashboard(sandbox).get(`/clients/${properties.client_id}`)) as {
      client_secret: string;
    };
    await admin.editKeyManager(keyManager, {
      additionalProperties: { ...properties, client_secret: "wrong" },
    });
    return { managementSecret: { ...properties, client_secret: client.client_secret } };
  };

  it("write a line for each check", () => {
    assert.equal(
      toText([
        { check: "token", passed: true, seen: "seen" },
        { check: "audience", passed: false, seen: "other" },
      ]),
      "passed  token     seen\nFAILED  audience  other",
    );
  });
});

/** Runs the smoke test as its command does. */
function start(request: SmokeTestRequest, env: NodeJS.ProcessEnv) {
  const command = ["-e", "require('auth0-wso2-key-manager/smoke-test')"];
  const run = promisify(execFile)(process.execPath, command, { env });
  run.child.stdin?.end(JSON.stringify(request));
  return run;
}
