import assert from "node:assert/strict";
import { keyManager, until, useAuth0AndServer, type Body } from "./serverUnderTest";

describe("WSO2 loading of Key Managers", () => {
  const pair = useAuth0AndServer();
  const loaded = () => pair().server.wso2.loadedKeyManagers();
  const logins = () => pair().auth0.requests.matching(/^\/oauth\/token$/);

  /** A Key Manager that can log in to Auth0. */
  const working = (name: string, changes: Body = {}, properties: Body = {}): Body => {
    const { domain, deployer } = pair().auth0;
    return keyManager(name, {
      issuer: `https://${domain}/`,
      tokenEndpoint: `https://${domain}/oauth/token`,
      additionalProperties: {
        client_id: deployer.clientId,
        client_secret: deployer.clientSecret,
        audience: `https://${domain}/api/v2/`,
        ...properties,
      },
      ...changes,
    });
  };
  const put = (id: string, body: Body) => pair().server.call("PUT", `/key-managers/${id}`, body);

  /** Loads follow one another, so when this one is loaded those before it were tried. */
  const settled = async (): Promise<void> => {
    const name = `last of ${loaded().length}, after ${logins().length}`;
    const id = await pair().server.create(working(name, { issuer: null }));
    await until(() => loaded().includes(name));
    await pair().server.call("DELETE", `/key-managers/${id}`);
    await until(() => !loaded().includes(name));
  };

  it("logs in to Auth0 once, with the credentials of the entry", async () => {
    await pair().server.create(working("works"));
    await until(() => loaded().includes("works"));
    assert.deepEqual(
      logins().map(({ method, status }) => [method, status]),
      [["POST", 200]],
    );
  });

  it("fails for a wrong secret, of which the answer says nothing", async () => {
    await pair().server.create(working("wrong secret", {}, { client_secret: "wrong" }));
    await settled();
    assert.deepEqual(loaded(), []);
  });

  it("fails for another audience than the Management API's", async () => {
    const audience = `https://${pair().auth0.domain}/api/v2`;
    await pair().server.create(working("no slash", {}, { audience }));
    await settled();
    assert.deepEqual(loaded(), []);
  });

  it("fails for a token endpoint that is none", async () => {
    await pair().server.create(working("no endpoint", { tokenEndpoint: "none" }));
    await settled();
    assert.deepEqual(loaded(), []);
  });

  it("cuts one slash off the end of the token endpoint", async () => {
    const { domain } = pair().auth0;
    for (const [slashes, path] of [
      ["/", "/oauth/token"],
      ["//", "/oauth/token/"],
    ] as const) {
      pair().auth0.requests.clear();
      const tokenEndpoint = `https://${domain}/oauth/token${slashes}`;
      await pair().server.create(working(`ends with ${slashes}`, { issuer: null, tokenEndpoint }));
      await until(() => loaded().includes(`ends with ${slashes}`));
      assert.deepEqual(
        pair().auth0.requests.all.map(({ url }) => url),
        [path],
      );
    }
  });

  it("tries again when the connection breaks, but not when it is refused", async () => {
    pair().auth0.faults.inject({ url: /^\/oauth\/token/, effect: { kind: "reset" } });
    await pair().server.create(working("patient"));
    await until(() => loaded().includes("patient"));

    pair().auth0.requests.clear();
    pair().auth0.faults.inject({
      url: /^\/oauth\/token/,
      effect: { kind: "answer", status: 500 },
    });
    await pair().server.create(working("impatient"));
    await until(() => pair().auth0.faults.count === 2);
    await settled();
    assert.deepEqual(loaded(), ["patient"]);
  });

  it("leaves out what is disabled, and takes it out of service", async () => {
    const { server } = pair();
    const id = await server.create(working("switched", { enabled: false }));
    await settled();
    assert.deepEqual(loaded(), []);
    await put(id, working("switched"));
    await until(() => loaded().includes("switched"));
    await put(id, working("switched", { enabled: false }));
    await until(() => loaded().length === 0);
  });

  it("takes out of service what no longer works after an update", async () => {
    const id = await pair().server.create(working("broken later"));
    await until(() => loaded().includes("broken later"));
    const { status } = await put(id, working("broken later", {}, { client_secret: "wrong" }));
    assert.equal(status, 200);
    await settled();
    assert.deepEqual(loaded(), []);
  });

  it("uses the stored secret after an update with the mask", async () => {
    const { server } = pair();
    const id = await server.create(working("masked"));
    await until(() => loaded().includes("masked"));
    await put(id, await server.read(id));
    await settled();
    assert.deepEqual(loaded(), ["masked"]);
  });

  it("forgets what is deleted", async () => {
    const id = await pair().server.create(working("deleted"));
    await until(() => loaded().includes("deleted"));
    await pair().server.call("DELETE", `/key-managers/${id}`);
    await until(() => loaded().length === 0);
  });

  it("happens again after a restart, up to the first that cannot log in", async () => {
    const { server } = pair();
    await server.create(working("before it"));
    const wrong = await server.create(working("wrong", {}, { client_secret: "wrong" }));
    await server.create(working("after it"));
    const again = await server.restart();
    await until(() => logins().filter(({ status }) => status !== 200).length === 2);
    await until(() => again.wso2.loadedKeyManagers().includes("before it"));
    await again.call("PUT", `/key-managers/${wrong}`, working("wrong"));
    await until(() => again.wso2.loadedKeyManagers().includes("wrong"));
    await again.wso2.close();
    // Saving one brings that one back, not those that it has kept out.
    assert.deepEqual(again.wso2.loadedKeyManagers(), ["before it", "wrong"]);
  });

  it("does not ask again for an answer whose body breaks off", async () => {
    pair().auth0.faults.inject({ url: /^\/oauth\/token/, effect: { kind: "truncateAnswer" } });
    await pair().server.create(working("broken off"));
    await until(() => logins().length === 1);
    await settled();
    assert.deepEqual(loaded(), []);
  });

  it("is announced by nothing but a change of state, which is plain JSON", async () => {
    const { server } = pair();
    await server.create(working("plain"));
    const { state } = server.wso2;
    assert.deepEqual(JSON.parse(JSON.stringify(state)), state);
  });
});

describe("WSO2 activation delay", () => {
  const pair = useAuth0AndServer({ activationDelay: 150 });

  it("lies between the answer and the login to Auth0", async () => {
    const { server, auth0 } = pair();
    const { domain, deployer } = auth0;
    const start = performance.now();
    await server.create(
      keyManager("delayed", {
        tokenEndpoint: `https://${domain}/oauth/token`,
        additionalProperties: {
          client_id: deployer.clientId,
          client_secret: deployer.clientSecret,
          audience: `https://${domain}/api/v2/`,
        },
      }),
    );
    await until(() => server.wso2.loadedKeyManagers().includes("delayed"));
    assert.ok(performance.now() - start >= 150);
  });
});
