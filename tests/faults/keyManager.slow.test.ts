import { lateFaults } from "./faultTable";
import { keyManagerFaults } from "./keyManagerSuite";

keyManagerFaults("nothing", lateFaults);
keyManagerFaults("entry", lateFaults);
