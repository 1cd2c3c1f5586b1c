import assert from "node:assert/strict";
import {
  basic,
  internalServerError,
  useAuth0AndServer,
  type Answer,
  type Body,
} from "./serverUnderTest";

describe("WSO2 discovery", () => {
  const pair = useAuth0AndServer();
  const discover = (parts: { url?: string; type: string }): Promise<Answer> => {
    const form = new FormData();
    for (const [name, value] of Object.entries(parts)) form.append(name, value);
    return pair().server.call("POST", "/key-managers/discover", form);
  };

  it("reads Auth0's configuration", async () => {
    const issuer = `https://${pair().auth0.domain}/`;
    const url = `${issuer}.well-known/openid-configuration`;
    const { status, data } = await discover({ url, type: "Auth0" });
    assert.equal(status, 200);
    assert.equal(data["valid"], true);
    const value = data["value"] as Body;
    assert.deepEqual(
      [value["type"], value["wellKnownEndpoint"], value["issuer"], value["tokenEndpoint"]],
      ["Auth0", url, issuer, `${issuer}oauth/token`],
    );
    assert.deepEqual(value["certificates"], {
      type: "JWKS",
      value: `${issuer}.well-known/jwks.json`,
    });
    assert.deepEqual(
      [value["enabled"], value["enableOAuthAppCreation"], value["enableTokenGeneration"]],
      [true, true, true],
    );
    assert.deepEqual([value["name"], value["introspectionEndpoint"]], [null, null]);
  });

  it("says that no URL is not valid", async () => {
    for (const parts of [{ url: "", type: "Auth0" }, { type: "Auth0" }]) {
      const { status, data } = await discover(parts);
      assert.equal(status, 200);
      assert.deepEqual(data, { valid: false, value: null });
    }
  });

  it("fails for a URL at which there is nothing", async () => {
    for (const url of [`https://${pair().auth0.domain}/nothing`, "nowhere"]) {
      const { status, data } = await discover({ url, type: "Auth0" });
      assert.equal(status, 500);
      assert.deepEqual(data, internalServerError);
    }
  });

  it("fails for a body that is no form", async () => {
    const { status } = await pair().server.call(
      "POST",
      "/key-managers/discover",
      {},
      {
        ...basic("admin"),
        "Content-Type": "application/json",
      },
    );
    assert.equal(status, 415);
  });
});
