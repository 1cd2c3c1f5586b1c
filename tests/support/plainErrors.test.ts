import assert from "node:assert/strict";
import https from "node:https";
import { withTextsAlone } from "./plainErrors";

describe("an error of a test that failed", () => {
  it("leads to nothing that mocha would take apart, and says what it said", () => {
    const error = withTextsAlone(
      Object.assign(new Error("refused"), { request: { https }, code: "E" }),
    );
    assert.deepEqual(Object.entries(error), [["code", "E"]]);
    assert.equal(error.message, "refused");
  });

  it("still tells what was compared", () => {
    const error = new assert.AssertionError({ actual: { https: 1 }, expected: 2 });
    assert.equal(withTextsAlone(error).actual, "{ https: 1 }");
    assert.equal(error.expected, 2);
  });
});
