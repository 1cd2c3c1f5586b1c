import assert from "node:assert/strict";
import {
  ifThere,
  isNotFound,
  isServerFault,
  isUncertain,
  Wso2Error,
  type FailureKind,
} from "../../../../components/wso2/client/errors";

type Meaning = "gone" | "uncertain" | "fault" | "refused";

/** What each failure says about the object that was asked for. */
const meanings: [FailureKind, number | undefined, Meaning][] = [
  ["refused", 404, "gone"],
  ["refused", 400, "refused"],
  ["refused", 401, "refused"],
  ["refused", 409, "refused"],
  ["refused", 499, "refused"],
  ["refused", 500, "fault"],
  ["refused", 503, "fault"],
  // A proxy knows nothing about what WSO2 has.
  ["notWso2", 404, "uncertain"],
  ["notWso2", 502, "uncertain"],
  ["noAnswer", undefined, "uncertain"],
  ["unreachable", undefined, "refused"],
];

describe("a failure of WSO2", () => {
  for (const [kind, status, meaning] of meanings) {
    it(`of kind ${kind} with ${status ?? "no answer"} means: ${meaning}`, async () => {
      const error = new Wso2Error("failed", kind, status);
      assert.deepEqual(
        [isNotFound(error), isUncertain(error), isServerFault(error)],
        [meaning === "gone", meaning === "uncertain", meaning === "fault"],
      );
      const answer = ifThere<unknown>(Promise.reject(error));
      if (meaning === "gone") assert.equal(await answer, undefined);
      else await assert.rejects(answer, error);
    });
  }

  it("means nothing where it is another's", () => {
    for (const error of [new Error("404"), undefined, { kind: "refused", status: 404 }]) {
      assert.deepEqual(
        [isNotFound(error), isUncertain(error), isServerFault(error)],
        [false, false, false],
      );
    }
  });
});
