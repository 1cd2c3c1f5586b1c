// Each mutant of what runs while modules load takes a process of its own, and tsx a second more for
// each than esbuild.
"use strict";

const { readFileSync } = require("node:fs");
const { transformSync } = require("esbuild");

require.extensions[".ts"] = (module, file) => {
  const { code } = transformSync(readFileSync(file, "utf8"), {
    format: "cjs",
    loader: "ts",
    platform: "node",
    target: "es2022",
  });
  module._compile(code, file);
};

// Stryker lets tests run for ever, and waits half as long again as all of them take before it ends one.
exports.mochaHooks = {
  beforeEach() {
    if (this.currentTest.timeout() === 0) this.currentTest.timeout(30_000);
  },
};
