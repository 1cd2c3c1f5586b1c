import { developerPortalFaults } from "./developerPortalSuite";

developerPortalFaults("changing keys");
