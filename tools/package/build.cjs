// `npm run build`: makes `dist`, which the package consists of, from `components`. With
// `--workspace auth0-wso2-sandbox` the same for the sandbox's package.
"use strict";

const { execFileSync } = require("node:child_process");
const { copyFileSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

/** What each package consists of, by its folder. */
const packages = {
  /** The library, and what Pulumi's processes load. */
  ".": {
    "index.js": "components/index.ts",
    "importList.cjs": "components/commands/importList/run.ts",
    "providers.cjs": "components/wso2/providers.ts",
    "smokeTest.cjs": "components/smokeTest/run.ts",
  },
  /** The library, and the command. */
  "packages/sandbox": {
    "index.js": "index.ts",
    "cli.js": "cli.ts",
  },
};

const project = join(__dirname, "../..");
const [folder = "."] = process.argv.slice(2);
const root = join(project, folder);
const output = join(root, "dist");

rmSync(output, { recursive: true, force: true });
for (const [file, source] of Object.entries(packages[folder])) {
  buildSync({
    ...require("./bundle.cjs"),
    absWorkingDir: root,
    entryPoints: [source],
    outfile: join(output, file),
  });
}
const compiler = require.resolve("typescript/bin/tsc");
execFileSync(process.execPath, [compiler, "--project", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
// npm adds the licence of the folder that it packs, and a workspace's is the project's.
if (root !== project) copyFileSync(join(project, "LICENSE"), join(output, "LICENSE"));
