import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import type { Entry } from "../../components/commands/driftReport/entries";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { changesFound, Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

/** As docs/errors.md has it. */
const noSuchStack = 6;

const program = join(__dirname, "../../load/driftReport.cjs");

describe("the drift report, on the real engine", () => {
  const sandbox = sandboxForTests();
  let dashboard: Auth0Dashboard;
  let portal: DeveloperPortal;
  let publisher: Publisher;
  let stack: Stack;

  before(async () => {
    dashboard = new Auth0Dashboard(sandbox);
    portal = new DeveloperPortal(sandbox);
    publisher = new Publisher(sandbox);
    publisher.publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    stack = await Stack.create(sandbox, "report", {
      api: { identifier: "https://orders.example.com/", name: "Orders" },
      keyManager: { name: "auth0-report" },
      applications: { app: { keys: {}, subscriptions: [{ api: "Orders", version: "1.0.0" }] } },
    });
    await stack.up();
  });

  after(() => stack.remove());

  const report = (...args: string[]) =>
    new Promise<{ code: number; output: string; complaint: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        [program, ...args],
        { cwd: stack.directory, env: { ...process.env, ...stack.environment } },
        (_, output, complaint) => {
          resolve({ code: child.exitCode ?? -1, output, complaint });
        },
      );
    });

  it("says nothing where there is nothing", async () => {
    for (const way of [[], ["--fast"]]) {
      assert.deepEqual(await report(...way), { code: 0, output: "", complaint: "" });
    }
  });

  it("notes a subscription that is blocked and an application that is rejected, and finds no drift", async () => {
    const [{ subscriptionId, applicationId } = {}] = await portal.subscriptions("app");
    publisher.block(String(subscriptionId));
    sandbox.wso2.workflows.decideOnApplication(String(applicationId), "REJECTED");
    for (const way of [[], ["--fast"]]) {
      const { code, output } = await report(...way);
      assert.equal(code, 0, output);
      const [headline, decisions, page] = output.trim().split("\n\n");
      assert.equal(headline, "Stack report: no changes.");
      assert.deepEqual(
        decisions
          ?.split("\n")
          .map((line) => line.replace(/: a.*/, ""))
          .sort(),
        [
          '- The application "app" is REJECTED',
          '- The subscription to "Orders" 1.0.0 (app-subscription-Orders-1.0.0) is BLOCKED',
          "Decided by others:",
        ],
      );
      assert.equal(page, "More: docs/drift-check.md");
    }
    publisher.unblock(String(subscriptionId));
    sandbox.wso2.workflows.decideOnApplication(String(applicationId), "APPROVED");
  });

  it("tells a field on each side and a secret that was rotated, without showing it, and leaves them", async () => {
    const [api] = await dashboard.apis();
    await dashboard.change(`/resource-servers/${String(api?.["id"])}`, { token_lifetime: 60 });
    await portal.editApplication("app", { throttlingPolicy: "10PerMin" });
    await new AdminPortal(sandbox).editKeyManager("auth0-report", {
      consumerKeyClaim: "client_id",
    });
    await dashboard.rotateSecret(String((await dashboard.clients())[0]?.["client_id"]));
    sandbox.auth0.requests.clear();
    sandbox.wso2.requests.clear();

    const full = await report("--format", "json");
    assert.equal(full.code, changesFound);
    const { entries } = JSON.parse(full.output) as { entries: Entry[] };
    assert.deepEqual(
      entries.map(({ kind, object, field, declared, found }) => [
        kind,
        object,
        field,
        declared,
        found,
      ]),
      [
        ["drift", 'API "Orders"', "tokenLifetime", 86400, 60],
        ["drift", 'Key Manager "auth0-report"', "consumerKeyClaim", "azp", "client_id"],
        ["drift", 'Key Manager "auth0-report"', "clientSecret", "[secret]", "[another secret]"],
        ["drift", 'application "app"', "throttlingPolicy", "Unlimited", "10PerMin"],
        // What looks for others' grants logs in with that secret, too.
        [
          "follows",
          'ApiDeletionProtection "auth0-api-deletion-protection"',
          "management",
          "[secret]",
          "[another secret]",
        ],
      ],
    );
    const secrets = sandbox.auth0.state.clients.map((client) => client.client_secret);
    for (const secret of secrets) assert.ok(secret !== "" && !full.output.includes(secret));

    // Without the program, nobody knows what the secret should be.
    const { code, output, complaint } = await report("--fast");
    assert.deepEqual({ code, complaint }, { code: changesFound, complaint: "" }, output);
    const [headline, table] = output.split("\n\n");
    assert.equal(headline, "Stack report: 3 changes, 1 in Auth0, 2 in WSO2.");
    const [head, ...rows] = table?.split("\n").map((row) => row.replace(/ {2,}/g, "  ")) ?? [];
    // The engine reads both of WSO2 side by side.
    assert.deepEqual(
      [head, ...rows.sort()],
      [
        "side  object  field  declared  found  resource",
        'Auth0  API "Orders"  tokenLifetime  86400  60  auth0-api-api',
        'WSO2  Key Manager "auth0-report"  consumerKeyClaim  azp  client_id  auth0-key-manager',
        'WSO2  application "app"  throttlingPolicy  Unlimited  10PerMin  app-application',
      ],
    );

    assert.deepEqual(sandbox.auth0.requests.writes(), []);
    assert.deepEqual(sandbox.wso2.requests.writes(), []);

    const next = /^Next: pulumi (up --stack report) /m.exec(output)?.[1] ?? "";
    await stack.succeed(...next.split(" "), "--yes", "--skip-preview");
    assert.equal((await report()).code, 0);
  });

  it("tells a deletion, also to a page", async () => {
    await new AdminPortal(sandbox).deleteKeyManager("auth0-report");
    const { code, output } = await report("--fast", "--format", "markdown");
    assert.equal(code, changesFound);
    assert.match(
      output,
      /^\| WSO2 \| `Key Manager "auth0-report"` \|  \| `there` \| `missing` \|/m,
    );
  });

  it("tells one cause once, and so does a run of Pulumi", async () => {
    const { environment } = stack;
    const usual = environment["WSO2_PASSWORD"] ?? "";
    environment["WSO2_PASSWORD"] = "not-the-password";
    const remedy = /Check WSO2_USERNAME and WSO2_PASSWORD/g;
    for (const way of [[], ["--fast"]]) {
      const { output } = await report(...way);
      assert.equal(output.match(remedy)?.length, 1, output);
      assert.match(output, /^- https:\S+ answered 401: .*auth0-key-manager/m);
    }
    const { output } = await stack.pulumi("preview");
    // When it comes, and at the end.
    assert.equal(output.match(remedy)?.length, 2, output);
    // Which of them is refused first is up to the servers.
    const [, first = ""] = /error: (?:Preview failed: )?(WSO2 .*?): GET https/.exec(output) ?? [];
    const others = output.split(` failed for the cause that is told of ${first}.`).length - 1;
    assert.match(first, /^WSO2 (Key Manager|application|subscription) /);
    assert.equal(others, 2 * 2, output);
    environment["WSO2_PASSWORD"] = usual;
  });

  it("tells once that Auth0 refuses the deployer, and so does a run of Pulumi", async () => {
    const { environment } = stack;
    const usual = environment["AUTH0_CLIENT_SECRET"] ?? "";
    environment["AUTH0_CLIENT_SECRET"] = "not-the-secret";
    const remedy = /Check AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET/g;
    const reports = [await report(), await report("--fast")];
    const preview = await stack.pulumi("preview");
    environment["AUTH0_CLIENT_SECRET"] = usual;
    for (const { output } of reports) assert.equal(output.match(remedy)?.length, 1, output);
    // When it comes, and at the end.
    assert.equal(preview.output.match(remedy)?.length, 2, preview.output);
  });

  it("tells why it cannot tell, with Pulumi's exit code", async () => {
    stack.environment["WSO2_URL"] = "https://localhost:1";
    const { code, output } = await report("--fast");
    assert.notEqual(code, 0);
    assert.notEqual(code, changesFound);
    assert.equal(output.match(/nothing listens there/g)?.length, 1, output);
    assert.match(output, /^- https:\/\/localhost:1: nothing listens there .*auth0-key-manager/m);
  });

  it("tells a program, too, why Pulumi did not come to ask anybody", async () => {
    const { code, output } = await report("--stack", "nowhere", "--format", "json");
    assert.equal(code, noSuchStack);
    const { failures } = JSON.parse(output) as { failures: { message: string }[] };
    assert.match(failures[0]?.message ?? "", /no stack named 'nowhere' found/);
  });

  it("refuses a format that there is not", async () => {
    const { code, complaint } = await report("--format", "pdf");
    assert.equal(code, 2);
    assert.match(complaint, /usage/);
  });
});
