import assert from "node:assert/strict";
import { ExampleRun } from "../../tools/demo/examples/exampleRun";
import { secretsIn } from "../../tools/demo/examples/otherLanguage";
import type { stories } from "../../tools/demo/examples/stories";
import { Screen } from "../../tools/demo/screen";
import type { StackCommands } from "../../tools/demo/stackCommands";
import { NotOnThisMachine } from "../../tools/demo/steps";
import type { Sandbox } from "auth0-wso2-sandbox";

type Story = (typeof stories)[string];

/** Three environments at once, and an installation. */
export const slowExamples = ["environments", "package"];

/** What takes a host that is built for it: yaml.slow.test.ts, python.slow.test.ts. */
export const examplesOfOtherHosts = ["yaml", "python"];

/** Keeps what would be shown, until a test has failed. */
export class Transcript extends Screen {
  private lines: string[] = [];

  override line(text = ""): void {
    this.lines.push(text);
  }

  tell(): void {
    console.log(this.lines.join("\n"));
  }
}

/** A stack in the copy works, as its output `report` says, holds no secret that can be read, and has nothing to do. */
export async function assertWhole(
  run: ExampleRun,
  stack: StackCommands,
  sandbox: Sandbox,
): Promise<void> {
  const report = await run.shell("pulumi stack output report");
  assert.deepEqual(
    (JSON.parse(report) as { passed: boolean }[]).filter(({ passed }) => !passed),
    [],
  );
  assert.equal(secretsIn(await stack.silently("stack", "export"), sandbox), 0);
  assert.equal(await stack.preview(), 0);
}

export function example(name: string, story: Story): void {
  describe(`the example ${name}, on the real engine`, function () {
    const screen = new Transcript();
    const run = new ExampleRun(name, screen, new AbortController().signal);

    let isBroken = false;

    afterEach(function () {
      if (this.currentTest?.state !== "failed") return;
      isBroken = true;
      screen.tell();
    });
    after(() => run.close());

    for (const step of story(run)) {
      it(`${step.title}: ${step.expected}`, async function () {
        // A step goes on from where the one before has left off.
        if (isBroken) this.skip();
        const seen = await step.run().catch((error: unknown) => {
          isBroken = error instanceof NotOnThisMachine;
          if (isBroken) this.skip();
          throw error;
        });
        assert.equal(seen, step.expected);
      });
    }
  });
}
