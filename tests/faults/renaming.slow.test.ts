import { lateFaults, promptFaults } from "./faultTable";
import { renamingFaults } from "./renamingSuite";

renamingFaults(promptFaults);
renamingFaults(lateFaults);
