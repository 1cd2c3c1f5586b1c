import { keyManagerFaults } from "./keyManagerSuite";

keyManagerFaults("nothing");
