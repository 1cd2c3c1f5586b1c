import { developerPortalFaults } from "./developerPortalSuite";

developerPortalFaults("removing keys");
