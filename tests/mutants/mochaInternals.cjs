// Mocha 12 has its insides in .cjs files, which the runner of Stryker 10.0 asks for without their
// ending: https://github.com/stryker-mutator/stryker-js/pull/6205
"use strict";

require.extensions[".cjs"] ??= require.extensions[".js"];
