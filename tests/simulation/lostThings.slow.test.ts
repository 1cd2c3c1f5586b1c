import { assertHolds, isRace } from "./directed";
import { livesByHand } from "./livesByHand";
import { livesElsewhere } from "./livesElsewhere";

/** One order of calls says little, and three say not all. */
const orders = 30;

describe(`what a life may not lose, in ${orders} orders of its calls`, () => {
  const lives = Object.entries({ ...livesByHand, ...livesElsewhere });
  for (const [title, life] of lives.filter(([, life]) => isRace(life))) {
    it(title, () => assertHolds(life, orders));
  }
});
