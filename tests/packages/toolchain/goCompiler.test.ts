import assert from "node:assert/strict";
import { goBuild } from "auth0-wso2-toolchain/goCompiler";
import { TemporaryDirectory } from "./temporaryDirectory";

describe("a build with Go", () => {
  const { PATH } = process.env;
  let machine: TemporaryDirectory;

  beforeEach(() => {
    machine = new TemporaryDirectory();
  });
  afterEach(() => {
    process.env["PATH"] = PATH;
    machine.remove();
  });

  const stagesWith = async (go: string): Promise<string[]> => {
    process.env["PATH"] = machine.executable("go", go);
    const stages: string[] = [];
    const build = {
      sourceDirectory: machine.path,
      package: ".",
      linkerFlags: "",
      outputDirectory: machine.path,
    };
    await goBuild(build, "pulumi", {
      signal: new AbortController().signal,
      reportStage: (stage) => stages.push(stage),
    });
    return stages;
  };

  it("says how many packages are to be compiled, and at which it is", async () => {
    const stages = await stagesWith(
      `if test "$1" = list
      then echo "go: downloading example.com/one v1.0.0" >&2; echo errors; echo example.com/one/v2
      else echo errors >&2; echo example.com/one/v2 >&2
      fi`,
    );
    assert.ok(stages.includes("downloading (1 modules so far)"));
    assert.deepEqual(stages.slice(-3), [
      "compiling (package 0 of 2)",
      "compiling (package 1 of 2)",
      "compiling (package 2 of 2)",
    ]);
  });

  it("does not show the packages before what failed", async () => {
    const failing =
      'test "$1" = list || { echo example.com/one; echo "main.go:1: wrong"; exit 1; }';
    await assert.rejects(stagesWith(failing), /see below, .*\nmain\.go:1: wrong$/);
  });
});
