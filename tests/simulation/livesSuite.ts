import assert from "node:assert/strict";
import { assertHolds } from "./directed";
import { generateLife } from "./life/generate";
import type { Life } from "./life/life";
import { playLife } from "./life/play";
import { shrink } from "./life/shrink";
import { describeFailure } from "./report";

/** Calls race each other in some, in an order that a seed tells. */
export function allHold(lives: Readonly<Record<string, Life>>, orders = 3): void {
  for (const [title, life] of Object.entries(lives)) {
    it(title, () => assertHolds(life, life.world.isSlow ? orders : 1));
  }
}

export function losesNothing(first: number, last: number, withTeams = false): void {
  it(`loses nothing in the lives ${first} to ${last}${withTeams ? " of a platform and its teams" : ""}`, async () => {
    for (let seed = first; seed <= last; seed += 1) {
      const life = generateLife(seed, withTeams);
      const played = await playLife(life);
      const { violation } = played;
      if (violation === undefined) continue;
      assert.fail(describeFailure(await shrink({ life, violation, played }), seed));
    }
  });
}
