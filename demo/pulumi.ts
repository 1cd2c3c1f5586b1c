import { spawn } from "node:child_process";
import { join } from "node:path";

/** Runs `pulumi` in the project's directory, its output shown as it comes, and gives its exit code. */
export function pulumi(
  environment: Record<string, string>,
  interruption: AbortSignal,
  args: string[],
): Promise<number> {
  interruption.throwIfAborted();
  console.log(`\n$ pulumi ${args.join(" ")}`);
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", [...args, "--stack", "sandbox"], {
      cwd: join(__dirname, ".."),
      env: { ...process.env, ...environment },
      stdio: "inherit",
    });
    const interrupt = () => {
      // A terminal sends Ctrl-C to every process in it; a second one would cut Pulumi off.
      if (!process.stdin.isTTY) child.kill("SIGINT");
    };
    interruption.addEventListener("abort", interrupt);
    child.on("error", reject);
    child.on("close", (code) => {
      interruption.removeEventListener("abort", interrupt);
      if (interruption.aborted) reject(interruption.reason as Error);
      else resolve(code ?? 1);
    });
  });
}
