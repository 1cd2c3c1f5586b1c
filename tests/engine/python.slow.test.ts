import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { ExampleRun } from "../../tools/demo/examples/exampleRun";
import { secretsIn } from "../../tools/demo/examples/otherLanguage";
import { createPythonStack, python } from "../../tools/demo/examples/python";
import { countsOf, takeInventory } from "../../tools/demo/inventory";
import type { StackCommands } from "../../tools/demo/stackCommands";
import { NotOnThisMachine } from "../../tools/demo/steps";
import type { Sandbox } from "auth0-wso2-sandbox";
import { example, Transcript } from "./exampleSuite";

example("python", python);

describe("programs in Python, on the real engine", () => {
  const run = new ExampleRun("python", new Transcript(), new AbortController().signal);
  let sandbox: Sandbox;
  let stack: StackCommands;

  before(async function () {
    await run.copy();
    sandbox = await run.startServers();
    stack = await createPythonStack(run, sandbox).catch((error: unknown) => {
      if (error instanceof NotOnThisMachine) this.skip();
      throw error;
    });
  });
  after(() => run.close());

  const counts = async () => countsOf(await takeInventory(sandbox));
  const use = async (program: string) => {
    await copyFile(join(__dirname, "python", program), join(run.directory, "__main__.py"));
    await run.shell("mypy --strict __main__.py");
  };

  it("are refused by a type checker where an argument is wrong", async () => {
    const output = await run.shell(
      "sed s/scopes=/scope=/ __main__.py > wrong.py; mypy wrong.py || true",
    );
    assert.match(output, /Unexpected keyword argument "scope" for "KeysDeclarationArgs"/);
  });

  it("are told all mistakes of a declaration in one go", async () => {
    await use("mistakes.py");
    const output = await run.shell("pulumi preview --non-interactive --color never 2>&1 || true");
    assert.match(output, /: The declarations of applications have 2 mistakes:$/m);
    assert.deepEqual(
      [...output.matchAll(/^ +- (.+?) must /gm)].map(([, at]) => at),
      ['"other" keys.production.callbackUrl', '"shop" keys.production.scopes.0'],
    );
  });

  it("have every component, with references between them, be it from another stack", async () => {
    await use("everyComponent.py");
    await stack.up();
    assert.equal(await counts(), "Auth0 7, WSO2 5");
    const report = await run.shell("pulumi stack output report");
    assert.deepEqual(
      (JSON.parse(report) as { passed: boolean }[]).filter(({ passed }) => !passed),
      [],
    );
    assert.equal(secretsIn(await stack.silently("stack", "export"), sandbox), 0);
    assert.equal(await stack.preview(), 0);

    await use("team.py");
    await run.shell("pulumi stack init team --copy-config-from dev");
    await run.shell("pulumi up --yes --skip-preview --non-interactive");
    assert.equal(await counts(), "Auth0 9, WSO2 7");
    await run.shell("pulumi destroy --yes --skip-preview --non-interactive");
    await stack.destroy();
    assert.equal(await counts(), "Auth0 0, WSO2 0");
  });
});
