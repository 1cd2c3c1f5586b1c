import { losesNothing } from "./livesSuite";

describe("the simulator, for longer", () => {
  losesNothing(9, 200);
});
