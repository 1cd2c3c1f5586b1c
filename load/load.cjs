"use strict";

const { existsSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");

/** Loads what was built, or in the project's own folder, where the sources are, what they say. */
module.exports = function load(built, source) {
  return existsSync(join(root, source))
    ? require("../packaging/onDemand.cjs")(source)
    : require(join(root, built));
};
