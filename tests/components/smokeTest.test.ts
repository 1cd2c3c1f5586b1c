import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Applications, Auth0KeyManager } from "../../components";
import { Auth0Dashboard, type Document } from "auth0-wso2-sandbox/consoles";
import { audience, prepareKeyManager } from "../support/developerPortal";
import { type Declarations, declared, mockEngine, valueOf } from "../support/mocks";
import { trust } from "../support/trust";
import { sandboxForTests } from "../support/sandboxForTests";

describe("the smoke test of a program", () => {
  const sandbox = sandboxForTests();
  let management: { clientId: string; clientSecret: string };
  let client: Document;
  let declarations: Declarations;

  before(async () => {
    trust(sandbox);
    engineAt("localhost:1");
    const { clientId, clientSecret } = await prepareKeyManager(sandbox, "auth0");
    management = { clientId, clientSecret };
    const dashboard = new Auth0Dashboard(sandbox);
    client = await dashboard.create("/clients", {
      name: "app",
      app_type: "non_interactive",
      grant_types: ["client_credentials"],
    });
    const grant = { client_id: client["client_id"], audience, scope: ["default"] };
    await dashboard.create("/client-grants", grant);
  });

  after(() => {
    engineAt("");
  });

  /** What comes of an update in which the command is not run again; its report is an earlier one. */
  const report = async (consumerSecret: unknown) => {
    declarations = await mockEngine(({ type }) =>
      type === "command:local:Command"
        ? { stdout: JSON.stringify([{ check: "token", passed: true, seen: "seen" }]) }
        : { consumerKey: client["client_id"], consumerSecret, revision: 1 },
    );
    const keyManager = new Auth0KeyManager("auth0", {
      domain: sandbox.auth0.domain,
      api: { identifier: audience },
      managementApplication: management,
      keyManager: { name: "auth0" },
    });
    const args = { keyManager, applications: { app: {} }, smokeTest: {} };
    const { smokeTest } = new Applications("applications", args);
    assert.ok(smokeTest);
    return Promise.race([
      valueOf(smokeTest),
      // Pulumi ends a program for an error in an output by leaving its rejection unhandled.
      new Promise((resolve) => process.once("unhandledRejection", resolve)),
    ]);
  };

  it("asks Auth0 for tokens in every update, and ends the program where there are none", async () => {
    assert.deepEqual(await report(client["client_secret"]), ["passed  token  seen"]);
    const refusal = await report("not-the-secret");
    assert.match(
      (refusal as Error).message,
      /^The smoke test failed:\nFAILED {2}token .*\npassed {2}managementLogin /,
    );
  });

  it("is that of the program's own folder where there is no such package", async () => {
    const directory = await mkdtemp(join(tmpdir(), "smoke-test-"));
    const earlier = process.cwd();
    process.chdir(directory);
    try {
      await report(client["client_secret"]);
    } finally {
      process.chdir(earlier);
      await rm(directory, { recursive: true });
    }
    const command = declared(declarations, "command:local:Command", "applications-smoke-test");
    assert.equal(command["create"], `node -e "require('./load/smokeTest.cjs')"`);
  });
});

/** Mocks leave the engine's address as it is; nothing is told to it here. */
function engineAt(address: string): void {
  pulumi.runtime.resetOptions("", "", -1, address, "", false, "");
}
