import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { ExampleRun } from "../../tools/demo/examples/exampleRun";
import { createYamlStack, yaml } from "../../tools/demo/examples/yaml";
import { countsOf, takeInventory } from "../../tools/demo/inventory";
import type { StackCommands } from "../../tools/demo/stackCommands";
import type { Sandbox } from "auth0-wso2-sandbox";
import { assertWhole, example, Transcript } from "./exampleSuite";

example("yaml", yaml);

describe("programs in YAML, on the real engine", () => {
  let run: ExampleRun;
  let sandbox: Sandbox;
  let stack: StackCommands;

  const start = async (program: string) => {
    run = new ExampleRun("yaml", new Transcript(), new AbortController().signal);
    await run.copy();
    await copyFile(join(__dirname, "yaml", program), join(run.directory, "Pulumi.yaml"));
    sandbox = await run.startServers();
    stack = await createYamlStack(run, sandbox);
  };
  const counts = async () => countsOf(await takeInventory(sandbox));
  /** What a preview says of mistakes. */
  const said = async () => {
    const output = await run.shell("pulumi preview --non-interactive --color never 2>&1 || true");
    return /^ +error: [\s\S]*?(?=\n\n)/m.exec(output)?.[0].replace(/^ +/gm, "");
  };

  afterEach(() => run.close());

  it("have every component, with references between them and values by themselves", async () => {
    await start("everyComponent.yaml");
    await stack.up();
    assert.equal(await counts(), "Auth0 9, WSO2 7");
    await assertWhole(run, stack, sandbox);
    await stack.destroy();
    assert.equal(await counts(), "Auth0 0, WSO2 0");
  });

  it("keep a secret of a field that has no type", async () => {
    const token = "token-of-a-later-field";
    await start("secretOfLaterField.yaml");
    sandbox.wso2.state.furtherFields = ["colour"];
    await stack.silently("config", "set", "--secret", "token", token);
    await stack.up();
    const keys = sandbox.wso2.state.applications.flatMap(({ keyMappings }) => keyMappings);
    assert.deepEqual(
      keys.map(({ further }) => further),
      [{ colour: token }],
    );
    const state = await stack.silently("stack", "export");
    assert.equal(state.includes(token), false);
    await stack.destroy();
  });

  it("are told all mistakes of a declaration in one go", async () => {
    await start("mistakes.yaml");
    const [headline, ...mistakes] = (await said())?.split("\n") ?? [];
    assert.match(headline ?? "", /: The declarations of applications have 2 mistakes:$/);
    assert.deepEqual(
      mistakes.map((line) => line.split(" must ", 1)[0]),
      ['- "other" keys.production.callbackUrl', '- "shop" keys.production.scopes.0'],
    );
  });

  it("are told what shows only once an output is known, without a stack", async () => {
    await start("undefinedScope.yaml");
    const output = await run.shell("pulumi preview --diff --non-interactive 2>&1 || true");
    assert.match(output, /The API \S+ does not define write:orders\. It has default\./);
    assert.doesNotMatch(output, /^ +at /m);
  });

  it("are told what to write down that is not known yet", async () => {
    await start("notKnown.yaml");
    assert.match(
      (await said()) ?? "",
      /^error: \S+ resource 'auth0' has a problem: domain is not known before the resource is there from which it comes\. .*$/,
    );
  });
});
