import assert from "node:assert/strict";
import { startSandbox, type Sandbox } from "../../sandbox";
import { changesFound, Stack } from "./stack";

const config = {
  api: { identifier: "https://orders.example.com/", name: "Orders" },
  keyManager: { name: "auth0-engine", description: "Declared" },
};

describe("the life cycle of a stack, on the real engine", function () {
  this.timeout(180_000);
  let sandbox: Sandbox;
  let stack: Stack;

  before(async () => {
    sandbox = await startSandbox();
    stack = await Stack.create(sandbox, "engine", config);
  });

  after(async () => {
    await stack.remove();
    await sandbox.close();
  });

  it("creates everything", async () => {
    console.log(await stack.up());
    console.log(await stack.outputs(), sandbox.wso2.requests.all);
  });
  it("nothing", async () => {
    const r = await stack.preview();
    console.log(r.output);
    console.log(await stack.export());
    assert.equal(r.code, 0);
    console.log(await stack.destroy());
  });
});
