import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { blocksOf } from "./pages";
import { ended } from "./sandboxProcess";

/** A shell into which a page's commands are pasted. Nobody answers what they ask. */
export class Shell {
  private readonly child: ChildProcess;
  private said = "";

  constructor(directory: string, environment: Readonly<Record<string, string>> = {}) {
    this.child = spawn("sh", ["-c", "exec sh 2>&1"], {
      cwd: directory,
      env: { ...process.env, PULUMI_SKIP_CONFIRMATIONS: "true", ...environment },
    });
    this.child.stdout?.on("data", (data: Buffer) => (this.said += data.toString()));
  }

  /** Everything a command prints, and its exit code. */
  async paste(line: string): Promise<{ output: string; code: string }> {
    this.said = "";
    this.child.stdin?.write(`{ ${line}\n} </dev/null\necho "[exit code $?]"\n`);
    const end = /\[exit code (\d+)\]\n$/;
    while (!end.test(this.said)) {
      if (this.child.exitCode !== null) throw new Error(`The shell ended: ${this.said}`);
      await new Promise((resolve) => this.child.stdout?.once("data", resolve));
    }
    return { output: this.said, code: end.exec(this.said)?.[1] ?? "" };
  }

  async close(): Promise<void> {
    this.child.stdin?.end();
    await ended(this.child);
  }
}

/**
 * Defines a test for each command of a text, in order: it ends with the exit code that the text tells.
 *
 * @param shell where they are pasted, once the tests run
 * @param isLeftOut which commands are somebody else's
 */
export function pasteCommands(
  text: string,
  shell: () => Shell,
  isLeftOut: (line: string) => boolean = () => false,
): void {
  const lines = blocksOf(text, "sh").flatMap((block) => block.trim().split("\n"));
  for (const line of lines.filter((each) => !isLeftOut(each))) {
    const [, told = "0"] = /# exit code (\d+)/.exec(line) ?? [];
    const expected = line.includes("# refused") ? /^[1-9]/ : new RegExp(`^${told}$`);
    it(line, async () => {
      const { output, code } = await shell().paste(line);
      assert.match(code, expected, output);
    });
  }
}
