#!/usr/bin/env node
// `auth0-wso2-import-list`: prints what is to be imported where a setup is taken over.
"use strict";

require("./load.cjs")("dist/importList.cjs", "components/commands/importList/run.ts").main(
  process.argv.slice(2),
);
