import assert from "node:assert/strict";
import { nameOf } from "../../../../components/wso2/applicationKeys/leftovers";

describe("the name of a client that WSO2's connector makes", () => {
  const nameFor = (owner: string) =>
    nameOf({ application: { applicationId: "1", name: "app", owner }, keyType: "SANDBOX" });

  for (const [owner, name] of [
    ["admin", "adminapp_SANDBOX"],
    ["admin@tenant1.com", "adminapp_SANDBOX"],
    ["bob@mail.com@tenant1.com", "bob@mail.comapp_SANDBOX"],
    ["SECONDARY/bob", "SECONDARY_bobapp_SANDBOX"],
  ] as const) {
    it(`is ${name} for an application of ${owner}`, () => {
      assert.equal(nameFor(owner), name);
    });
  }
});
