import type { ChildProcess } from "node:child_process";
import { get } from "node:https";

/** What a sandbox has printed when it is ready; its process writes to pipes. */
export function untilReady(child: ChildProcess): Promise<string> {
  let output = "";
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (data: Buffer) => {
        output += data.toString();
        if (output.includes("Ctrl-C ends the sandbox")) resolve(output);
      });
    }
    child.on("error", reject);
    child.on("close", () => {
      reject(new Error(`The sandbox ended before it was ready: ${output}`));
    });
  });
}

/** The exit code; null for a process that a signal ended. */
export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.on("close", resolve);
  });
}

export async function killed(child: ChildProcess): Promise<void> {
  const end = ended(child);
  child.kill("SIGKILL");
  await end;
}

/** @param ca the one authority that is trusted */
export function statusOf(url: string, ca: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject);
  });
}
