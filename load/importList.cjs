#!/usr/bin/env node
// `auth0-wso2-import-list`: writes down what is to be imported where a setup is taken over.
"use strict";

const { writeImportList } = require("./load.cjs")(
  "dist/providers.cjs",
  "components/commands/importList/run.ts",
);

writeImportList(process.argv.slice(2));
