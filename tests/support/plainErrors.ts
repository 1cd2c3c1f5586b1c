import { inspect } from "node:util";
import { Runner } from "mocha";

/**
 * mocha's workers take apart what an error leads to before they send it, in place: functions are deleted. An axios
 * error leads to Node's own modules `http` and `https`, without which nothing works in the tests that come after.
 */
export function withTextsAlone<Thrown>(error: Thrown): Thrown {
  if (!(error instanceof Error)) return error;
  for (const [name, value] of Object.entries(error) as [string, unknown][]) {
    if (typeof value !== "object" && typeof value !== "function") continue;
    const isCompared = name === "actual" || name === "expected";
    Object.defineProperty(
      error,
      name,
      isCompared ? { value: inspect(value) } : { enumerable: false },
    );
  }
  return error;
}

const runner = Runner.prototype as unknown as {
  fail: (test: object, error: unknown, ...more: unknown[]) => void;
};
const fail = runner.fail;
runner.fail = function (test, error, ...more) {
  fail.call(this, test, withTextsAlone(error), ...more);
};
