import assert from "node:assert/strict";
import { fields as keyManagerFields } from "../../../../components/wso2/keyManager/fields";
import { applicationFields } from "../../../../components/wso2/application/fields";
import { keyFields } from "../../../../components/wso2/applicationKeys/fields";
import { subscriptionFields } from "../../../../components/wso2/subscription/fields";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { releases } from "../../../../components/wso2/rest/releases";
import { declarationFor } from "../../../support/declaration";
import { lifeCyclesFor, ownershipOf, type LifeCycles } from "../../../support/lifeCycles";
import { sandboxForTests } from "../../../support/sandboxForTests";

/** What no declaration may hold, but an answer of a server can: of a newer release, or left empty. */
const odd: readonly unknown[] = [
  ...[null, "", " ", "\n", "x".repeat(5_000), "of a newer release"],
  ...[-1, 1.5, true, [], [null], {}, { ofANewerRelease: null }],
];

/** Beside options, what is declared alone: no server says it. */
const unread = ["mode", "importEndpoints"];

type Table = Readonly<Record<string, { option?: boolean }>>;
type Inputs = Record<string, unknown>;
interface Checked {
  check: (olds: Inputs, news: Inputs) => Promise<{ failures?: readonly { reason: string }[] }>;
  create: (inputs: Inputs) => Promise<{ id: string; outs?: Inputs }>;
  read: (id: string, state: Inputs) => Promise<{ inputs?: Inputs }>;
}

/** With `ignoreChanges` on a field, the engine declares what was read of it. */
for (const release of releases) {
  describe(`what is read of WSO2 ${release} can be kept`, () => {
    const sandbox = sandboxForTests({ release });
    const run = (kind: keyof LifeCycles) => lifeCyclesFor(sandbox)[kind] as unknown as Checked;
    let inputs: Record<keyof LifeCycles, Inputs>;

    const readBack = async (kind: keyof LifeCycles, declared: object) => {
      const checked = (await run(kind).check({}, declared as Inputs)) as { inputs: Inputs };
      const { id, outs = {} } = await run(kind).create(checked.inputs);
      const { inputs: read = {} } = await run(kind).read(id, outs);
      return { id, inputs: read };
    };

    before(async () => {
      new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
      const keyManager = await readBack("keyManagers", await declarationFor(sandbox, "read-back"));
      const application = await readBack("applications", {
        name: "orders-app",
        ownership: ownershipOf("orders-app"),
      });
      const applicationId = application.id;
      // Where WSO2 has keys it asks Auth0 for their client whenever it lists subscriptions.
      const subscription = await readBack("subscriptions", {
        ...{ applicationId, api: "Orders", version: "1.0.0" },
        ownership: ownershipOf("orders"),
      });
      const keys = await readBack("keys", {
        ...{ applicationId, applicationName: "orders-app", keyManager: "read-back" },
        ...{ mode: "map", clientId: "a-client", clientSecret: "its secret" },
        ownership: ownershipOf("keys"),
      });
      inputs = {
        keyManagers: keyManager.inputs,
        applications: application.inputs,
        keys: keys.inputs,
        subscriptions: subscription.inputs,
      };
    });

    const tables: Record<keyof LifeCycles, Table> = {
      keyManagers: keyManagerFields,
      applications: applicationFields,
      keys: keyFields,
      subscriptions: subscriptionFields,
    };
    for (const [kind, fields] of Object.entries(tables) as [keyof LifeCycles, Table][]) {
      const read = Object.keys(fields).filter(
        (name) => fields[name]?.option !== true && !unread.includes(name),
      );
      it(`each of the ${read.length} fields of ${kind}, whatever it holds`, async () => {
        for (const field of read) {
          for (const value of odd) {
            const kept = { ...inputs[kind], [field]: value };
            const { failures = [] } = await run(kind).check(kept, kept);
            const reasons = failures.map(({ reason }) => reason);
            assert.deepEqual(reasons, [], `${field}: ${JSON.stringify(value)}`);
          }
        }
      });
    }
  });
}
