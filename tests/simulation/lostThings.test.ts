import { livesByHand } from "./livesByHand";
import { allHold } from "./livesSuite";

describe("what a life may not lose", () => {
  allHold(livesByHand);
});
