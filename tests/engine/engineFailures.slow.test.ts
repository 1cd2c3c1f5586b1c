import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { engineFailures } from "../../tools/docs/mistakes/engineFailures";
import { sandboxForTests } from "../support/sandboxForTests";
import { Stack } from "./stack";
import { putBack } from "../support/putBack";

const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-failures" },
};

describe("what fails in a stack that exists", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;

  before(async () => {
    stack = await Stack.create(sandbox, "failures", config);
    await stack.up();
  });

  after(() => stack.remove());

  for (const [said, failure] of Object.entries(engineFailures)) {
    const { made, command, args = ["preview"], isWarning = false, remedy = "" } = failure;
    it(`is said as the page has it, and gone after the repair: ${said}`, async () => {
      const environment = { ...stack.environment };
      const undo = made?.({ sandbox, name: stack.name, environment: stack.environment });
      const { code, output } = await stack.pulumi(...args);
      if (command === undefined) {
        putBack(stack.environment, environment);
        undo?.();
      } else {
        await promisify(execFile)("sh", ["-c", command], {
          cwd: stack.directory,
          env: { ...process.env, ...stack.environment },
        });
      }
      assert.equal(code === 0, isWarning, output);
      const says = (text: string) => said.split("…").every((part) => text.includes(part));
      assert.ok(says(output) && output.includes(remedy), output);
      const after = await stack.succeed(...(isWarning ? args : ["preview"]));
      assert.ok(!says(after), after);
    });
  }
});
