import assert from "node:assert/strict";
import { http } from "../../../../components/auth0/rest/auth0Http";
import { mock } from "node:test";
import { setImmediate } from "node:timers/promises";
import {
  Auth0Error,
  fetchDiscoveryDocument,
  fetchKeySet,
  RefusedLogin,
  requestToken,
} from "../../../../components/auth0/rest/authenticationApi";
import type { ClientCredentials } from "../../../../components/auth0/rest/clientCredentials";
import { deployerFailure } from "../../../../components/auth0/rest/deployerFailure";
import { startPlainServer } from "../../../support/plainServer";
import { trust } from "../../../support/trust";
import { sandboxForTests } from "../../../support/sandboxForTests";

const refusal = {
  kind: "answer",
  status: 403,
  body: { error: "access_denied", error_description: "Client is not authorized to access" },
} as const;

describe("a login with a grant that Auth0 may not know yet", () => {
  const sandbox = sandboxForTests();
  let credentials: ClientCredentials;

  before(() => {
    trust(sandbox);
    const issuer = `https://${sandbox.auth0.domain}/`;
    credentials = {
      tokenEndpoint: `${issuer}oauth/token`,
      audience: `${issuer}api/v2/`,
      ...sandbox.auth0.deployer,
    };
  });

  afterEach(() => {
    sandbox.auth0.faults.clear();
    mock.timers.reset();
  });

  const refuse = (times: number, effect: object = refusal) => {
    sandbox.auth0.faults.inject({
      url: /oauth\/token/,
      times,
      effect: effect as typeof refusal,
    });
  };

  /** What comes of `work` when every pause is over at once. */
  const withoutPauses = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    // The clock of the pauses is also that of the time-out, which must not run out with them.
    const { timeout } = http.defaults;
    http.defaults.timeout = 0;
    mock.timers.enable({ apis: ["setTimeout"] });
    const state = { isDone: false };
    const outcome = work().finally(() => {
      state.isDone = true;
      if (timeout !== undefined) http.defaults.timeout = timeout;
    });
    outcome.catch(() => undefined);
    while (!state.isDone) {
      mock.timers.tick(1_000);
      await setImmediate();
    }
    return outcome;
  };

  it("is tried again for a moment", async () => {
    refuse(2);
    assert.match(await withoutPauses(() => requestToken(credentials)), /^ey/);
    assert.equal(sandbox.auth0.faults.count, 2);
  });

  it("is refused where the application may not use the grant type, which is said of the deployer", async () => {
    const { clients } = sandbox.auth0.state;
    const client = clients.find(({ client_id }) => client_id === credentials.clientId);
    assert.ok(client);
    const { grant_types: types = [] } = client;
    client.grant_types = ["implicit"];
    const error: unknown = await requestToken(credentials).catch((thrown: unknown) => thrown);
    client.grant_types = types;
    assert.ok(error instanceof RefusedLogin, String(error));
    const said = deployerFailure(error.message, sandbox.auth0.domain, "deployer");
    assert.match(
      said,
      /refuses the login of the deployer: .*grant type client_credentials\. Allow it/,
    );
    assert.doesNotMatch(said, /secret is wrong/);
  });

  it("fails as Auth0 says when the grant is missing", async () => {
    refuse(Infinity);
    await assert.rejects(
      withoutPauses(() => requestToken(credentials)),
      (error) => error instanceof Auth0Error && error.status === 403,
    );
    assert.equal(sandbox.auth0.faults.count, 3);
  });

  it("takes its secret nowhere else", async () => {
    const location = `${sandbox.wso2.url}/oauth2/token`;
    refuse(1, { kind: "answer", status: 307, headers: { location } });
    await assert.rejects(requestToken(credentials), /answered 307/);
    assert.deepEqual(sandbox.wso2.requests.all, []);
  });

  it("is repeated where its answer was lost", async () => {
    refuse(1, { kind: "loseAnswer" });
    assert.match(await requestToken(credentials), /^ey/);
  });

  it("is not tried again with a wrong secret", async () => {
    refuse(Infinity, { ...refusal, status: 401 });
    await assert.rejects(requestToken(credentials), /401/);
    assert.equal(sandbox.auth0.faults.count, 1);
  });
});

describe("a public document of Auth0", () => {
  let server: Awaited<ReturnType<typeof startPlainServer>>;
  let document: string;

  before(async () => {
    server = await startPlainServer((_request, response) => {
      response.end(document);
    });
  });

  after(() => {
    server.close();
  });

  it("is what an object says", async () => {
    document = JSON.stringify({ issuer: "https://acme.eu.auth0.com/", keys: [] });
    assert.deepEqual(await fetchDiscoveryDocument(server.url), JSON.parse(document));
    assert.deepEqual(await fetchKeySet(server.url), { keys: [] });
  });

  for (const other of ["null", '"maintenance"', "<html>maintenance</html>", "", "1"]) {
    it(`is not there where the answer is ${other || "empty"}`, async () => {
      document = other;
      for (const fetch of [fetchDiscoveryDocument, fetchKeySet]) {
        await assert.rejects(fetch(server.url), /answered with something that is not Auth0's JSON/);
      }
    });
  }

  it("has keys where keys are asked for", async () => {
    for (const keys of [undefined, null, {}]) {
      document = JSON.stringify({ issuer: "https://acme.eu.auth0.com/", keys });
      await assert.rejects(fetchKeySet(server.url), /answered without keys/);
    }
  });
});
