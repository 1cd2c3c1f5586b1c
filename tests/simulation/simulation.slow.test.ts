import { losesNothing } from "./livesSuite";

describe("the simulator, for longer", () => {
  losesNothing(21, 200);
});
