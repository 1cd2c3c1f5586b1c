// Lets Node keep what it has compiled, SDK and library included, beside the installed packages. Required
// before all others where that can be said (Pulumi.yaml); a folder that cannot be written does no harm.
"use strict";

const { existsSync } = require("node:fs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");
const { setFlagsFromString } = require("node:v8");

const own = join(__dirname, "../node_modules");
const modules = existsSync(own) ? own : join(__dirname, "../..");

// The SDK sets this flag while a program loads it, and what was compiled with other flags is refused.
const program = join("@pulumi", "pulumi", "cmd", "run", "index.js");
if (process.argv[1]?.endsWith(program)) setFlagsFromString("--allow-natives-syntax");
// Node.js before 22 has none of it.
enableCompileCache?.(join(modules, ".cache/auth0-wso2-key-manager/v8"));
