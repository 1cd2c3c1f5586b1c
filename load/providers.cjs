// Entry of the process that runs dynamic providers, which is plain Node.
"use strict";

module.exports = require("./load.cjs")("dist/providers.cjs", "components/wso2/providers.ts");
