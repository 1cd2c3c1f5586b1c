import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { sandboxForTests } from "../support/sandboxForTests";
import { until } from "../support/until";

const command = join(__dirname, "../../load/trial.cjs");

describe("a trial, on the real engine", () => {
  const sandbox = sandboxForTests();
  let home: string;
  let environment: Record<string, string>;
  let calls = 0;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), "auth0-wso2-trial-"));
    environment = { ...(await environmentFor(sandbox, home)), HOME: home };
    new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
  });

  after(() => rm(home, { recursive: true, force: true }));

  const callsSoFar = () => sandbox.auth0.requests.all.length + sandbox.wso2.requests.all.length;

  /** Runs the command; as soon as it is time, it is stopped by `end`. */
  const run = async (
    options: string[],
    isTime = () => false,
    end: (pid: number) => unknown = () => undefined,
  ) => {
    const servers = ["--yes-write-to", sandbox.wso2.url, sandbox.auth0.domain];
    const child = spawn(process.execPath, [command, ...servers, ...options], {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      // A session of its own, in which Pulumi and its plugins are, too.
      detached: true,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const exitCode = new Promise<number | null>((resolve) => child.on("close", resolve));
    const hasEnded = () => child.exitCode !== null;
    await until(() => hasEnded() || isTime());
    if (!hasEnded()) await end(child.pid ?? 0);
    return { exitCode: await exitCode, output };
  };

  const assertNothingIsLeft = async () => {
    const dashboard = new Auth0Dashboard(sandbox);
    const left = [
      await dashboard.clients(),
      await dashboard.apis(),
      await dashboard.grants(),
      await new AdminPortal(sandbox).keyManagers(),
      await new DeveloperPortal(sandbox).applications(),
    ];
    assert.deepEqual(left.flat(), []);
  };
  /** Kills the command, and with it, or not, what it has started: Pulumi, in a session of its own. */
  const kill = (isAlone: boolean) => async (pid: number) => {
    const folders = join(home, ".auth0-wso2-trials");
    const [name = ""] = await readdir(folders);
    const journal = await readFile(join(folders, name, "trial.json"), "utf8");
    const { processes } = JSON.parse(journal) as { processes: number[] };
    process.kill(pid, "SIGKILL");
    const engine = String(processes.at(-1));
    if (!isAlone)
      await promisify(execFile)("pkill", ["-KILL", "-s", engine]).catch(() => undefined);
  };

  it("proves the whole life, calls included, leaves nothing, and shows no secret", async () => {
    const before = callsSoFar();
    const gatewayUrl = `${sandbox.wso2.gatewayUrl}/orders/1.0.0/orders`;
    const { exitCode, output } = await run(["--api", "Orders/1.0.0", "--gateway-url", gatewayUrl]);
    calls = callsSoFar() - before;
    assert.equal(exitCode, 0, output);
    const steps = [...output.matchAll(/^ok {6}(\d+)\/\d+ /gm)].map(([, number]) => Number(number));
    assert.deepEqual(steps, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.match(output, /^Nothing of trial-[0-9a-f]{12} is left\.$/m);
    // If not: npm run trial-answers.
    assert.match(output, /^The answers to \d+ kinds of calls look like .* \(WSO2 4\.7\)\.$/m);
    await assertNothingIsLeft();
    for (const secret of ["AUTH0_CLIENT_SECRET", "WSO2_PASSWORD"]) {
      assert.ok(!output.includes(environment[secret] ?? ""), secret);
    }
  });

  it("cleans up after one that was killed, with all that it had started or without", async () => {
    for (const [index, part] of [0.35, 0.75].entries()) {
      const moment = callsSoFar() + Math.floor(calls * part);
      const { output } = await run([], () => callsSoFar() >= moment, kill(index % 2 === 0));
      const [name = ""] = /trial-[0-9a-f]{12}/.exec(output) ?? [];
      const cleaned = await run(["--clean"]);
      assert.match(
        cleaned.output,
        new RegExp(`^(Pulumi still runs .*\n)?Nothing of ${name} is left\\.\n$`),
      );
      assert.equal(cleaned.exitCode, 0);
      await assertNothingIsLeft();
    }
  });

  it("stops Pulumi and cleans up when it is interrupted", async () => {
    const moment = callsSoFar() + Math.floor(calls * 0.3);
    const interrupt = (pid: number) => void process.kill(pid, "SIGINT");
    const { exitCode, output } = await run([], () => callsSoFar() >= moment, interrupt);
    assert.match(
      output,
      /^Interrupted\. .*\nfailed {2}\d\/9 .*\nIt was interrupted\.\nNothing of .* is left\.$/m,
    );
    assert.equal(exitCode, 1);
    await assertNothingIsLeft();
  });
});
