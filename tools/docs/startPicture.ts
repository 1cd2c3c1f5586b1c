import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withoutColor } from "../demo/quietOutput";
import { terminalPicture } from "./terminalPicture";

const repository = join(__dirname, "../..");
const picture = join(repository, "docs/start.svg");

/** How many lines of each step are drawn between its headline and its result. */
const linesOfStep = 6;

/** `npm run picture`: runs `npm start` and draws what it prints, long steps shortened. */
async function main(): Promise<void> {
  const output = await outputOfDemo();
  const lines = ["$ npm start", "", ...shortened(output.trimEnd().split("\n"))];
  mkdirSync(join(repository, "docs"), { recursive: true });
  writeFileSync(picture, terminalPicture("npm start", lines, 112));
}

function outputOfDemo(): Promise<string> {
  const child = spawn("npm", ["start", "--silent"], {
    cwd: repository,
    env: { ...process.env, FORCE_COLOR: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (data: Buffer) => (output += data.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`npm start ended with ${code ?? "a signal"}:\n${output}`));
    });
  });
}

/** Of each step the headline, what it proves, the first lines and the result; the summary whole. */
function shortened(lines: readonly string[]): string[] {
  const shown: string[] = [];
  let body: string[] | undefined;
  for (const line of lines) {
    const text = withoutColor(line);
    if (text.startsWith("━━ ")) {
      shown.push(line);
      body = [];
    } else if (body && !text.startsWith("✔ ")) {
      body.push(line);
    } else if (body) {
      // What it proves and the first command come before the lines that are counted.
      const most = linesOfStep + 2;
      const left = body.length - most;
      shown.push(...(left > 1 ? [...body.slice(0, most), `  ⋮ ${left} more lines`] : body), line);
      body = undefined;
    } else {
      shown.push(line);
    }
  }
  return shown;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
