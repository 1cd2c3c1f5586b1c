"use strict";

const { existsSync } = require("node:fs");
const { flushCompileCache } = require("node:module");
const { join } = require("node:path");

const root = join(__dirname, "..");

require("./compileCache.cjs");

/** Loads what was built, or in the project's own folder, where the sources are, what they say. */
module.exports = function load(built, source) {
  const loaded = existsSync(join(root, source))
    ? require("../tools/package/onDemand.cjs")(source)
    : require(join(root, built));
  // The engine kills the processes of its plugins, which would keep nothing.
  flushCompileCache?.();
  return loaded;
};
