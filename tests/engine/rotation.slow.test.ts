import assert from "node:assert/strict";
import { Agent } from "node:https";
import axios from "axios";
import { rotatedSigningKeys } from "auth0-wso2-sandbox/auth0/keys";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
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

interface Login {
  id: string;
  secret: string;
}

/** What is published in `docs/rotation.md`: calls through the gateway, and how many were refused. */
describe("a rotation, with traffic through the gateway", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;
  let httpsAgent: Agent;
  /** What the stack hands out to its applications. */
  let logins: Record<Application, Login>;
  const dashboard = () => new Auth0Dashboard(sandbox);

  before(async () => {
    httpsAgent = new Agent({ ca: sandbox.certificateAuthority.certificate, keepAlive: true });
    new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    stack = await Stack.create(sandbox, "rotation", config);
    await stack.up();
    logins = await loginsNow();
  });

  after(async () => {
    httpsAgent.destroy();
    await stack.remove();
  });

  const call = async (token: string): Promise<number> => {
    const { status } = await axios.get(`${sandbox.wso2.gatewayUrl}/orders/1.0.0/orders`, {
      headers: { Authorization: `Bearer ${token}` },
      httpsAgent,
      validateStatus: () => true,
    });
    return status;
  };

  const loginsNow = async (): Promise<Record<Application, Login>> => {
    const shown = await stack.succeed("stack", "output", "--json", "--show-secrets");
    const { applications, consumerSecrets } = JSON.parse(shown) as {
      applications: Record<Application, { production: { consumerKey: string } }>;
      consumerSecrets: Record<Application, { production: string }>;
    };
    const loginOf = (application: Application): Login => ({
      id: applications[application].production.consumerKey,
      secret: consumerSecrets[application].production,
    });
    return { generated: loginOf("generated"), mapped: loginOf("mapped") };
  };
  /** What WSO2 answers somebody who logs in to its Admin API. */
  const statusOfLogin = async (username: string, password: string): Promise<number> => {
    const { status } = await axios.get(`${sandbox.wso2.url}/api/am/admin/v4/key-managers`, {
      auth: { username, password },
      httpsAgent,
      validateStatus: () => true,
    });
    return status;
  };
  const tokenOf = async ({ id, secret }: Login): Promise<string> => {
    const { data } = await axios.post<{ access_token: string }>(
      `https://${sandbox.auth0.domain}/oauth/token`,
      { grant_type: "client_credentials", audience: config.api.identifier },
      { auth: { username: id, password: secret }, httpsAgent },
    );
    return data.access_token;
  };

  /**
   * Calls all the while with tokens from before, then with new ones.
   *
   * @param reloads how often WSO2's gateway loads the Key Manager anew, without which it refuses calls
   */
  const assertServed = async (reloads: number, rotation: () => Promise<unknown>) => {
    const tokens = await Promise.all(Object.values(logins).map(tokenOf));
    let isOver = false;
    const traffic = tokens.map(async (token) => {
      const statuses: number[] = [];
      while (!isOver) statuses.push(await call(token));
      return statuses;
    });
    await rotation().finally(() => {
      isOver = true;
    });
    for (const statuses of await Promise.all(traffic)) {
      const figures = `${statuses.filter(isRefused).length} of ${statuses.length} calls refused`;
      const stretches = statuses.filter(
        (status, at) => isRefused(status) && !isRefused(statuses[at - 1]),
      );
      assert.ok(stretches.length <= reloads, figures);
      assert.ok(statuses.length > 10, figures);
    }
    logins = await loginsNow();
    for (const login of Object.values(logins)) {
      assert.equal(await call(await tokenOf(login)), 200);
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
      await assert.rejects(tokenOf({ id, secret }), /401/);
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

const isRefused = (status: number | undefined) => status !== undefined && status !== 200;
