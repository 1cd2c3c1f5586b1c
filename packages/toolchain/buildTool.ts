import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface BuildToolRun {
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly onLine?: (line: string) => void;
}

export interface BuildToolResult {
  readonly succeeded: boolean;
  /** The end of what it printed, both streams together. */
  readonly lastLines: readonly string[];
}

const linesKept = 20;

/** Runs a compiler or package manager to its end; its output is kept for the case that it fails. */
export async function runBuildTool(
  file: string,
  parameters: readonly string[],
  run: BuildToolRun,
): Promise<BuildToolResult> {
  const lastLines: string[] = [];
  const child = spawn(file, parameters, {
    cwd: run.directory,
    env: run.environment,
    signal: run.signal,
    // What Ctrl-C sends: go and npm clean up after themselves on it.
    killSignal: "SIGINT",
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      run.onLine?.(line);
      lastLines.push(line);
      if (lastLines.length > linesKept) lastLines.shift();
    });
  }
  const succeeded = await new Promise<boolean>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve(code === 0);
    });
  });
  return { succeeded, lastLines };
}
