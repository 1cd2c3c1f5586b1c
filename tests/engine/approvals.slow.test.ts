import assert from "node:assert/strict";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { clientPermissions } from "../../tools/demo/examples/teams";
import { sandboxForTests } from "../support/sandboxForTests";
import { assertConverged, assertSays } from "./assertions";
import { Stack } from "./stack";

const withoutAuth0 = {
  AUTH0_DOMAIN: undefined,
  AUTH0_CLIENT_ID: undefined,
  AUTH0_CLIENT_SECRET: undefined,
};
const up = ["up", "--yes", "--skip-preview"];

describe("a team whose WSO2 wants approvals, on the real engine", () => {
  const sandbox = sandboxForTests();
  let platform: Stack;
  let admin: AdminPortal;
  let clientsBefore: unknown[];

  before(async () => {
    admin = new AdminPortal(sandbox);
    for (const login of ["alice", "bob"]) {
      sandbox.wso2.users.add({ login, roles: ["Internal/subscriber"] });
    }
    new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    platform = await Stack.create(sandbox, "platform", {
      api: { identifier: "https://orders.example.com/" },
      keyManager: { name: "auth0-approvals" },
    });
    await platform.up();
    sandbox.wso2.workflows.configure({
      applicationCreation: "approval",
      keyGeneration: "approval",
      subscriptionCreation: "approval",
    });
  });

  after(() => platform.remove());

  const clients = async () => {
    const all = await new Auth0Dashboard(sandbox).clients();
    return all.map(({ client_id }) => client_id);
  };
  const applications = () =>
    sandbox.wso2.state.applications.filter(({ name }) => name !== "DefaultApplication");
  const approveKeys = async () => {
    for (const { uuid, keyMappings } of applications()) {
      for (const key of keyMappings) {
        await sandbox.wso2.workflows.decideOnKeys(uuid, key.uuid, "APPROVED");
      }
    }
  };
  const team = (keys: object, login: Readonly<Record<string, string | undefined>>) => {
    const application = { keys, subscriptions: [{ api: "Orders", version: "1.0.0" }] };
    const reference = {
      ...{ name: "auth0-approvals", apiIdentifier: "https://orders.example.com/" },
      domain: sandbox.auth0.domain,
    };
    const config = {
      keyManager: { reference },
      applications: { one: application, two: application },
      smokeTest: { enabled: true },
    };
    return Stack.create(sandbox, "team", config, undefined, login);
  };
  /** A run that is told what it waits for. */
  const waits = async (stack: Stack, texts: readonly string[]) => {
    const { code, output } = await stack.pulumi(...up, "--continue-on-error");
    assert.notEqual(code, 0);
    assertSays(output, texts);
    assert.doesNotMatch(output, /Correct the value/);
  };

  for (const [mode, user] of [
    ["generate", "alice"],
    ["map", "bob"],
  ] as const) {
    it(`has each step approved, makes nothing twice, and leaves nothing: mode ${mode}`, async () => {
      const logins = { WSO2_USERNAME: user, WSO2_PASSWORD: user };
      const auth0 =
        mode === "map"
          ? await new Auth0Dashboard(sandbox).login(user, clientPermissions)
          : withoutAuth0;
      clientsBefore = await clients();
      const stack = await team({ production: { mode } }, { ...auth0, ...logins });
      const waiting = ["one", "two"].map((name) => `The application "${name}" is CREATED`);
      await waits(stack, waiting);
      assert.equal((await admin.decide("APPROVED")).length, 2);
      if (mode === "generate") {
        const approvals = ["one", "two"].map(
          (name) => `keys of application "${name}": an administrator has to approve them`,
        );
        await waits(stack, approvals);
        await waits(stack, approvals);
        assertSays(await stack.succeed("preview"), ["Keys PRODUCTION of one wait: an admin"]);
        await approveKeys();
      }
      assertSays(await stack.up(), ["(one-subscription-Orders-1.0.0) is ON_HOLD"]);
      assert.equal((await admin.decide("APPROVED")).length, 2);
      assert.doesNotMatch(await assertConverged(stack), /is ON_HOLD/);
      assert.deepEqual(
        applications()
          .map(({ name, keyMappings }) => [name, keyMappings.length])
          .sort(),
        [
          ["one", 1],
          ["two", 1],
        ],
      );
      assert.equal((await clients()).length, clientsBefore.length + 2);
      await stack.destroy();
      await assertNothingLeft();
      await stack.remove();
    });
  }

  it("is asked for again what was rejected and is gone from the Developer Portal", async () => {
    clientsBefore = await clients();
    const login = { ...withoutAuth0, WSO2_USERNAME: "alice", WSO2_PASSWORD: "alice" };
    const stack = await team({ production: {} }, login);
    await waits(stack, ['The application "one" is CREATED', 'The application "two" is CREATED']);
    assert.equal((await admin.decide("REJECTED")).length, 2);
    await portalOf("alice").deleteApplication("one");
    await waits(stack, ['The application "one" is CREATED', 'The application "two" is REJECTED']);
    await stack.destroy();
    await assertNothingLeft();
    await stack.remove();
  });

  const portalOf = (user: string) => {
    const administrator = { username: user, password: user };
    const { certificateAuthority } = sandbox;
    return new DeveloperPortal({
      wso2: { url: sandbox.wso2.url, administrator },
      certificateAuthority,
    });
  };
  const assertNothingLeft = async () => {
    assert.deepEqual(applications(), []);
    assert.deepEqual(await clients(), clientsBefore);
  };
});
