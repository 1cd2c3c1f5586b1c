import { spawn } from "node:child_process";
import { exitCodeOf } from "./childProcess";
import { StepFailed } from "./steps";

/** Where and with what a line of a shell runs. */
export interface ShellRun {
  directory: string;
  environment: NodeJS.ProcessEnv;
  interruption: AbortSignal;
}

/** Runs a line of a shell, which must succeed, and gives what it prints; an interruption ends all of it. */
export async function shell(
  line: string,
  { directory, environment, interruption }: ShellRun,
): Promise<string> {
  interruption.throwIfAborted();
  const child = spawn("sh", ["-c", line], {
    cwd: directory,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, with all that the line starts.
    detached: true,
  });
  const stop = () => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
  };
  interruption.addEventListener("abort", stop);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  }
  try {
    const exitCode = await exitCodeOf(child);
    interruption.throwIfAborted();
    if (exitCode !== 0)
      throw new StepFailed(`${line} ended with exit code ${exitCode}:\n${output}`);
    return output;
  } finally {
    interruption.removeEventListener("abort", stop);
  }
}
