#!/usr/bin/env node
// `auth0-wso2-import-list`: prints what is to be imported where a setup is taken over.
"use strict";

const { printImportList } = require("./load.cjs")(
  "dist/importList.cjs",
  "components/commands/importList/run.ts",
);

printImportList(process.argv.slice(2));
