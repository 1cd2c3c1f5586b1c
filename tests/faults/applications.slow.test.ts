import { developerPortalFaults } from "./developerPortalSuite";

developerPortalFaults("applications");
