import { livesAfterLoss } from "./livesAfterLoss";
import { allHold } from "./livesSuite";

describe("a life after its state was lost", () => {
  allHold(livesAfterLoss);
});
