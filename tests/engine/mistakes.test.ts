import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  auth0Mistakes,
  serverConfig,
  wso2Mistakes,
} from "../../tools/docs/mistakes/serverMistakes";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

/** The others that WSO2 knows of need no engine: tests/mistakes/serverMistakes.test.ts. */
const withCommand = Object.entries(wso2Mistakes).filter(([, { command }]) => command);

describe("a mistake that only the servers know of, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;

  before(async () => {
    stack = await Stack.create(sandbox, "mistakes", serverConfig);
  });

  after(() => stack.remove());

  /** What a run depends on, beside the config. */
  const surroundings = () => structuredClone([stack.environment, sandbox.auth0.state]);

  for (const [title, mistake] of [...Object.entries(auth0Mistakes), ...withCommand]) {
    it(`is found before anything is written: ${title}`, async () => {
      const before = surroundings();
      const environment = { ...stack.environment };
      const undo = await mistake.made?.(sandbox);
      Object.assign(stack.environment, mistake.environment?.(sandbox));
      if (mistake.config) await stack.configure({ ...serverConfig, ...mistake.config });
      sandbox.auth0.requests.clear();
      sandbox.wso2.requests.clear();

      const flags = mistake.isSeenByUpAlone ? ["--skip-preview"] : [];
      const { code, output } = await stack.pulumi("up", "--yes", ...flags);
      assert.notEqual(code, 0);
      for (const text of [mistake.message, mistake.remedy, mistake.command ?? ""]) {
        assert.ok(output.includes(text), `${output}\ndoes not say: ${text}`);
      }
      assert.doesNotMatch(output, /not-the-/);
      assert.deepEqual(sandbox.auth0.requests.writes(), []);
      assert.deepEqual(sandbox.wso2.requests.writes(), []);

      Object.assign(stack.environment, environment);
      if (mistake.command) return paste(mistake.command);
      undo?.();
      // So that the preview below is one after every remedy.
      assert.deepEqual(surroundings(), before);
    });
  }

  it("is gone after its remedy, each of those", async () => {
    assert.match(await stack.succeed("preview"), /\+ \d+ to create/);
  });

  const paste = async (command: string) => {
    await promisify(execFile)("sh", ["-c", command], {
      cwd: stack.directory,
      env: { ...process.env, ...stack.environment },
    });
  };
});
