import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import manifest from "../../package.json";
import { packedTarball, removeTarball } from "../../tools/package/tarball";

const run = promisify(execFile);

describe("the tarball of the package", () => {
  let tarball: string;
  let files: string[];

  before(async () => {
    tarball = await packedTarball();
    const { stdout } = await run("tar", ["--list", "--gzip", "--file", tarball]);
    files = stdout
      .trim()
      .split("\n")
      .map((file) => file.replace(/^package\//, ""));
  });

  after(() => removeTarball());

  it("has what a program needs, and nothing of sandbox, tests, toolchain and sources", () => {
    const isExpected = (file: string) =>
      /^dist\/(?:[\w/]+\.d\.ts|index\.js|(?:driftReport|plugin|providers|smokeTest)\.cjs)$/.test(
        file,
      ) ||
      /^load\/\w+\.cjs$/.test(file) ||
      /^load\/plugin\/(?:index\.js|PulumiPlugin\.yaml|pulumi-resource-[\w-]+|schema\.json)$/.test(
        file,
      ) ||
      ["load/trialAnswers.json", "package.json", "README.md", "CHANGELOG.md", "LICENSE"].includes(
        file,
      );
    assert.deepEqual(
      files.filter((file) => !isExpected(file)),
      [],
    );
    for (const file of [
      "dist/index.js",
      "dist/index.d.ts",
      "dist/providers.cjs",
      "load/plugin/schema.json",
    ]) {
      assert.ok(files.includes(file), file);
    }
  });

  it("is not larger than 256 KiB", async () => {
    const { size } = await stat(tarball);
    assert.ok(size <= 256 * 1024, `${size} bytes`);
  });

  it("has a plugin that can be started", async () => {
    const { stdout } = await run("tar", ["--list", "--verbose", "--gzip", "--file", tarball]);
    assert.match(stdout, /^-rwxr-xr-x .*\/load\/plugin\/pulumi-resource-auth0-wso2-key-manager$/m);
  });

  it("makes nobody install a compiler", () => {
    const installed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    for (const compiler of ["typescript", "ts-node", "esbuild"]) {
      assert.ok(!installed.includes(compiler), compiler);
    }
  });

  it("is as other packages want to find it (publint)", async () => {
    const { buffer } = new Uint8Array(await readFile(tarball));
    const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });

  it("has types for every way in which TypeScript looks for them (attw)", async () => {
    const attw = join(__dirname, "../../node_modules/.bin/attw");
    // The other entries are loaded by processes of Pulumi, never imported.
    await assert.doesNotReject(run(attw, [tarball, "--entrypoints", "."]));
  });
});
