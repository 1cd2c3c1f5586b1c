import { assertHolds, isRace } from "./directed";
import { livesByHand } from "./livesByHand";

describe("what a life may not lose", () => {
  for (const [title, life] of Object.entries(livesByHand)) {
    it(title, () => assertHolds(life, isRace(life) ? 3 : 1));
  }
});
