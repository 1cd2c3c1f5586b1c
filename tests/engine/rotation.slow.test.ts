import assert from "node:assert/strict";
import axios from "axios";
import { rotatedSigningKeys } from "auth0-wso2-sandbox/auth0/keys";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { GatewayTraffic, isRefused, stretchesRefused, type ConsumerLogin } from "./gatewayTraffic";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-rotated" },
  applications: {
    generated: {
      keys: { production: { secretVersion: "1" } },
      subscriptions: [{ api: "Orders", version: "1.0.0" }],
    },
    mapped: {
      keys: { production: { mode: "map" } },
      subscriptions: [{ api: "Orders", version: "1.0.0" }],
    },
  },
};
type Application = keyof typeof config.applications;

/** What is published in `docs/rotation.md`: calls through the gateway, and how many were refused. */
describe("a rotation, with traffic through the gateway", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;
  let traffic: GatewayTraffic;
  /** What the stack hands out to its applications. */
  let logins: Record<Application, ConsumerLogin>;
  const dashboard = () => new Auth0Dashboard(sandbox);

  before(async () => {
    traffic = new GatewayTraffic(sandbox, config.api.identifier);
    new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    stack = await Stack.create(sandbox, "rotation", config);
    await stack.up();
    logins = await loginsNow();
  });

  after(async () => {
    traffic.close();
    await stack.remove();
  });

  const loginsNow = async (): Promise<Record<Application, ConsumerLogin>> => {
    const shown = await stack.succeed("stack", "output", "--json", "--show-secrets");
    const { applications, consumerSecrets } = JSON.parse(shown) as {
      applications: Record<Application, { production: { consumerKey: string } }>;
      consumerSecrets: Record<Application, { production: string }>;
    };
    const loginOf = (application: Application): ConsumerLogin => ({
      id: applications[application].production.consumerKey,
      secret: consumerSecrets[application].production,
    });
    return { generated: loginOf("generated"), mapped: loginOf("mapped") };
  };
  /** What WSO2 answers somebody who logs in to its Admin API. */
  const statusOfLogin = async (username: string, password: string): Promise<number> => {
    const { status } = await axios.get(`${sandbox.wso2.url}/api/am/admin/v4/key-managers`, {
      auth: { username, password },
      httpsAgent: traffic.httpsAgent,
      validateStatus: () => true,
    });
    return status;
  };
  /**
   * Calls all the while with tokens from before, then with new ones.
   *
   * @param reloads how often WSO2's gateway loads the Key Manager anew, without which it refuses calls
   */
  const assertServed = async (reloads: number, rotation: () => Promise<unknown>) => {
    const tokens = await Promise.all(Object.values(logins).map((login) => traffic.tokenOf(login)));
    for (const statuses of await traffic.during(tokens, rotation)) {
      const figures = `${statuses.filter(isRefused).length} of ${statuses.length} calls refused`;
      assert.ok(stretchesRefused(statuses) <= reloads, figures);
      assert.ok(statuses.length > 10, figures);
    }
    logins = await loginsNow();
    for (const login of Object.values(logins)) {
      assert.equal(await traffic.call(await traffic.tokenOf(login)), 200);
    }
  };

  it("of the management application's secret refuses no calls but while WSO2 loads the Key Manager", async () => {
    const clients = await dashboard().clients();
    const management = clients.find(({ name }) => name === "auth0-management");
    assert.ok(management);
    await assertServed(1, async () => {
      await dashboard().rotateSecret(String(management["client_id"]));
      await stack.up();
    });
  });

  it("of consumer secrets, in both modes, costs no token its validity", async () => {
    const before = logins;
    await assertServed(0, async () => {
      await dashboard().rotateSecret(before.mapped.id);
      const production = { secretVersion: "2" };
      const generated = { ...config.applications.generated, keys: { production } };
      await stack.configure({
        ...config,
        applications: { ...config.applications, generated },
      });
      await stack.up();
    });
    for (const [application, { id, secret }] of Object.entries(before)) {
      const now = logins[application as Application];
      assert.equal(now.id, id);
      assert.notEqual(now.secret, secret);
      await assert.rejects(traffic.tokenOf({ id, secret }), /401/);
    }
  });

  it("of Auth0's signing key takes nothing to do, and of WSO2's login the environment, after all of them", async () => {
    const { username, password: earlier } = sandbox.wso2.administrator;
    const admin = sandbox.wso2.state.users.find((user) => user.username === username);
    assert.ok(admin);
    await assertServed(0, async () => {
      const { state } = sandbox.auth0;
      state.signingKeys = await rotatedSigningKeys(state.signingKeys);
      admin.password = "next-password-of-the-administrator";
      assert.equal(await statusOfLogin(username, earlier), 401);
      stack.environment["WSO2_PASSWORD"] = admin.password;
      // Nothing is left to do of the rotations before, either.
      await stack.up("--expect-no-changes");
    });
  });
});
