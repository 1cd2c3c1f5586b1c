import assert from "node:assert/strict";
import { mock } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Waiting } from "../../../../components/wso2/provider/patience";

describe("waiting for something", () => {
  let waited: number;

  beforeEach(() => {
    waited = 0;
    mock.timers.enable({ apis: ["setTimeout", "Date"] });
  });

  afterEach(() => {
    mock.timers.reset();
  });

  const patience = { budget: 1_000, firstPause: 100, longestPause: 300 };

  /** Milliseconds of the next pause; nothing where there is none. */
  const pauseOf = async (waiting: Waiting): Promise<number | undefined> => {
    const begun = Date.now();
    const state = { isOver: false };
    const going = waiting.goesOn().finally(() => {
      state.isOver = true;
    });
    for (;;) {
      await setImmediate();
      if (state.isOver) break;
      mock.timers.tick(10);
      waited += 10;
    }
    return (await going) ? Date.now() - begun : undefined;
  };

  it("takes pauses that grow up to the longest, and no more than its budget", async () => {
    const waiting = new Waiting("it is there", patience);
    const pauses: (number | undefined)[] = [];
    for (let index = 0; index < 6; index += 1) pauses.push(await pauseOf(waiting));
    assert.deepEqual(pauses, [100, 200, 300, 300, undefined, undefined]);
    assert.equal(waited, 900);
  });

  it("waits to the very end of its budget", async () => {
    assert.equal(await pauseOf(new Waiting("it is there", { ...patience, budget: 100 })), 100);
    assert.equal(await pauseOf(new Waiting("it is there", { ...patience, budget: 99 })), undefined);
  });

  it("tries its remedy once, when half of the budget is used up", async () => {
    const tried: number[] = [];
    const waiting = new Waiting("it is there", patience, () => {
      tried.push(waited);
      return Promise.resolve();
    });
    while ((await pauseOf(waiting)) !== undefined);
    assert.deepEqual(tried, [600]);
  });
});
