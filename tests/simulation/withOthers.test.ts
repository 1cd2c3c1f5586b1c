import { allHold } from "./livesSuite";
import { livesWithOthers } from "./livesWithOthers";

describe("what others decide, and what they hang on ours", () => {
  allHold(livesWithOthers);
});
