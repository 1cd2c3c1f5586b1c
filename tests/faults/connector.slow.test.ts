import { developerPortalFaults } from "./developerPortalSuite";

developerPortalFaults("connector");
