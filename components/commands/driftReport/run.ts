import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { changesFound, whyNotStarted } from "../pulumi";
import { eventsIn, streaming, type Way } from "./engineEvents";
import { formats } from "./formats";
import { reportOn, type DriftReport } from "./report";

const usage = `usage: npm run -s drift -- [--fast] [--format text|markdown|html|json] [--page <file>] [--stack <stack>]
In a program of your own: npx auth0-wso2-drift, with the same options.

Tells what is not as it is declared, and changes nothing. Exit codes are Pulumi's: 0 for nothing, 7
for differences, another one for a failure.

  --fast         compares with the last up, without running the program
  --page <file>  writes the report there, too, as a page (html)
`;

const commands: Readonly<Record<Way, readonly string[]>> = {
  full: ["preview"],
  fast: ["refresh", "--preview-only"],
};

/** Reports on the stack of the program in the working directory. */
export async function reportDrift(args: string[]): Promise<void> {
  try {
    process.exitCode = await printReport(args);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}

async function printReport(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      fast: { type: "boolean", default: false },
      format: { type: "string", default: "text" },
      page: { type: "string" },
      stack: { type: "string", short: "s" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const { fast, format, page, stack, help } = values;
  if (help || !isFormat(format)) {
    process[help ? "stdout" : "stderr"].write(usage);
    return help ? 0 : 2;
  }
  const way: Way = fast ? "fast" : "full";
  const parameters = [...commands[way], "--json", "--expect-no-changes", "--non-interactive"];
  if (stack !== undefined) parameters.push("--stack", stack);

  const child = spawn("pulumi", parameters, {
    env: { ...process.env, ...streaming },
    stdio: ["inherit", "pipe", "pipe"],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on("error", (error) => {
      reject(whyNotStarted(error));
    });
    child.on("close", (code) => {
      resolve(code ?? 1);
    });
  });
  const [code, output, complaint] = await Promise.all([
    ended,
    text(child.stdout),
    text(child.stderr),
  ]);
  const report = { ...(stack !== undefined && { stack }), ...reportOn(eventsIn(output), way) };
  const { entries } = report;
  const isChange = entries.some(({ why }) => why === undefined);
  const isExplained = report.failures.length > 0 || (code === changesFound && isChange);
  // Pulumi failed before there was an engine that could have told why.
  const failures = [{ resources: [], message: complaint.trim() || `pulumi ended with ${code}` }];
  const whole: DriftReport = code === 0 || isExplained ? report : { ...report, failures };
  const written = formats[format](whole);
  if (written !== "") process.stdout.write(`${written}\n`);
  if (page === undefined) return code;
  try {
    writeFileSync(page, `${formats.html(whole)}\n`);
    return code;
  } catch (error) {
    process.stderr.write(`The page could not be written: ${(error as Error).message}\n`);
    return code === 0 ? 2 : code;
  }
}

function isFormat(name: string): name is keyof typeof formats {
  return Object.hasOwn(formats, name);
}
