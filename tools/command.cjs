// `node tools/command.cjs <file> [args…]`: runs a command of this folder. Where the machine lacks something,
// the toolchain runs it, which takes longer to start.
"use strict";

const { runMain } = require("node:module");
const { join } = require("node:path");

const { hasAll } = require("./package/onDemand.cjs")("packages/toolchain/machine.ts");

const toolchain = join(__dirname, "../packages/toolchain/run.ts");

process.argv.splice(1, 1);
if (!hasAll()) {
  require("tsx/cjs");
  process.argv.splice(1, 0, toolchain, "--if-there", "node");
}
runMain();
