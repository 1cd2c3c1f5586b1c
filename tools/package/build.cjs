// `npm run build`: makes `dist`, which the package consists of, from `components`. With
// `--prefix packages/sandbox` the same for the sandbox's package.
"use strict";

const { execFileSync } = require("node:child_process");
const { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { buildSync } = require("esbuild");

/** What each package consists of, by its folder: files, each of one source or of several. */
const packages = {
  /** The library, what Pulumi's processes load, and commands. Three of them know WSO2 as the providers do. */
  ".": {
    "index.js": ["components/index.ts"],
    "providers.cjs": [
      "components/wso2/providers.ts",
      "components/commands/doctor/run.ts",
      "components/commands/importList/run.ts",
      "components/commands/trial/run.ts",
    ],
    "driftReport.cjs": ["components/commands/driftReport/run.ts"],
    "smokeTest.cjs": ["components/smokeTest/run.ts"],
    "plugin.cjs": ["components/commands/plugin/run.ts"],
  },
  /** The library, and the command. */
  "packages/sandbox": {
    "index.js": ["index.ts"],
    "cli.js": ["cli.ts"],
  },
};

const project = join(__dirname, "../..");
const [folder = "."] = process.argv.slice(2);
const root = join(project, folder);
const output = join(root, "dist");

rmSync(output, { recursive: true, force: true });
for (const [file, sources] of Object.entries(packages[folder])) {
  buildSync({
    ...require("./bundle.cjs"),
    absWorkingDir: root,
    ...(sources.length === 1
      ? { entryPoints: sources }
      : { stdin: { contents: allOf(sources), resolveDir: root } }),
    outfile: join(output, file),
  });
}

const compiler = require.resolve("typescript/bin/tsc");
execFileSync(process.execPath, [compiler, "--project", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
removeUnreachableTypes(output);
// npm adds the licence of the folder that it packs, and the sandbox's is the project's.
if (root !== project) copyFileSync(join(project, "LICENSE"), join(output, "LICENSE"));

/** Types that no importer can come by: the compiler writes those of every source. */
function removeUnreachableTypes(directory) {
  const reached = new Set();
  const reach = (file) => {
    if (!existsSync(file) || reached.has(file)) return;
    reached.add(file);
    for (const [, path] of readFileSync(file, "utf8").matchAll(/["'](\.{1,2}(?:\/[^"']*)?)["']/g)) {
      const target = join(dirname(file), path);
      reach(`${target}.d.ts`);
      reach(join(target, "index.d.ts"));
    }
  };
  reach(join(directory, "index.d.ts"));
  for (const file of readdirSync(directory, { recursive: true })) {
    const path = join(directory, file);
    if (file.endsWith(".d.ts") && !reached.has(path)) rmSync(path);
  }
}

/** What a file has that is of several sources. */
function allOf(sources) {
  return sources.map((source) => `export * from "./${source}";`).join("\n");
}
