import assert from "node:assert/strict";
import { isFlawless, liveThrough } from "./cells";
import type { Kind } from "./declaration";
import { Lane } from "./lane";
import { operations } from "./operations";

/**
 * The part of the matrix that every run of the tests goes through; `npm run matrix` does it all, and
 * tests/simulation goes through more than it without the engine.
 */
const chosen: readonly [operation: string, kind: Kind][] = [
  ["logical name changed, without alias", "keyManager"],
  ["yesterday's state restored", "keyManager"],
  ["another administrator: `up` and `destroy`, then `up` at home", "keyManager"],
];

describe("the matrix of ownership, in part, on the real engine", () => {
  let lane: Lane;

  before(async () => {
    lane = await Lane.open();
  });

  after(() => lane.close());

  for (const [title, kind] of chosen) {
    const operation = operations.find((each) => each.title === title);
    it(`loses and orphans nothing: ${title}, ${operation?.on === "stack" ? "all" : kind}`, async () => {
      assert.ok(operation, `There is no operation "${title}".`);
      const flawed = (await liveThrough(lane, operation, kind)).filter((cell) => !isFlawless(cell));
      assert.deepEqual(flawed, []);
    });
  }
});
