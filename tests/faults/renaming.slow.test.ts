import { lateFaults } from "./faultTable";
import { renamingFaults } from "./renamingSuite";

renamingFaults(lateFaults);
