import { spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyProgram } from "../../tools/package/copyOfProgram";
import { sectionOf } from "../support/pages";
import { pasteCommands, Shell } from "../support/pastedCommands";
import { killed, untilReady } from "../support/sandboxProcess";

const project = join(__dirname, "../..");

/** docs/try-it.md, as a person pastes it into one shell. */
describe("the page for who tries it", () => {
  let directory: string;
  let sandbox: ChildProcess;
  let shell: Shell;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), "auth0-wso2-try-it-"));
    await copyProgram(directory);
    for (const part of ["packages", "tools/demo", "tsconfig.json"]) {
      cpSync(join(project, part), join(directory, part), { recursive: true });
    }
    copyFileSync(join(project, "Pulumi.sandbox.yaml"), join(directory, "Pulumi.sandbox.yaml"));
    // Not by npm, whose end would not be that of the sandbox.
    sandbox = spawn(process.execPath, ["-r", "tsx/cjs", "tools/demo/sandbox.ts"], {
      cwd: directory,
    });
    await untilReady(sandbox);
    shell = new Shell(directory);
  });

  after(async () => {
    await shell.close();
    await killed(sandbox);
    rmSync(directory, { recursive: true, force: true });
  });

  pasteCommands(
    sectionOf("docs/try-it.md", "Do it yourself"),
    () => shell,
    (line) => line === "npm run sandbox",
  );
});
