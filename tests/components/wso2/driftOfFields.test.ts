import { outermost } from "../../support/releases";
import { driftOfFields } from "./driftOfFieldsSuite";

outermost.forEach(driftOfFields);
