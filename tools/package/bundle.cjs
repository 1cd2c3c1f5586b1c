"use strict";

/**
 * What esbuild does with each part: one file of plain JavaScript, packages left outside.
 *
 * @type {import("esbuild").BuildOptions}
 */
module.exports = {
  bundle: true,
  packages: "external",
  platform: "node",
  format: "cjs",
  target: "node22",
  logLevel: "silent",
};
