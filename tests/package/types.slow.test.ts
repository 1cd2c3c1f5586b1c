import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import manifest from "../../package.json";
import { removeTarball } from "../../tools/package/tarball";
import { Installation } from "./installation";

const run = promisify(execFile);

/** Of each compiler, its oldest and its newest way to look for modules, and those between. */
const compilers: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "5.9.3": [
    // Without it zod's own types do not compile.
    ["--module", "commonjs", "--moduleResolution", "node10", "--esModuleInterop"],
    ["--module", "node16"],
    ["--module", "esnext", "--moduleResolution", "bundler"],
  ],
  [manifest.devDependencies.typescript]: [
    ["--module", "commonjs", "--moduleResolution", "node10", "--ignoreDeprecations", "6.0"],
    ["--module", "node16"],
    ["--module", "node20"],
    ["--module", "esnext", "--moduleResolution", "bundler"],
  ],
};

const program = `
import * as components from "auth0-wso2-key-manager";
export const { Auth0KeyManager } = components;
`;

describe("the types of the package, none of them left out of the check", () => {
  let installation: Installation;

  before(async () => {
    installation = await Installation.create();
    await installation.addProgram(".", { "index.ts": program });
    await installation.install();
    const packages = Object.keys(compilers).map(
      (version) => `ts-${version}@npm:typescript@${version}`,
    );
    const options = ["--prefer-offline", "--ignore-scripts", "--no-save"];
    await run("npm", ["install", ...options, ...packages], { cwd: installation.directory });
  });

  after(async () => {
    await installation.remove();
    await removeTarball();
  });

  for (const [version, settings] of Object.entries(compilers)) {
    for (const options of settings) {
      it(`compile under TypeScript ${version} with ${options.join(" ")}`, async () => {
        const compiler = join(installation.directory, `node_modules/ts-${version}/bin/tsc`);
        const usual = ["--noEmit", "--strict", "--skipLibCheck", "false", "--target", "es2022"];
        const files = ["--types", "node", "index.ts"];
        // A rejection has what the compiler printed on standard output alone.
        const { stdout } = await run(process.execPath, [compiler, ...usual, ...options, ...files], {
          cwd: installation.directory,
        }).catch((error: unknown) => error as { stdout: string });
        if (stdout !== "") throw new Error(stdout);
      });
    }
  }
});
