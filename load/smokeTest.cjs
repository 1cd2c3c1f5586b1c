// Entry of the process that runs the smoke test, which is plain Node.
"use strict";

require("./load.cjs")("dist/smokeTest.cjs", "components/smokeTest/run.ts").main();
