import { inBetween } from "../../../support/releases";
import { everyFieldOnSandbox } from "./everyFieldOnSandbox";

inBetween.forEach(everyFieldOnSandbox);
