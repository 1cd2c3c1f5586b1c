import { assertHolds, isRace, livesByHand } from "./livesByHand";

/** One order of calls says little, and three say not all. */
const orders = 30;

describe(`what a life may not lose, in ${orders} orders of its calls`, () => {
  for (const [title, life] of Object.entries(livesByHand).filter(([, life]) => isRace(life))) {
    it(title, () => assertHolds(life, orders));
  }
});
