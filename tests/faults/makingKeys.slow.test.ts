import { developerPortalFaults } from "./developerPortalSuite";

developerPortalFaults("making keys");
