import assert from "node:assert/strict";
import { generateLife } from "./life/generate";
import { playLife } from "./life/play";
import { losesNothing } from "./livesSuite";

describe("the simulator", () => {
  losesNothing(1, 8);
  losesNothing(1, 4, true);

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
