import { outermost } from "../../../support/releases";
import { everyFieldOnSandbox } from "./everyFieldOnSandbox";

outermost.forEach(everyFieldOnSandbox);
