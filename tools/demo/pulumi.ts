import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { exitCodeOf } from "./childProcess";
import { QuietOutput } from "./quietOutput";
import type { Screen } from "./screen";

/** Where and with what `pulumi` runs. */
export interface PulumiRun {
  directory: string;
  environment: Record<string, string>;
  interruption: AbortSignal;
  screen: Screen;
}

/** How a run ended. */
export interface PulumiResult {
  exitCode: number;
  /** Everything that Pulumi has printed, also what was not shown. */
  output: string;
}

/** How long Pulumi may take to stop on its own when it is interrupted. */
const stoppingMilliseconds = 15_000;

/** Runs `pulumi`, what it changes shown as it comes, or nothing of its output. */
export async function pulumi(
  { directory, environment, interruption, screen }: PulumiRun,
  args: readonly string[],
  flags: readonly string[] = [],
  shown: "changes" | "hidden" = "changes",
): Promise<PulumiResult> {
  interruption.throwIfAborted();
  screen.line(screen.dim(`$ pulumi ${args.join(" ")}`));
  const color = ["--color", screen.colors ? "always" : "never"];
  const child = spawn("pulumi", [...args, ...flags, ...color, "--non-interactive"], {
    cwd: directory,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    // Out of the terminal's reach: Ctrl-C comes from here, once. A second one makes Pulumi give up.
    detached: process.platform !== "win32",
  });
  const stop = () => {
    screen.line("\nInterrupted: waiting for Pulumi to stop.");
    child.kill("SIGINT");
    void delay(stoppingMilliseconds, undefined, { ref: false }).then(() => child.kill("SIGKILL"));
  };
  interruption.addEventListener("abort", stop);
  const quiet = new QuietOutput();
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      output += `${line}\n`;
      if (interruption.aborted || shown === "hidden") return;
      for (const each of quiet.lines(line)) screen.line(each);
    });
  }
  const stopClock = screen.startClock();
  try {
    const exitCode = await exitCodeOf(child);
    interruption.throwIfAborted();
    for (const each of quiet.end()) screen.line(each);
    return { exitCode, output };
  } finally {
    stopClock();
    interruption.removeEventListener("abort", stop);
  }
}
