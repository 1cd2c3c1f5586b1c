import assert from "node:assert/strict";
import { generateLife } from "./life/generate";
import { playLife } from "./life/play";
import { shrink } from "./life/shrink";
import { describeFailure } from "./report";

const lives = 60;

describe("the simulator", () => {
  it(`loses nothing in ${lives} lives`, async () => {
    for (let seed = 1; seed <= lives; seed += 1) {
      const life = generateLife(seed);
      const played = await playLife(life);
      const { violation } = played;
      if (violation === undefined) continue;
      assert.fail(describeFailure(await shrink({ life, violation, played }), seed));
    }
  });

  it("plays the same life for the same seed", async () => {
    for (const seed of [3, 5, 12]) {
      const [once, again] = [
        await playLife(generateLife(seed)),
        await playLife(generateLife(seed)),
      ];
      assert.deepEqual(again.story, once.story);
      assert.equal(again.calls, once.calls);
    }
  });
});
