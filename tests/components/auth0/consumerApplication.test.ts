import assert from "node:assert/strict";
import { ConsumerApplication } from "../../../components";
import { declared, mockEngine, valueOf } from "../../support/mocks";

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
});
