import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import { TemporaryDirectory } from "./temporaryDirectory";

describe("running a command with the toolchain", () => {
  let machine: TemporaryDirectory;

  beforeEach(() => {
    machine = new TemporaryDirectory();
  });
  afterEach(() => {
    machine.remove();
  });

  function run(...command: string[]): ChildProcess {
    const pulumi = machine.executable("pulumi", "echo the pulumi of this machine");
    return spawn(
      process.execPath,
      ["-r", "tsx/cjs", join(__dirname, "../../../packages/toolchain/run.ts"), ...command],
      {
        cwd: join(__dirname, "../../.."),
        env: { ...process.env, PATH: [pulumi, process.env["PATH"]].join(delimiter) },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
  }

  async function ended(child: ChildProcess): Promise<{ exitCode: number; output: string }> {
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (data: Buffer) => (output += data.toString()));
    }
    const [exitCode] = (await once(child, "close")) as [number];
    return { exitCode, output };
  }

  it("uses the pulumi of the machine and adds nothing to its output", async () => {
    assert.deepEqual(await ended(run("pulumi")), {
      exitCode: 0,
      output: "the pulumi of this machine\n",
    });
  });

  it("finds the commands of the project's packages", async () => {
    assert.match((await ended(run("mocha", "--version"))).output, /^\d+\.\d+\.\d+\n$/);
  });

  it("lets every Node.js that the command starts keep what it compiles", async () => {
    const { output } = await ended(
      run("node", "-p", "require('node:module').getCompileCacheDir()"),
    );
    assert.match(output, /node_modules.\.cache.auth0-wso2-key-manager.v8/);
  });

  it("passes the exit code on", async () => {
    assert.equal((await ended(run("sh", "-c", "exit 7"))).exitCode, 7);
  });

  it("says so where there is no such command", async () => {
    const { exitCode, output } = await ended(run("no-such-command"));
    assert.equal(exitCode, 127);
    assert.match(output, /^Cannot start no-such-command/);
  });

  it("passes signals on and waits for the command to finish", async () => {
    const child = run(
      "sh",
      "-c",
      "trap 'echo tidied; exit 5' TERM; echo ready; while :; do sleep 0.1; done",
    );
    const end = ended(child);
    await once(child.stdout as NodeJS.ReadableStream, "data");
    child.kill("SIGTERM");
    assert.deepEqual(await end, { exitCode: 5, output: "ready\ntidied\n" });
  });

  it("reports a command that a signal ended as a shell does", async () => {
    assert.equal((await ended(run("sh", "-c", "kill -KILL $$"))).exitCode, 137);
  });
});
