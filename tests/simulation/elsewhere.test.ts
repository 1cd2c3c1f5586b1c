import { assertHolds, isRace } from "./directed";
import { livesElsewhere } from "./livesElsewhere";

describe("what a life does not lose to other people and places", () => {
  for (const [title, life] of Object.entries(livesElsewhere)) {
    it(title, () => assertHolds(life, isRace(life) ? 3 : 1));
  }
});
