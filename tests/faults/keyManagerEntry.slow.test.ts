import { keyManagerFaults } from "./keyManagerSuite";

keyManagerFaults("entry");
