// What Pulumi runs in this folder: the program in index.ts.
"use strict";

module.exports = require("./packaging/onDemand.cjs")("index.ts");
