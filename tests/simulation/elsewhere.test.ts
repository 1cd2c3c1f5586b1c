import { livesElsewhere } from "./livesElsewhere";
import { allHold } from "./livesSuite";

describe("what a life does not lose to other people and places", () => {
  allHold(livesElsewhere);
});
