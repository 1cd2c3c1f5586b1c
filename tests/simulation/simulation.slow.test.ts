import { losesNothing } from "./livesSuite";

describe("the simulator, for longer", () => {
  losesNothing(9, 200);
  losesNothing(5, 60, true);
});
