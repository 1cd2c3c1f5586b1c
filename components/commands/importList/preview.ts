import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { listing } from "../../validation/listing";
import type { ImportFile, Preview } from "./declared";

/** What Pulumi would create and change. */
export async function previewed(stack: string[]): Promise<{ preview: Preview; file: ImportFile }> {
  const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-import-"));
  const path = join(directory, "import.json");
  try {
    const preview = JSON.parse(
      await pulumi("preview", "--json", "--import-file", path, ...stack),
    ) as Preview;
    return { preview, file: JSON.parse(await readFile(path, "utf8")) as ImportFile };
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** What a command of Pulumi prints. */
export async function pulumi(...args: string[]): Promise<string> {
  const options = { maxBuffer: Infinity, env: { ...process.env, ...listing } };
  try {
    const run = promisify(execFile)("pulumi", [...args, "--non-interactive"], options);
    return (await run).stdout;
  } catch (error) {
    const { stdout, stderr, message } = error as Error & { stdout?: string; stderr?: string };
    const said = errorsIn(stdout ?? "") || stderr?.trim() || message;
    throw new Error(`pulumi ${args[0] ?? ""} failed, so the list cannot be made:\n${said}`, {
      cause: error,
    });
  }
}

/** The errors of a preview that did not come to its end. */
function errorsIn(output: string): string {
  try {
    const { diagnostics = [] } = JSON.parse(output) as Preview;
    return diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message.trim())
      .join("\n");
  } catch {
    return "";
  }
}
