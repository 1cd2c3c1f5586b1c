import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { ExampleRun } from "../../tools/demo/examples/exampleRun";
import { createPythonStack, python } from "../../tools/demo/examples/python";
import { countsOf, takeInventory } from "../../tools/demo/inventory";
import type { StackCommands } from "../../tools/demo/stackCommands";
import { NotOnThisMachine } from "../../tools/demo/steps";
import type { Sandbox } from "auth0-wso2-sandbox";
import { TemporaryDirectory } from "../packages/toolchain/temporaryDirectory";
import { assertWhole, example, Transcript } from "./exampleSuite";

example("python", python);

describe("the example in Python, on a machine without it", () => {
  const directory = new TemporaryDirectory();
  after(() => {
    directory.remove();
  });

  it("says that it was not run, which is no failure", async () => {
    const path = [directory.executable("python3", "exit 1"), process.env["PATH"]].join(delimiter);
    const command = ["-r", "tsx/cjs", "tools/demo/examples/run.ts", "python"];
    const { stdout } = await promisify(execFile)(process.execPath, command, {
      cwd: join(__dirname, "../.."),
      env: { ...process.env, PATH: path },
    });
    assert.match(stdout, /^Not run, from step 1 of 5 on: There is no Python 3\.10 or later/m);
  });
});

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
    const token = "token-of-a-later-field";
    await use("everyComponent.py");
    sandbox.wso2.state.furtherFields = ["later_field"];
    await stack.silently("config", "set", "--secret", "token", token);
    await stack.up();
    assert.equal(await counts(), "Auth0 7, WSO2 5");
    // Python's names for arguments leave those alone that are the program's own.
    const { applications } = sandbox.wso2.state;
    assert.ok(applications.some(({ name }) => name === "web_shop"));
    const keys = applications.find(({ name }) => name === "orders-app")?.keyMappings;
    assert.deepEqual(
      keys?.map(({ further }) => further),
      [{ later_field: token }],
    );
    assert.equal((await stack.silently("stack", "export")).includes(token), false);
    await assertWhole(run, stack, sandbox);

    await use("team.py");
    await run.shell("pulumi stack init team --copy-config-from dev");
    await run.shell("pulumi up --yes --skip-preview --non-interactive");
    assert.equal(await counts(), "Auth0 9, WSO2 7");
    await run.shell("pulumi destroy --yes --skip-preview --non-interactive");
    await stack.destroy();
    assert.equal(await counts(), "Auth0 0, WSO2 0");
  });
});
