import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assertConverged } from "./assertions";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-code" },
};

describe("the code and the login that a stack runs with, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;

  before(async () => {
    stack = await Stack.create(sandbox, "code", config);
    await stack.up();
  });

  after(() => stack.remove());

  const rotatePassword = (password: string) => {
    const user = sandbox.wso2.state.users.find(({ username }) => username === "admin");
    assert.ok(user);
    user.password = password;
  };

  /** Changes a method of the installed provider so that it says that it ran. */
  const instrument = async (method: string) => {
    const file = join(stack.directory, "components/wso2/provider/lifeCycle.ts");
    const source = await readFile(file, "utf8");
    const changed = source.replace(
      new RegExp(`^(  (?:async )?${method}\\([^{]*\\{)$`, "m"),
      `$1 console.log("the new ${method} ran");`,
    );
    assert.notEqual(changed, source);
    await writeFile(file, changed);
  };

  const decrypted = () => stack.succeed("stack", "export", "--show-secrets");

  it("shows no change when the provider's code changes, and runs the new code", async () => {
    await instrument("read");
    await instrument("delete");
    assert.match(await assertConverged(stack), /the new read ran/);
  });

  it("works with a password that was rotated in the environment", async () => {
    rotatePassword("rotated-once");
    stack.environment["WSO2_PASSWORD"] = "rotated-once";
    assert.match(await stack.succeed("refresh", "--yes", "--skip-preview"), /the new read ran/);
    assert.ok(!(await decrypted()).includes("rotated-once"));
  });

  it("works with a password that was rotated in the stack config where the program is run", async () => {
    delete stack.environment["WSO2_PASSWORD"];
    rotatePassword("rotated-twice");
    await stack.encrypt({ "wso2.password": "rotated-twice" });
    await stack.succeed("refresh", "--run-program", "--yes", "--skip-preview");
    assert.ok((await decrypted()).includes("rotated-twice"));
    assert.ok(!(await stack.export()).includes("rotated-twice"));
  });

  it("fails with the remedy where the program is not run and the state has the old password", async () => {
    rotatePassword("rotated-again");
    await stack.encrypt({ "wso2.password": "rotated-again" });
    const { code, output } = await stack.pulumi("refresh", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(output, /answered 401.*run once: pulumi refresh --run-program/);
    assert.ok(!output.includes("rotated-"));
  });

  it("destroys with the installed code", async () => {
    await stack.succeed("refresh", "--run-program", "--yes", "--skip-preview");
    assert.match(await stack.destroy(), /the new delete ran/);
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), []);
  });
});
