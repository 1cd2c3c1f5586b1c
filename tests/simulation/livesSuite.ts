import assert from "node:assert/strict";
import { generateLife } from "./life/generate";
import { playLife } from "./life/play";
import { shrink } from "./life/shrink";
import { describeFailure } from "./report";

export function losesNothing(first: number, last: number): void {
  it(`loses nothing in the lives ${first} to ${last}`, async () => {
    for (let seed = first; seed <= last; seed += 1) {
      const life = generateLife(seed);
      const played = await playLife(life);
      const { violation } = played;
      if (violation === undefined) continue;
      assert.fail(describeFailure(await shrink({ life, violation, played }), seed));
    }
  });
}
