import { developerPortalFaults } from "./developerPortalSuite";
import { lateFaults } from "./faultTable";

developerPortalFaults("applications", lateFaults);
developerPortalFaults("making keys", lateFaults);
developerPortalFaults("reading keys", lateFaults);
developerPortalFaults("changing keys", lateFaults);
developerPortalFaults("removing keys", lateFaults);
developerPortalFaults("subscriptions", lateFaults);
