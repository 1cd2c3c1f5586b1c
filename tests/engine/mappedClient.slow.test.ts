import assert from "node:assert/strict";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { assertConverged, assertSays } from "./assertions";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

describe("mapped keys of a client that is replaced, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;
  let consumerKey: string;

  const keyNow = async () => {
    const { applications } = (await stack.outputs()) as {
      applications: Record<string, { production: { consumerKey: string } }>;
    };
    return applications["orders-app"]?.production.consumerKey ?? "";
  };

  before(async () => {
    stack = await Stack.create(sandbox, "mapped-client", {
      api: { identifier: "https://orders.example.com/" },
      keyManager: { name: "auth0-mapped" },
      applications: { "orders-app": { keys: { production: { mode: "map" } } } },
    });
    await stack.up();
    consumerKey = await keyNow();
  });

  after(() => stack.remove());

  it("is refused by force, before anything is changed, with what keeps the client", async () => {
    const urn = await stack.urnOf("orders-app-production-client");
    const words = [
      `client ID ${consumerKey}`,
      "is in use",
      "without --replace, or pulumi state untaint",
    ];
    for (const operation of [["preview"], ["up", "--yes", "--skip-preview"]]) {
      const { code, output } = await stack.pulumi(...operation, "--replace", urn);
      assert.notEqual(code, 0, output);
      assertSays(output, words);
    }
    await stack.succeed("state", "taint", urn);
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0, output);
    assertSays(output, words);
    await stack.succeed("state", "untaint", "--all");
    await assertConverged(stack);
    assert.equal(await keyNow(), consumerKey);
  });

  it("says nothing where the grant alone is replaced", async () => {
    const urn = await stack.urnOf("orders-app-production-grant");
    const output = await stack.succeed("preview", "--diff", "--replace", urn);
    assert.ok(!output.includes("another client"), output);
  });

  it("is said where the mark was removed, in preview and up, with the key that is new", async () => {
    const dashboard = new Auth0Dashboard(sandbox);
    await dashboard.change(`/clients/${consumerKey}`, { client_metadata: { managed_by: "" } });
    const said = `The keys PRODUCTION of orders-app get another client: the consumer key changes from ${consumerKey} to`;
    const urn = await stack.urnOf("orders-app-production-client");
    assertSays(await stack.succeed("preview", "--replace", urn), [said, "without --replace"]);
    const output = await stack.up("--replace", urn);
    assertSays(output, [`${said} ${await keyNow()}. Tell whoever uses it`]);
    assert.notEqual(await keyNow(), consumerKey);
    await assertConverged(stack);
    await stack.destroy();
  });
});
