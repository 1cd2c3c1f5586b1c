import { adminApis } from "./adminApi";
import { answersAsRecorded } from "./recordedSuite";

for (const api of adminApis) answersAsRecorded(api);
