import assert from "node:assert/strict";
import { ConsumerApplication } from "../../components";
import { declared, mockEngine, valueOf } from "../support/mocks";

describe("an application in Auth0 that WSO2 is told of", () => {
  for (const [callbackUrl, callbacks] of [
    [undefined, []],
    ["https://a.example.com/", ["https://a.example.com/"]],
    [
      "https://a.example.com/,https://b.example.com/",
      ["https://a.example.com/", "https://b.example.com/"],
    ],
  ] as const) {
    it(`lets users come back to ${callbackUrl ?? "nowhere, where nothing is said"}`, async () => {
      const declarations = await mockEngine();
      const audience = "https://orders.example.com/";
      const args = { audience, ...(callbackUrl !== undefined && { callbackUrl }) };
      await valueOf(new ConsumerApplication("app", args).clientSecret);
      const client = declared(declarations, "auth0:index/client:Client", "app-client");
      assert.deepEqual(client["callbacks"], callbacks);
    });
  }

  it("is refused for all that Auth0 refuses, before anything is made", async () => {
    const declarations = await mockEngine();
    const args = { audience: "https://orders.example.com/", grantTypes: ["magic"] };
    const name = "R&D <beta>";
    assert.throws(
      () => new ConsumerApplication("app", { ...args, name, callbackUrl: "/cb" }),
      /have 3 mistakes:.*"app" name must be without.*"app" grantTypes\.0.*"app" callbackUrl/s,
    );
    assert.deepEqual(declarations, []);
  });
});
