// What the process of the smoke test runs. It is plain Node, so this file makes it read
// TypeScript: what runs is always the source, never something compiled earlier.
"use strict";

require("ts-node/register/transpile-only");

require("./run.ts").main();
