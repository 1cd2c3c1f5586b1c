// The component plugin, with which programs in YAML and other languages use the components.
"use strict";

const load = require("../load.cjs");

const { servePlugin } = load("dist/plugin.cjs", "components/commands/plugin/run.ts");

// A program that only asks for the schema does without the components.
const library = () => load("dist/index.js", "components/index.ts");

servePlugin(library, require("./schema.json"), require("../../package.json").version);
