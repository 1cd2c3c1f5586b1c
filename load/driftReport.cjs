#!/usr/bin/env node
// `auth0-wso2-drift`: tells what is not as it is declared.
"use strict";

const { reportDrift } = require("./load.cjs")(
  "dist/driftReport.cjs",
  "components/commands/driftReport/run.ts",
);

reportDrift(process.argv.slice(2));
