import { spawn } from "node:child_process";
import type { Stack } from "../engine/stack";
import { until } from "../support/until";
import { killTree } from "./killTree";

/** Runs `pulumi <args>` and kills it, plugins and all, as soon as `isTime`. */
export async function cutOff(
  { directory, environment }: Stack,
  isTime: () => boolean,
  ...args: string[]
): Promise<void> {
  const child = spawn("pulumi", [...args, "--yes", "--skip-preview", "--non-interactive"], {
    cwd: directory,
    env: { ...process.env, ...environment },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.on("close", resolve));
  await until(() => isTime() || child.exitCode !== null);
  if (child.exitCode !== null) throw new Error(`pulumi ${args.join(" ")} ended before its time`);
  await killTree(child.pid ?? 0);
  await ended;
}
