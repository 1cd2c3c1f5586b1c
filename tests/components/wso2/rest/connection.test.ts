import assert from "node:assert/strict";
import {
  resolveConnection,
  resolveNamedConnection,
} from "../../../../components/wso2/rest/connection";
import { isOfServer } from "../../../../components/wso2/rest/errors";

const url = "https://apim.example.com:9443";
const user = { username: "admin", password: "secret" };

describe("resolveConnection", () => {
  it("prefers the environment, so that a rotated password works at once", () => {
    const { login } = resolveConnection({ url, ...user }, { WSO2_PASSWORD: "rotated" });
    assert.deepEqual(login, { kind: "basic", username: "admin", password: "rotated" });
  });

  it("takes the slash off the end of the URL", () => {
    assert.equal(resolveConnection({ url: `${url}/`, ...user }, {}).url, url);
  });

  it("logs in with what is most specific", () => {
    const client = { clientId: "id", clientSecret: "secret" };
    const kindOf = (config: object) => resolveConnection({ url, ...config }, {}).login.kind;
    assert.equal(kindOf(user), "basic");
    assert.equal(kindOf(client), "client");
    assert.equal(kindOf({ ...user, ...client }), "client");
    assert.equal(kindOf({ ...user, registerClient: true }), "registeredClient");
    assert.equal(kindOf({ ...user, accessToken: "token" }), "token");
  });

  it("fails with every setting that is missing, and how to set it", () => {
    assert.throws(() => resolveConnection({}, {}), {
      message: [
        "WSO2 connection: url is missing. Set the environment variable WSO2_URL, or: pulumi config set --path wso2.url",
        "WSO2 connection: username is missing. Set the environment variable WSO2_USERNAME, or: pulumi config set --path wso2.username",
        "WSO2 connection: password is missing. Set the environment variable WSO2_PASSWORD, or: pulumi config set --secret --path wso2.password",
      ].join("\n"),
    });
  });

  for (const wrong of [
    "apim.example.com",
    "http://apim.example.com",
    `${url}/api/am/admin/v4`,
    `${url}/?tenant=a`,
    "https://admin:hunter2@apim.example.com",
    // Another machine, with this one's name for a user.
    "http://localhost:hunter2@apim.example.com",
    "http://localhost.example.com",
    "http://127.0.0.1.example.com",
    "http://128.0.0.1",
  ]) {
    it(`fails for the URL ${wrong}`, () => {
      assert.throws(
        () => resolveConnection(user, { WSO2_URL: wrong }),
        (error: Error) => {
          assert.match(error.message, /url must be the https URL at which WSO2's \/api is found/);
          assert.match(error.message, /Correct WSO2_URL/);
          assert.doesNotMatch(error.message, /hunter2/);
          return true;
        },
      );
    });
  }

  it("takes the context path of a reverse proxy", () => {
    const behindProxy = "https://www.example.com/apim";
    assert.equal(resolveConnection({ url: `${behindProxy}/`, ...user }, {}).url, behindProxy);
  });

  for (const here of [
    "http://127.0.0.1:9763",
    "http://127.10.200.3:9763",
    "http://localhost:9763",
    "http://[::1]:9763",
  ]) {
    it(`takes plain HTTP on this machine: ${here}`, () => {
      assert.equal(resolveConnection({ url: here, ...user }, {}).url, here);
    });
  }

  it("fails in a way that a run tells once, as it is true of every object", () => {
    const twoUrls = { WSO2_URL: "https://other.example.com" };
    for (const [given, environment] of [
      [{}, {}],
      [{ url: "ftp://apim", ...user }, {}],
      [{ url, ...user }, twoUrls],
      [{ url, caFile: "/nowhere.pem", ...user }, {}],
    ] as const) {
      assert.throws(() => resolveConnection(given, environment), isOfServer);
    }
  });

  it("fails for a client without its secret", () => {
    assert.throws(
      () => resolveConnection({ url, clientId: "id" }, {}),
      /^Error: WSO2 connection: clientSecret is missing.*WSO2_CLIENT_SECRET/,
    );
  });
});

describe("resolveNamedConnection", () => {
  const environment = {
    WSO2_URL: "https://other.example.com",
    WSO2_ACCESS_TOKEN: "a token for the other server",
  };

  it("goes to the server that is named, whatever the environment says", () => {
    const named = resolveNamedConnection({ url, ...user }, environment);
    assert.equal(named.url, url);
    assert.deepEqual(named.login, { kind: "basic", ...user });
  });

  it("takes the environment's login where none is given", () => {
    const { login } = resolveNamedConnection({ url }, environment);
    assert.deepEqual(login, { kind: "token", accessToken: environment.WSO2_ACCESS_TOKEN });
  });
});
