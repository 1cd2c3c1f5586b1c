#!/usr/bin/env node
// `auth0-wso2-trial`: the life of a stack on servers of one's own, of which nothing is left.
"use strict";

const { dirname, join } = require("node:path");

const { trial } = require("./load.cjs")("dist/providers.cjs", "components/commands/trial/run.ts");

trial(process.argv.slice(2), {
  code: join(__dirname, ".."),
  modules: dirname(dirname(dirname(require.resolve("@pulumi/pulumi/package.json")))),
  known: () => require("./trialAnswers.json"),
});
