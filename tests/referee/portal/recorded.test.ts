import { answersAsRecorded } from "../recordedSuite";
import { portalApi } from "./portalApi";

answersAsRecorded(portalApi);
