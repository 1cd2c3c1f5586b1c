import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const program = join(__dirname, "../../../../load/driftReport.cjs");

describe("the command of the drift report", () => {
  const directory = mkdtempSync(join(tmpdir(), "drift-"));

  after(() => {
    rmSync(directory, { recursive: true });
  });

  /** Runs it with a `pulumi` that writes and ends with what it once has. */
  const report = (situation: string, code: number, ...args: string[]) => {
    const recording = join(__dirname, "recordings", `${situation}-full.jsonl`);
    const script = `#!/bin/sh\ncat '${recording}'\nexit ${code}\n`;
    writeFileSync(join(directory, "pulumi"), script, { mode: 0o755 });
    const path = [directory, process.env["PATH"]].join(delimiter);
    return spawnSync(process.execPath, ["-r", require.resolve("tsx/cjs"), program, ...args], {
      ...{ cwd: directory, encoding: "utf8" },
      env: { ...process.env, PATH: path },
    });
  };

  it("writes a page beside another format, and ends with Pulumi's exit code", () => {
    const { status, stdout } = report("mixed", 7, "--format", "markdown", "--page", "drift.html");
    assert.equal(status, 7);
    assert.match(stdout, /^### `Stack lab`: 3 changes, 1 in Auth0, 2 in WSO2\n/);
    const page = readFileSync(join(directory, "drift.html"), "utf8");
    assert.match(
      page,
      /^<!doctype html>\n[^]*<p>3 changes, 1 in Auth0, 2 in WSO2\.<\/p>[^]*<\/html>\n$/,
    );
    assert.equal(report("mixed", 7, "--format", "html").stdout, page);
  });

  it("writes the page where there is nothing to say, too, and nothing else", () => {
    const { status, stdout } = report("nothing", 0, "--page", "nothing.html");
    assert.deepEqual([status, stdout], [0, ""]);
    assert.match(readFileSync(join(directory, "nothing.html"), "utf8"), /<p>no changes\.<\/p>/);
  });

  it("does not take what others have decided for the change with which Pulumi ends", () => {
    const { status, stdout } = report("blocked", 7);
    assert.equal(status, 7);
    assert.match(stdout, /Failed.*pulumi ended with 7/s);
  });

  it("prints the report though the page cannot be written", () => {
    const { status, stdout, stderr } = report("mixed", 7, "--page", "nowhere/drift.html");
    assert.equal(status, 7);
    assert.match(stdout, /3 changes/);
    assert.match(stderr, /The page could not be written: .*nowhere/);
    assert.equal(report("nothing", 0, "--page", "nowhere/drift.html").status, 2);
  });
});
