import { inBetween } from "../../support/releases";
import { driftOfFields } from "./driftOfFieldsSuite";

inBetween.forEach(driftOfFields);
