import { spawn } from "node:child_process";
import { join } from "node:path";

/** Runs `pulumi` in the project's directory, its output shown as it comes, and gives its exit code. */
export function pulumi(environment: Record<string, string>, ...args: string[]): Promise<number> {
  console.log(`\n$ pulumi ${args.join(" ")}`);
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", [...args, "--stack", "sandbox"], {
      cwd: join(__dirname, ".."),
      env: { ...process.env, ...environment },
      stdio: "inherit",
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (signal) reject(new Error(`pulumi ${args.join(" ")} was ended by ${signal}`));
      else resolve(code ?? 1);
    });
  });
}
