import assert from "node:assert/strict";
import { sandboxForTests } from "../support/sandboxForTests";
import { assertSays } from "./assertions";
import { Stack, type StackConfig } from "./stack";

const audience = "https://orders.example.com/";

describe("permissions that an API does not have, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;

  before(async () => {
    stack = await Stack.create(sandbox, "permissions", {});
  });

  after(() => stack.remove());

  const assertRefused = async (config: StackConfig, words: readonly string[]) => {
    const keyManager = { name: "auth0-permissions" };
    await stack.configure({ api: { identifier: audience }, keyManager, ...config });
    for (const operation of [["preview"], ["up", "--yes", "--skip-preview"]]) {
      const { code, output } = await stack.pulumi(...operation);
      assert.notEqual(code, 0, output);
      assertSays(output, words);
    }
    assert.deepEqual(sandbox.auth0.requests.writes(), []);
    assert.deepEqual(sandbox.wso2.requests.writes(), []);
  };

  it("are refused for the management application before anything is written, all of them", () =>
    assertRefused(
      {
        managementApplication: {
          additionalPermissions: ["read:nonsense", "read:users", "read:roless"],
        },
      },
      ["does not have", ": read:nonsense, read:roless (perhaps read:roles)."],
    ));

  it("are refused for a grant of the API before anything is written, all of them", () =>
    assertRefused(
      {
        api: {
          identifier: audience,
          scopes: [{ name: "read:orders" }],
          grants: {
            one: { clientId: "one", scopes: ["write:ghost", "read:order"] },
            two: { clientId: "two", scopes: ["admin"] },
          },
        },
      },
      [
        'api.grants.one.scopes[0] must be a scope of the API (default, read:orders), but is "write:ghost"',
        'but is "read:order"; did you mean "read:orders"?',
        "api.grants.two.scopes[0]",
      ],
    ));
});
