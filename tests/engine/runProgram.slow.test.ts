import assert from "node:assert/strict";
import { assertSays } from "./assertions";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-program" },
};
const flags = ["--yes", "--skip-preview"];

/** Why docs/ci.md sets it for previews alone. */
describe("PULUMI_RUN_PROGRAM, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;

  before(async () => {
    stack = await Stack.create(sandbox, "program", config);
    await stack.up();
    stack.environment["PULUMI_RUN_PROGRAM"] = "true";
  });

  after(() => stack.remove());

  it("has a preview tell a wrong login in our words alone", async () => {
    const { AUTH0_CLIENT_SECRET: secret = "" } = stack.environment;
    stack.environment["AUTH0_CLIENT_SECRET"] = "not-the-secret";
    const { code, output } = await stack.pulumi("preview");
    stack.environment["AUTH0_CLIENT_SECRET"] = secret;
    assert.notEqual(code, 0);
    // When it comes, and at the end.
    assert.equal(output.match(/id or secret is wrong. Check AUTH0_CLIENT_ID/g)?.length, 2, output);
    assert.doesNotMatch(output, /access_denied/);
  });

  it("has an up write to one server before it finds that the other is down", async () => {
    const { WSO2_URL: url = "" } = stack.environment;
    await stack.configure({ ...config, api: { ...config.api, tokenLifetime: 60 } });
    stack.environment["WSO2_URL"] = "https://localhost:1";
    const writes = async (isRunProgram: string) => {
      stack.environment["PULUMI_RUN_PROGRAM"] = isRunProgram;
      sandbox.auth0.requests.clear();
      assert.notEqual((await stack.pulumi("up", ...flags)).code, 0);
      return sandbox.auth0.requests.writes().length;
    };
    assert.equal(await writes("false"), 0);
    assert.equal(await writes("true"), 1);
    stack.environment["WSO2_URL"] = url;
  });

  it("has a refresh make outputs unknown where something is declared that is not there yet", async () => {
    await stack.configure({ ...config, applications: { app: {} } });
    await stack.succeed("refresh", ...flags);
    assertSays(await stack.export(), ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"]);
    await stack.configure(config);
    await stack.up();
  });

  it("has a destroy refuse what the program refuses", async () => {
    await stack.configure({ ...config, nonsense: "x" });
    const { code, output } = await stack.pulumi("destroy", ...flags);
    assert.notEqual(code, 0);
    assertSays(output, ["nonsense is not a key of this project's config"]);
  });

  it("leaves a destroy the login of the last up, as its refresh comes first", async () => {
    const user = sandbox.wso2.state.users.find(({ username }) => username === "admin");
    assert.ok(user);
    delete stack.environment["WSO2_PASSWORD"];
    user.password = "rotated";
    await stack.configure(config);
    await stack.encrypt({ "wso2.password": "rotated" });
    const { code, output } = await stack.pulumi("destroy", ...flags);
    assert.notEqual(code, 0);
    assertSays(output, ["WSO2 connection: password is missing"]);
    await stack.succeed("refresh", ...flags);
    await stack.destroy();
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), []);
  });
});
