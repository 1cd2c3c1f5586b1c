import assert from "node:assert/strict";
import { nearest } from "../../../components/validation/nearest";

describe("the name that was probably meant", () => {
  const known = ["read:roles", "read:rules", "read:users"];

  for (const [given, meant] of [
    ["read:roless", "read:roles"],
    ["read:role", "read:roles"],
    ["raed:users", "read:users"],
    ["read:rulers", "read:rules"],
    ["read:nonsense", undefined],
    ["", undefined],
  ] as const) {
    it(`is ${meant ?? "none"} for "${given}"`, () => {
      assert.equal(nearest(given, known), meant);
    });
  }

  it("is itself where it is known, however many are near", () => {
    assert.equal(nearest("read:rules", known), "read:rules");
  });
});
