// Entry of the smoke test: starts it in a process that has of the environment what it needs alone. A
// command of Pulumi inherits everything, the deployer's login and the passphrase of the stack included.
"use strict";

const { spawnSync } = require("node:child_process");
const { join } = require("node:path");

// The login to WSO2, which wins over the request's; Node's own settings, proxies and authorities.
const needed = /^(WSO2_\w+|NODE_\w+|SSL_CERT_\w+|(https?|no|all)_proxy|systemroot)$/i;

const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => needed.test(name)));
const { status } = spawnSync(process.execPath, [join(__dirname, "smokeTestProgram.cjs")], {
  env,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
