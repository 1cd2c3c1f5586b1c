import { spawn } from "node:child_process";

/** What a script of a job ended with. */
export interface ScriptResult {
  code: number;
  /** What stands in the log of the job. */
  log: string;
}

/** Runs a text with bash. */
export function runScript(
  script: string,
  options: readonly string[],
  directory: string,
  environment: NodeJS.ProcessEnv,
): Promise<ScriptResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", [...options, "-c", script], {
      cwd: directory,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let log = "";
    const collect = (chunk: Buffer) => (log += chunk.toString());
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code: code ?? -1, log });
    });
  });
}
