import { answersAsRecorded } from "../recordedSuite";
import { approvalsApi } from "./approvalsApi";
import { ownersApis } from "./ownersApi";
import { portalApi } from "./portalApi";

answersAsRecorded(portalApi);
answersAsRecorded(approvalsApi);
for (const api of ownersApis) answersAsRecorded(api);
