import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * Kills a process and everything that it has started, as a power cut does. Pulumi gives its
 * plugins process groups of their own, so that killing its group would let them work on.
 */
export async function killTree(root: number): Promise<void> {
  const { stdout } = await promisify(execFile)("ps", ["-e", "-o", "pid=,ppid="]);
  const processes = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const doomed = new Set([root]);
  // Children may be listed before their parents.
  for (let size = 0; size < doomed.size;) {
    size = doomed.size;
    for (const [pid = 0, parent = 0] of processes) if (doomed.has(parent)) doomed.add(pid);
  }
  for (const pid of doomed) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}
