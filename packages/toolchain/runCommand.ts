import { spawn } from "node:child_process";
import { constants } from "node:os";

export const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs a command in this terminal, passes signals on to it, and gives its exit code. */
export async function runCommand(
  command: string,
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  // Listened to before there is a command, which would otherwise outlive a signal in between.
  for (const signal of signals) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the command as well, and Pulumi gives up at once on a second one.
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  const child = spawn(command, parameters, { env: environment, stdio: "inherit" });
  return new Promise((resolve) => {
    child.on("error", (error) => {
      process.stderr.write(`Cannot start ${command}: ${error.message}\n`);
      resolve(127);
    });
    child.on("exit", (code, signal) => {
      resolve(code ?? exitCodeOf(signal));
    });
  });
}

/** What a shell reports for a process that a signal ended. */
export function exitCodeOf(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : constants.signals[signal]);
}
