// What Pulumi runs in this folder: the program in index.ts.
"use strict";

module.exports = require("./tools/package/onDemand.cjs")("index.ts");
