import { livesByHand } from "./livesByHand";
import { livesElsewhere } from "./livesElsewhere";
import { allHold } from "./livesSuite";

/** One order of calls says little, and three say not all. */
const orders = 30;

describe(`what a life may not lose, in ${orders} orders of its calls`, () => {
  const lives = Object.entries({ ...livesByHand, ...livesElsewhere });
  allHold(Object.fromEntries(lives.filter(([, { world }]) => world.isSlow)), orders);
});
