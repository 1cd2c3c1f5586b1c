// What the process of the smoke test runs, which is plain Node.
"use strict";

require("./load.cjs")("dist/smokeTest.cjs", "components/smokeTest/run.ts").runSmokeTest();
