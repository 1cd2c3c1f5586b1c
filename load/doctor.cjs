#!/usr/bin/env node
// `auth0-wso2-doctor`: asks both servers what can be asked without writing.
"use strict";

const load = require("./load.cjs");

const { doctor } = load("dist/providers.cjs", "components/commands/doctor/run.ts");

doctor(process.argv.slice(2), {
  manifest: require("../package.json"),
  library: () => load("dist/index.js", "components/index.ts"),
});
