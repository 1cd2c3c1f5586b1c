// Lets Node keep what it has compiled, SDK and library included, beside the installed packages. Required
// before all others where that can be said (Pulumi.yaml); a folder that cannot be written does no harm.
"use strict";

const { existsSync } = require("node:fs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");

const own = join(__dirname, "../node_modules");
const modules = existsSync(own) ? own : join(__dirname, "../..");

enableCompileCache(join(modules, ".cache/auth0-wso2-key-manager/v8"));
