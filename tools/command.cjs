// `node tools/command.cjs <file> [args…]`: runs a command of this folder. Where the machine lacks something,
// the toolchain runs it, which takes longer to start.
"use strict";

const { runMain } = require("node:module");
const { join, resolve } = require("node:path");

if (process.argv[2] === undefined) {
  process.stderr.write("usage: node tools/command.cjs <file> [args…]\n");
  process.exit(2);
}

const { hasAll } = require("./package/onDemand.cjs")("packages/toolchain/machine.ts");

const toolchain = join(__dirname, "../packages/toolchain/run.ts");

process.argv.splice(1, 1);
// As Node.js does with the file that it is started with.
process.argv[1] = resolve(process.argv[1]);
if (!hasAll()) {
  // The toolchain may bring another one, which is not what the user's own pulumi runs with.
  process.env.AUTH0_WSO2_STARTED_WITH = process.versions.node;
  require("tsx/cjs");
  process.argv.splice(1, 0, toolchain, "--if-there", "node");
}
runMain();
