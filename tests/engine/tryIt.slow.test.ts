import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyProgram } from "../../tools/package/copyOfProgram";
import { blocksOf, sectionOf } from "../support/pages";
import { ended, killed, untilReady } from "../support/sandboxProcess";

const project = join(__dirname, "../..");

/** The commands of a page's section, block by block: each with the exit code that the page tells. */
function commandsOf(page: string, section: string): { line: string; expected: RegExp }[] {
  return blocksOf(sectionOf(page, section), "sh")
    .flatMap((block) => block.trim().split("\n"))
    .map((line) => {
      const [, code] = /# exit code (\d+)/.exec(line) ?? [];
      return {
        line,
        expected: line.includes("# refused") ? /^[1-9]/ : new RegExp(`^${code ?? 0}$`),
      };
    });
}

/** docs/try-it.md, as a person pastes it into one shell. */
describe("the page for who tries it", () => {
  let directory: string;
  let sandbox: ChildProcess;
  let shell: ChildProcess;
  let said = "";

  /** Everything a command prints, and its exit code. */
  async function pasted(line: string): Promise<{ output: string; code: string }> {
    said = "";
    shell.stdin?.write(`{ ${line}\n} </dev/null\necho "[exit code $?]"\n`);
    const end = /\[exit code (\d+)\]\n$/;
    while (!end.test(said)) {
      if (shell.exitCode !== null) throw new Error(`The shell ended: ${said}`);
      await new Promise((resolve) => shell.stdout?.once("data", resolve));
    }
    return { output: said, code: end.exec(said)?.[1] ?? "" };
  }

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), "auth0-wso2-try-it-"));
    await copyProgram(directory);
    for (const part of ["packages", "tools/demo", "tsconfig.json"]) {
      cpSync(join(project, part), join(directory, part), { recursive: true });
    }
    copyFileSync(join(project, "Pulumi.sandbox.yaml"), join(directory, "Pulumi.sandbox.yaml"));
    const environment = { ...process.env, PULUMI_SKIP_CONFIRMATIONS: "true" };
    // Not by npm, whose end would not be that of the sandbox.
    sandbox = spawn(process.execPath, ["-r", "tsx/cjs", "tools/demo/sandbox.ts"], {
      cwd: directory,
      env: environment,
    });
    await untilReady(sandbox);
    shell = spawn("sh", ["-c", "exec sh 2>&1"], { cwd: directory, env: environment });
    shell.stdout?.on("data", (data: Buffer) => (said += data.toString()));
  });

  after(async () => {
    shell.stdin?.end();
    await ended(shell);
    await killed(sandbox);
    rmSync(directory, { recursive: true, force: true });
  });

  for (const { line, expected } of commandsOf("docs/try-it.md", "Do it yourself").slice(1)) {
    it(line, async () => {
      const { output, code } = await pasted(line);
      assert.match(code, expected, output);
    });
  }
});
