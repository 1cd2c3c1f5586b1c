import type { ChildProcess } from "node:child_process";

/** The exit code of a process that was started; 1 for one that a signal ended. */
export function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve(code ?? 1);
    });
  });
}
