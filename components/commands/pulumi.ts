import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { listing } from "../validation/listing";

/** Pulumi's exit code where there are changes and none were expected. */
export const changesFound = 7;

/** What a preview says that did not come to its end. */
interface Diagnostics {
  diagnostics?: { severity: string; message: string }[];
}

/** Why Pulumi could not be started, in the words of an error. */
export function whyNotStarted(error: unknown): Error {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") return error as Error;
  const text = "There is no pulumi on PATH. Install it: https://www.pulumi.com/docs/install/";
  return new Error(text, { cause: error });
}

/** What a command of Pulumi prints. */
export async function pulumi(...args: string[]): Promise<string> {
  const options = { maxBuffer: Infinity, env: { ...process.env, ...listing } };
  try {
    const run = promisify(execFile)("pulumi", [...args, "--non-interactive"], options);
    return (await run).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    const { message } = whyNotStarted(error);
    const said = errorsIn(stdout ?? "") || stderr?.trim() || message;
    throw new Error(`pulumi ${args[0] ?? ""} failed:\n${said}`, {
      cause: error,
    });
  }
}

/** The errors of a preview that did not come to its end. */
export function errorsIn(output: string): string {
  try {
    const { diagnostics = [] } = JSON.parse(output) as Diagnostics;
    return diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message.trim())
      .join("\n");
  } catch {
    return "";
  }
}
