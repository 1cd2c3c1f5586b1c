import { execFile } from "node:child_process";
import { cp } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Copies a folder to another one, and installs there the packages that its lock file names. */
export async function installPackages(folder: string, directory: string): Promise<void> {
  await cp(folder, directory, { recursive: true });
  const options = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  await run("npm", ["ci", ...options], { cwd: directory });
}
