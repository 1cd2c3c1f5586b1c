import assert from "node:assert/strict";
import { install } from "@sinonjs/fake-timers";
import type { Wso2Login } from "../../../../components/wso2/rest/connection";
import type { KeyManagersApi } from "../../../../components/wso2/keyManager/api";
import { serverOf } from "../../../support/lifeCycles";
import { startPlainServer } from "../../../support/plainServer";
import { sandboxForTests } from "../../../support/sandboxForTests";

describe("logging in to WSO2", () => {
  const sandbox = sandboxForTests();

  beforeEach(() => {
    sandbox.wso2.requests.clear();
    sandbox.wso2.faults.clear();
  });

  const apiWith = (login: Wso2Login) => serverOf(sandbox, { login }).keyManagers;
  const administrator = { username: "admin", password: "admin" };
  const logins = () => sandbox.wso2.requests.matching(/oauth2\/token|client-registration/).length;
  const list = (api: KeyManagersApi) => api.list();
  /** A second call that no list in memory answers. */
  const fetch = async (api: KeyManagersApi) => {
    const [any] = await api.list();
    return api.fetch(any?.id ?? "");
  };

  const registerClient = async () => {
    await list(apiWith({ kind: "registeredClient", ...administrator }));
    const client = sandbox.wso2.state.oauthClients.at(-1);
    assert.ok(client);
    sandbox.wso2.requests.clear();
    return { clientId: client.clientId, clientSecret: client.clientSecret };
  };

  it("works by HTTP Basic without a login call", async () => {
    await list(apiWith({ kind: "basic", ...administrator }));
    assert.equal(sandbox.wso2.requests.all.length, 1);
  });

  it("registers a client once and logs in once for all calls of a run", async () => {
    const api = apiWith({ kind: "registeredClient", ...administrator });
    await Promise.all([list(api), fetch(api)]);
    await fetch(api);
    const calls = sandbox.wso2.requests.all.map(({ url }) => url.replace(/\/api.*/, "/api"));
    assert.deepEqual(calls, [
      "/client-registration/v0.17/register",
      "/oauth2/token",
      ...Array<string>(3).fill("/api"),
    ]);
    assert.equal(sandbox.wso2.state.oauthClients.length, 1);
  });

  it("uses the client that an earlier run has registered", async () => {
    const first = await registerClient();
    const second = await registerClient();
    assert.equal(second.clientId, first.clientId);
    assert.equal(sandbox.wso2.state.oauthClients.length, 1);
  });

  it("works with a client that is given, for a user", async () => {
    const client = await registerClient();
    await list(apiWith({ kind: "client", ...client, ...administrator }));
    assert.equal(logins(), 1);
  });

  it("works with a token that is ready", async () => {
    await registerClient();
    const token = sandbox.wso2.state.accessTokens.at(-1);
    await list(apiWith({ kind: "token", accessToken: token?.accessToken ?? "" }));
    assert.equal(logins(), 0);
  });

  it("logs in again when the token is refused before its time", async () => {
    const client = await registerClient();
    const api = apiWith({ kind: "client", ...client, ...administrator });
    await list(api);
    sandbox.wso2.state.accessTokens.length = 0;
    await fetch(api);
    assert.equal(logins(), 2);
  });

  it("logs in again when the token runs out during a run", async () => {
    const clock = install({ toFake: ["Date"], now: Date.now() });
    try {
      const client = await registerClient();
      const api = apiWith({ kind: "client", ...client, ...administrator });
      await list(api);
      const { expiresAt } = sandbox.wso2.state.accessTokens.at(-1) ?? assert.fail();
      // Half a minute of life is none.
      clock.setSystemTime(expiresAt - 31_000);
      await fetch(api);
      assert.equal(logins(), 1);
      clock.setSystemTime(expiresAt - 29_000);
      await fetch(api);
      assert.equal(logins(), 2);
    } finally {
      clock.uninstall();
    }
  });

  it("repeats what may be done twice where the answer was lost", async () => {
    for (const url of [/client-registration/, /oauth2\/token/]) {
      sandbox.wso2.faults.inject({ url, effect: { kind: "loseAnswer" } });
    }
    await list(apiWith({ kind: "registeredClient", ...administrator }));
    assert.equal(sandbox.wso2.faults.count, 2);
  });

  it("takes its password nowhere else", async () => {
    let seen = 0;
    const elsewhere = await startPlainServer((_request, response) => {
      seen += 1;
      response.end("[]");
    });
    const headers = { location: elsewhere.url };
    sandbox.wso2.faults.inject({ effect: { kind: "answer", status: 302, headers } });
    const failure = list(apiWith({ kind: "basic", ...administrator }));
    await assert.rejects(failure, /was redirected to http:\/\/127/);
    elsewhere.close();
    assert.equal(seen, 0);
  });

  it("works for the administrator of another tenant, and sees that tenant alone", async () => {
    const ours = await list(apiWith({ kind: "basic", ...administrator }));
    const theirs = await list(
      apiWith({ kind: "basic", username: "admin@tenant1.com", password: "admin" }),
    );
    assert.notDeepEqual(
      theirs.map(({ id }) => id),
      ours.map(({ id }) => id),
    );
  });

  it("fails for a user without a needed scope, naming the scopes and what to do", async () => {
    await registerClient();
    await assert.rejects(
      list(apiWith({ kind: "registeredClient", username: "subscriber", password: "subscriber" })),
      /none of the scopes apim:keymanagers_manage, apim:admin_operations, apim:admin.*a role that has one/,
    );
  });

  it("fails for a wrong client secret without showing it", async () => {
    const { clientId } = await registerClient();
    const clientSecret = "not-the-secret";
    await assert.rejects(
      list(apiWith({ kind: "client", clientId, clientSecret, ...administrator })),
      (error: Error) => {
        assert.match(error.message, /POST https:\/\/localhost:\d+\/oauth2\/token answered 401/);
        assert.ok(!error.message.includes(clientSecret));
        return true;
      },
    );
  });

  it("fails for a token that is refused", async () => {
    await assert.rejects(list(apiWith({ kind: "token", accessToken: "stale" })), /answered 401/);
  });
});
