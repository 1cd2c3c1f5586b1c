// Lets plain Node run this folder's TypeScript: compiled when it is asked for, and again when the
// content of a file that went into it has changed.
"use strict";

const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "../..");
const cache = join(root, "node_modules/.cache/auth0-wso2-key-manager");

/** Loads a file of this folder, by its path from the root. */
module.exports = function load(source) {
  const record = join(cache, `${source.replaceAll("/", "-")}.json`);
  return require(join(cache, upToDate(record) ?? compile(source, record)));
};

/** The name of the bundle that was made last, if the files that went into it are the same. */
function upToDate(record) {
  try {
    const { bundle, inputs } = JSON.parse(readFileSync(record, "utf8"));
    const isSame = inputs.every(([file, digest]) => digestOfFile(file) === digest);
    return isSame && existsSync(join(cache, bundle)) ? bundle : undefined;
  } catch {
    return undefined;
  }
}

function compile(source, record) {
  const { metafile, outputFiles } = esbuild().buildSync({
    ...require("./bundle.cjs"),
    absWorkingDir: root,
    entryPoints: [source],
    metafile: true,
    sourcemap: "inline",
    write: false,
  });
  const { contents } = outputFiles[0];
  // Named by its content, so that nobody who is about to load it gets a later one.
  const bundle = `${digestOf(contents)}.cjs`;
  const files = [...Object.keys(metafile.inputs), "tools/package/bundle.cjs", "package.json"];
  const inputs = files.map((file) => [file, digestOfFile(file)]);
  mkdirSync(cache, { recursive: true });
  put(join(cache, bundle), contents);
  put(record, JSON.stringify({ bundle, inputs }));
  return bundle;
}

function esbuild() {
  try {
    return require("esbuild");
  } catch {
    throw new Error(
      `esbuild, which compiles this project, is not installed: run npm ci --include=dev in ${root}.`,
    );
  }
}

const digestOf = (content) => createHash("sha256").update(content).digest("hex").slice(0, 32);
const digestOfFile = (file) => digestOf(readFileSync(join(root, file)));

/** In one step: others read while this is written. */
function put(file, content) {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, file);
}
