import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { copyProgram } from "../../tools/package/copyOfProgram";
import { Auth0Dashboard, AdminPortal, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { pasteCommands, Shell } from "../support/pastedCommands";
import { contentOf } from "../support/projectFiles";
import { sandboxForTests } from "../support/sandboxForTests";

/** docs/environments.md, as a person pastes it into one shell. */
describe("the page about an environment of your own", () => {
  const sandbox = sandboxForTests();
  const directory = mkdtempSync(join(tmpdir(), "auth0-wso2-environment-"));
  let shell: Shell;

  before(async () => {
    await copyProgram(directory);
    const environment = await environmentFor(sandbox, directory);
    // The page removes the file of its stack, too.
    shell = new Shell(directory, { ...environment, PULUMI_OPTION_PRESERVE_CONFIG: "false" });
  });

  after(async () => {
    await shell.close();
    rmSync(directory, { recursive: true, force: true });
  });

  // What is exported are the addresses and logins of the sandbox here.
  pasteCommands(
    contentOf("docs/environments.md"),
    () => shell,
    (line) => line.startsWith("export "),
  );

  it("leaves nothing behind", async () => {
    assert.deepEqual(await new Auth0Dashboard(sandbox).clients(), []);
    assert.deepEqual(await new Auth0Dashboard(sandbox).apis(), []);
    assert.deepEqual(await new AdminPortal(sandbox).keyManagers(), []);
    assert.deepEqual(await new DeveloperPortal(sandbox).applications(), []);
  });
});
