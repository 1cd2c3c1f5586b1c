import { developerPortalFaults } from "./developerPortalSuite";

developerPortalFaults("reading keys");
