import { developerPortalFaults } from "./developerPortalSuite";

developerPortalFaults("subscriptions");
