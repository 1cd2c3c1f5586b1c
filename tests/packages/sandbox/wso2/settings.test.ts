import assert from "node:assert/strict";
import { basic, useServer, type Body } from "./serverUnderTest";

interface Connector {
  type: string;
  defaultConsumerKeyClaim: string;
  defaultScopesClaim: string;
  configurations: Body[];
  endpointConfigurations: Body[];
}

describe("WSO2 settings", () => {
  const server = useServer();

  it("describe the Auth0 connector and not the resident one", async () => {
    const { status, data } = await server().call<{ keyManagerConfiguration: Connector[] }>(
      "GET",
      "/settings",
    );
    assert.equal(status, 200);
    assert.deepEqual(
      data.keyManagerConfiguration.map(({ type }) => type),
      ["Auth0"],
    );
    const [auth0] = data.keyManagerConfiguration;
    assert.ok(auth0);
    assert.deepEqual([auth0.defaultConsumerKeyClaim, auth0.defaultScopesClaim], ["azp", "scope"]);
    assert.deepEqual(
      auth0.configurations.map(({ name, required, mask }) => [name, required, mask]),
      [
        ["client_id", true, false],
        ["client_secret", true, true],
        ["audience", true, false],
      ],
    );
    assert.deepEqual(
      auth0.endpointConfigurations.filter(({ required }) => required).map(({ name }) => name),
      [
        "client_registration_endpoint",
        "introspection_endpoint",
        "token_endpoint",
        "revoke_endpoint",
      ],
    );
  });

  it("fail for a user without the scope", async () => {
    const { status } = await server().call("GET", "/settings", undefined, basic("publisher"));
    assert.equal(status, 401);
  });
});
