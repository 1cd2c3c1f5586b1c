import { promptFaults } from "./faultTable";
import { renamingFaults } from "./renamingSuite";

renamingFaults(promptFaults);
