import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { listing } from "../validation/listing";

/** What a preview says that did not come to its end. */
interface Diagnostics {
  diagnostics?: { severity: string; message: string }[];
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
    throw new Error(`pulumi ${args[0] ?? ""} failed:\n${said}`, {
      cause: error,
    });
  }
}

/** The errors of a preview that did not come to its end. */
function errorsIn(output: string): string {
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
