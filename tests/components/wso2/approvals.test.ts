import assert from "node:assert/strict";
import type { ClientCredentials } from "../../../components/auth0/rest/clientCredentials";
import type {
  GeneratedKeysDeclaration,
  KeysAddition,
} from "../../../components/wso2/applicationKeys/args";
import { Incomplete } from "../../../components/wso2/provider/incomplete";
import type { Inputs, State } from "../../../components/wso2/provider/kind";
import { AdminPortal, Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { audience, prepareKeyManager } from "../../support/developerPortal";
import { lifeCyclesFor, ownershipOf } from "../../support/lifeCycles";
import { printing } from "../../support/printed";
import { sandboxForTests } from "../../support/sandboxForTests";
import { trust } from "../../support/trust";

const keyManager = "auth0-approvals";
const api = "Orders";
const simple = { applicationCreation: "simple", keyGeneration: "simple" } as const;
type KeysState = State<GeneratedKeysDeclaration, KeysAddition>;

describe("what waits for an administrator's approval", () => {
  const sandbox = sandboxForTests();
  let management: ClientCredentials;
  let dashboard: Auth0Dashboard;

  before(async () => {
    trust(sandbox);
    dashboard = new Auth0Dashboard(sandbox);
    sandbox.wso2.users.add({ login: "alice", roles: ["Internal/subscriber"] });
    management = await prepareKeyManager(sandbox, keyManager);
    new Publisher(sandbox).publish({ name: api, context: "/orders", version: "1.0.0" });
  });

  afterEach(async () => {
    sandbox.wso2.workflows.configure(simple);
    sandbox.auth0.faults.clear();
    sandbox.wso2.state.applications = [];
    for (const id of await clients()) await dashboard.remove(`/clients/${String(id)}`);
  });

  /** Clients of keys, whoever has made them. */
  const clients = async () =>
    (await dashboard.clients())
      .map(({ client_id }) => client_id)
      .filter((id) => id !== management.clientId);

  for (const user of ["admin", "alice"]) {
    const isTeam = user === "alice";
    const newRun = () =>
      lifeCyclesFor(sandbox, {
        ...(isTeam && { login: { kind: "basic", username: user, password: user } }),
      });
    const ofApplication = { name: "app", ownership: ownershipOf("app") };
    const making = () => newRun().applications.create(ofApplication);

    const declaredFor = async (applicationId: string) => {
      const { domain } = sandbox.auth0;
      const { inputs = assert.fail() } = await newRun().keys.check(
        {},
        {
          ...{ applicationId, applicationName: "app", keyManager, audience },
          ownership: ownershipOf("keys"),
          ...(isTeam ? { reference: { issuer: `https://${domain}/`, domain } } : { management }),
        },
      );
      return inputs as Inputs<GeneratedKeysDeclaration>;
    };
    const requesting = async () => {
      sandbox.wso2.workflows.configure({ keyGeneration: "approval" });
      const inputs = await declaredFor((await making()).id);
      const pending: unknown = await newRun()
        .keys.create(inputs)
        .catch((error: unknown) => error);
      assert.ok(pending instanceof Incomplete);
      const decide = (decision: "APPROVED" | "REJECTED") =>
        sandbox.wso2.workflows.decideOnKeys(inputs.applicationId, pending.id, decision);
      return { id: pending.id, inputs, decide, state: pending.outs as KeysState };
    };
    /** What a preview says, after it has looked. */
    const shown = (id: string, state: KeysState, inputs: Inputs<GeneratedKeysDeclaration>) =>
      printing(async () => {
        const { props = assert.fail() } = await newRun().keys.read(id, state);
        return { props, diff: await newRun().keys.diff(id, props, inputs) };
      });

    describe(isTeam ? "of a team without a login for Auth0" : "of a stack with a login", () => {
      for (const decision of ["APPROVED", "REJECTED"] as const) {
        it(`has no keys and no subscription before, and says so: ${decision} then`, async () => {
          sandbox.wso2.workflows.configure({ applicationCreation: "approval" });
          const { id, outs } = await making();
          const inputs = await declaredFor(id);
          const declared = {
            applicationId: id,
            api,
            version: "1.0.0",
            ownership: ownershipOf(api),
          };
          const all = () => {
            const { applications, keys, subscriptions } = newRun();
            const renewed = { ...ofApplication, description: "Orders" };
            return [
              (): Promise<unknown> => keys.create(inputs),
              () => subscriptions.create(declared),
              () => applications.update(id, outs ?? assert.fail(), renewed),
            ];
          };
          for (const refused of all()) {
            await assert.rejects(
              printing(refused),
              /^Error: The application "app" is CREATED: an administrator has to approve it \(Admin Portal: Tasks, Application Creation\)\. .* Then run pulumi up again, it continues from there\.$/,
            );
          }
          await new AdminPortal(sandbox).decide(decision);
          if (decision === "APPROVED") {
            for (const made of all()) await printing(made);
            assert.equal((await clients()).length, 1);
            return;
          }
          for (const refused of all()) {
            await assert.rejects(printing(refused), /^Error: The application "app" is REJECTED/);
          }
        });
      }

      it("is told in a preview", async () => {
        const { id, inputs, state, decide } = await requesting();
        const waiting = await shown(id, state, inputs);
        assert.match(
          waiting.lines.join("\n"),
          /^Keys PRODUCTION of app wait: an administrator has to approve them \(Admin Portal: Tasks, Application Registration\)\.$/m,
        );
        assert.equal(waiting.result.diff.changes, true);
        await decide("REJECTED");
        const { lines } = await shown(id, state, inputs);
        assert.match(lines.join("\n"), /^An administrator has rejected keys PRODUCTION of app\. /m);
      });

      it("takes its client with it where it is destroyed by a state from before the approval", async () => {
        const { id, state, decide } = await requesting();
        await decide("APPROVED");
        assert.equal((await clients()).length, 1);
        await newRun().keys.delete(id, state);
        assert.deepEqual(await clients(), []);
      });

      it("is asked for again where WSO2 could not make the client, and what that left goes or is named", async () => {
        const { id, inputs, state, decide } = await requesting();
        sandbox.auth0.faults.inject({
          ...{ method: "POST", url: /client-grants/, times: Infinity },
          effect: { kind: "answer", status: 403, body: { message: "no" } },
        });
        await assert.rejects(decide("APPROVED"));
        sandbox.auth0.faults.clear();
        const { result, lines } = await shown(id, state, inputs);
        assert.match(lines.join("\n"), /were approved, but WSO2 could not make their client/);
        assert.deepEqual(result.diff.replaces, ["condition"]);
        const removal = await printing(() => newRun().keys.delete(id, result.props));
        assert.equal((await clients()).length, isTeam ? 1 : 0);
        assert.match(
          removal.lines.join("\n"),
          isTeam ? /client "aliceapp_PRODUCTION" with the callback URL/ : /^Removed the client /,
        );
        await assert.rejects(newRun().keys.create(inputs), Incomplete);
      });
    });
  }
});
