import assert from "node:assert/strict";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { lifeCyclesFor, ownershipOf } from "../../../support/lifeCycles";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { trust } from "../../../support/trust";

const keyManager = "auth0-others";
const applicationName = "orders-app";

describe("keys of an application that another user has", () => {
  const sandbox = sandboxForTests({
    users: [
      { login: "other", roles: ["admin"] },
      { login: "mate", roles: ["admin"], groups: ["team"] },
      { login: "alice", roles: ["keyManagerAdmin", "Internal/subscriber"] },
    ],
  });
  let management: Awaited<ReturnType<typeof prepareKeyManager>>;

  before(async () => {
    trust(sandbox);
    management = await prepareKeyManager(sandbox, keyManager);
  });

  const runOf = (username = "admin") =>
    lifeCyclesFor(sandbox, {
      login: { kind: "basic", username, password: username },
      patience: { budget: 20_000, firstPause: 20, longestPause: 100 },
    });
  /** Keys of both modes, each of an application of its own. */
  const declared = async () => {
    const dashboard = new Auth0Dashboard(sandbox);
    const client = await dashboard.create("/clients", {
      name: "mapped",
      app_type: "non_interactive",
      grant_types: ["client_credentials"],
    });
    const [clientId, clientSecret] = [client["client_id"], client["client_secret"]].map(String);
    const modes = [
      { mode: "generate", audience, management },
      { mode: "map", clientId: clientId ?? "", clientSecret: clientSecret ?? "" },
    ] as const;
    return Promise.all(
      modes.map(async (special) => {
        const name = `${applicationName}-${special.mode}`;
        const { applications, keys } = runOf();
        const { id } = await applications.create({
          ...{ name, groups: ["team"], ownership: ownershipOf(name) },
        });
        const { inputs } = await keys.check(
          {},
          {
            ...{ applicationId: id, applicationName: name, keyManager, ...special },
            ownership: ownershipOf("keys"),
          },
        );
        assert.ok(inputs);
        return inputs;
      }),
    );
  };
  /** WSO2 forgets them for whoever asks. */
  const held = () => ({
    keys: structuredClone(sandbox.wso2.state.applications.flatMap((each) => each.keyMappings)),
    clients: structuredClone(sandbox.auth0.state.clients),
  });

  it("that WSO2 has forgotten stay in the state when their application was handed over", async () => {
    const [inputs] = await declared();
    assert.ok(inputs);
    const { id, outs } = await runOf().keys.create(inputs);
    assert.ok(outs);
    for (const application of sandbox.wso2.state.applications) {
      application.keyMappings = application.keyMappings.filter(({ uuid }) => uuid !== id);
      application.owner = "other";
    }
    assert.deepEqual((await runOf().keys.read(id, outs)).props, outs);
    for (const application of sandbox.wso2.state.applications) application.owner = "admin";
    assert.equal((await runOf().keys.read(id, outs)).props?.condition, "keysMissing");
    sandbox.wso2.state.applications = [];
  });

  it("are not removed by a login that is not its user's, whatever that one may see", async () => {
    for (const inputs of await declared()) {
      const { id, outs } = await runOf().keys.create(inputs);
      assert.ok(outs);
      const before = held();
      for (const user of ["other", "alice", "mate"]) {
        await assert.rejects(
          runOf(user).keys.delete(id, outs),
          new RegExp(`belongs to the WSO2 user admin, .* logs in as ${user}`),
        );
        assert.deepEqual(held(), before, `${inputs.mode ?? ""}, ${user}`);
      }
      await runOf().keys.delete(id, outs);
      assert.equal(held().keys.length, before.keys.length - 1);
    }
  });
});
