import { answersAsRecorded } from "../recordedSuite";
import { ownersApis } from "./ownersApi";
import { portalApi } from "./portalApi";

answersAsRecorded(portalApi);
for (const api of ownersApis) answersAsRecorded(api);
