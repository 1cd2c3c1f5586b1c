import assert from "node:assert/strict";
import { clientNameFor } from "../../../../components/wso2/applicationKeys/conversion";

describe("the name of a client that WSO2's connector makes", () => {
  for (const [owner, name] of [
    ["admin", "adminapp_SANDBOX"],
    ["admin@tenant1.com", "adminapp_SANDBOX"],
    ["bob@mail.com@tenant1.com", "bob@mail.comapp_SANDBOX"],
    ["SECONDARY/bob", "SECONDARY_bobapp_SANDBOX"],
    ["WSO2.TEST/alice@tenant1.com", "WSO2.TEST_aliceapp_SANDBOX"],
    ["PRIMARY/alice", "PRIMARY/aliceapp_SANDBOX"],
    ["primary/alice", "primary/aliceapp_SANDBOX"],
    ["/alice", "/aliceapp_SANDBOX"],
  ] as const) {
    it(`is ${name} for an application of ${owner}`, () => {
      assert.equal(clientNameFor({ name: "app", owner }, "SANDBOX"), name);
    });
  }
});
