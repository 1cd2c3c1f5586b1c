// `npm run build`: makes `dist`, which the package consists of, from `components`.
"use strict";

const { execFileSync } = require("node:child_process");
const { rmSync } = require("node:fs");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

const root = join(__dirname, "..");
const output = join(root, "dist");

/** The library, and what Pulumi's processes load. */
const parts = {
  "index.js": "components/index.ts",
  "importList.cjs": "components/importList/run.ts",
  "providers.cjs": "components/wso2/dynamic/providers.ts",
  "smokeTest.cjs": "components/smokeTest/run.ts",
};

rmSync(output, { recursive: true, force: true });
for (const [file, source] of Object.entries(parts)) {
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
