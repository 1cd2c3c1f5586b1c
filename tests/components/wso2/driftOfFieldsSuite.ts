import assert from "node:assert/strict";
import { connectorPermissions } from "../../../components/auth0/rest/connectorPermissions";
import type { applicationRows } from "../../../components/wso2/application/fields";
import type { keyRows } from "../../../components/wso2/applicationKeys/fields";
import type { subscriptionRows } from "../../../components/wso2/subscription/fields";
import type { AnyLifeCycle } from "../../../components/wso2/provider/engineBoundary";
import { isAvailable, releases, type Release } from "../../../components/wso2/rest/releases";
import { fieldsOf, kinds } from "../../../tools/docs/wso2Fields";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { declaredExamples, examplesInAuth0 } from "../../support/clientExamples";
import { declarationFor } from "../../support/declaration";
import { audience, prepareKeyManager } from "../../support/developerPortal";
import { lifeCyclesFor, ownershipOf, type LifeCycles } from "../../support/lifeCycles";
import { trust } from "../../support/trust";
import { fieldExamples } from "./keyManager/fieldExamples";
import { sandboxForTests } from "../../support/sandboxForTests";

const portalPaths: Partial<Record<Release, string>> = {
  "4.0": "/api/am/devportal/v2",
  "4.1": "/api/am/devportal/v2",
};
const adminPaths: Partial<Record<Release, string>> = {
  "4.0": "/api/am/admin/v2",
  "4.1": "/api/am/admin/v3",
};

type Bag = Record<string, unknown>;
type FixedOfKeys =
  "applicationId" | "keyManager" | "keyType" | "mode" | "clientId" | "secretVersion";
type Changes = Record<string, () => Promise<unknown>>;
/** One for each field that somebody can change: one that has none does not compile. */
type EveryChange<Rows, Fixed extends keyof Rows> = Record<
  Exclude<
    { [Name in keyof Rows]: Rows[Name] extends { option: true } ? never : Name }[keyof Rows],
    Fixed
  >,
  () => Promise<unknown>
>;

export function driftOfFields(release: Release): void {
  describe(`a change by hand of every field on release ${release}`, () => {
    const sandbox = sandboxForTests({ release });
    let portal: DeveloperPortal;
    let dashboard: Auth0Dashboard;
    let management: Awaited<ReturnType<typeof prepareKeyManager>>;
    const ownership = ownershipOf("drift");

    before(async () => {
      trust(sandbox);
      portal = new DeveloperPortal(sandbox, portalPaths[release]);
      dashboard = new Auth0Dashboard(sandbox);
      sandbox.wso2.state.applicationAttributes.push({
        name: "team",
        required: false,
        hidden: false,
        defaultValue: "",
      });
      sandbox.wso2.state.furtherFields = ["colour"];
      management = await prepareKeyManager(sandbox, "auth0-drift", [
        ...connectorPermissions.map(({ name }) => name),
        "update:client_grants",
      ]);
    });

    /** Changes one field after the other, each of which must be shown, and is clean after an update. */
    const assertShownAndHealed = async (
      kind: string,
      group: keyof LifeCycles,
      declared: object,
      changes: Changes,
    ) => {
      // As the engine has it in each run: what was listed before is not remembered.
      const newRun = () => lifeCyclesFor(sandbox)[group] as unknown as AnyLifeCycle;
      const { exceptions = {} } = kinds[kind] ?? {};
      const news: Bag = { ...declared };
      const { inputs = news, failures } = await newRun().check({}, news);
      assert.deepEqual(failures, []);
      const created = await newRun().create(inputs);
      let { id } = created;
      let state: Bag = created.outs ?? inputs;
      for (const [field, change] of Object.entries(changes)) {
        const { drift, releases: affected = releases } = exceptions[field] ?? {};
        await change();
        const { props = {} } = await newRun().read(id, state);
        const { changes: shown, replaces = [] } = await newRun().diff(id, props, inputs);
        const isUnseen = drift === "unseen" && affected.includes(release);
        assert.equal(shown, !isUnseen, `${field} is shown`);
        if (isUnseen) continue;
        if (replaces.length > 0) {
          await newRun().delete(id, props);
          const again = await newRun().create(inputs);
          ({ id } = again);
          state = again.outs ?? inputs;
        } else {
          state = (await newRun().update(id, props, inputs)).outs ?? props;
        }
        const { props: after = {} } = await newRun().read(id, state);
        assert.equal((await newRun().diff(id, after, inputs)).changes, false, field);
        state = after;
      }
      return fieldsOf(kinds[kind] ?? { fields: {}, exceptions })
        .filter(([name, { since = "4.0" }]) => {
          return exceptions[name]?.drift !== "fixed" && isAvailable(since, release);
        })
        .map(([name]) => name);
    };

    const additionalFields = { colour: "green" };
    /** Of a field that is not known here: WSO2 has it beside an object. */
    const recolour = (find: () => { further?: Bag } | undefined) => () => {
      const stored = find();
      assert.ok(stored?.further);
      stored.further["colour"] = "by hand";
      return Promise.resolve();
    };

    it("is shown and undone for applications", async () => {
      const edit = (change: object) => () => portal.editApplication("app", { ...change });
      const rename = async () => {
        const stored = sandbox.wso2.state.applications.find(({ name }) => name === "app");
        assert.ok(stored);
        stored.name = "renamed";
        return Promise.resolve();
      };
      const changes: EveryChange<typeof applicationRows, "groups"> = {
        throttlingPolicy: edit({ throttlingPolicy: "10PerMin" }),
        description: edit({ description: "by hand" }),
        attributes: edit({ attributes: { team: "by hand" } }),
        additionalFields: recolour(() =>
          sandbox.wso2.state.applications.find(({ name }) => name === "app"),
        ),
        name: rename,
      };
      const attributes = { team: "orders" };
      const declared = { name: "app", attributes, additionalFields, ownership };
      const expected = await assertShownAndHealed("Application", "applications", declared, changes);
      assert.deepEqual(Object.keys(changes).sort(), expected.sort());
    });

    it("is shown and undone for keys that WSO2 generates", async () => {
      const { applicationId } = await portal.createApplication("keys-app");
      const client = async () => {
        const clients = await dashboard.clients();
        const found = clients.find(({ name }) => String(name).includes("keys-app"));
        assert.ok(found);
        return String(found["client_id"]);
      };
      const change = (document: Record<string, unknown>) => async () =>
        dashboard.change(`/clients/${await client()}`, document);
      const grantOf = async () => {
        const id = await client();
        const grant = (await dashboard.grants()).find((each) => each["client_id"] === id);
        return `/client-grants/${String(grant?.["id"])}`;
      };
      type InAuth0 = keyof typeof declaredExamples;
      const inAuth0 = examplesInAuth0.map(({ name, byHand }) => [name, change(byHand)] as const);
      const changes: EveryChange<typeof keyRows, FixedOfKeys | InAuth0> = {
        ...Object.fromEntries(inAuth0),
        grantTypes: change({ grant_types: ["client_credentials", "password"] }),
        callbackUrl: change({ callbacks: ["https://drifted.example.com/"] }),
        appType: change({ app_type: "native" }),
        tokenEndpointAuthMethod: change({ token_endpoint_auth_method: "client_secret_post" }),
        scopes: async () => dashboard.change(await grantOf(), { scope: [] }),
        audience: async () => dashboard.remove(await grantOf()),
        additionalFields: recolour(
          () =>
            sandbox.wso2.state.applications.find(({ uuid }) => uuid === applicationId)
              ?.keyMappings[0],
        ),
      };
      const declared = {
        ...{ applicationId, applicationName: "keys-app", keyManager: "auth0-drift" },
        ...{ audience, management, additionalFields, ownership },
        ...declaredExamples,
      };
      const expected = await assertShownAndHealed("ApplicationKeys", "keys", declared, changes);
      assert.deepEqual(Object.keys(changes).sort(), expected.sort());
    });

    it("is shown and undone for subscriptions", async () => {
      const { applicationId } = await portal.createApplication("subscribed-app");
      new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
      const changes: EveryChange<typeof subscriptionRows, "applicationId" | "api" | "version"> = {
        throttlingPolicy: async () => {
          const [stored] = sandbox.wso2.state.subscriptions;
          assert.ok(stored);
          stored.throttlingPolicy = "Gold";
          return Promise.resolve();
        },
        additionalFields: recolour(() => sandbox.wso2.state.subscriptions[0]),
      };
      const api = { api: "Orders", version: "1.0.0" };
      const declared = { applicationId, ...api, additionalFields, ownership };
      const expected = await assertShownAndHealed(
        "Subscription",
        "subscriptions",
        declared,
        changes,
      );
      assert.deepEqual(Object.keys(changes).sort(), expected.sort());
    });

    it("is shown and undone for the fields of Key Managers that have one value", async () => {
      const admin = new AdminPortal(sandbox, adminPaths[release]);
      const declared = {
        ...(await declarationFor(sandbox, "one-value")),
        skipPreflight: ["uniqueIssuer"],
      };
      const edit = (change: object) => () => admin.editKeyManager("one-value", { ...change });
      const changes: Changes = {
        enableSelfValidationJWT: edit({ enableSelfValidationJWT: false }),
        type: () => {
          const stored = sandbox.wso2.state.keyManagers.find(({ name }) => name === "one-value");
          assert.ok(stored);
          stored.type = "Okta";
          return Promise.resolve();
        },
      };
      const expected = await assertShownAndHealed("KeyManager", "keyManagers", declared, changes);
      // The others: everyField.test.ts.
      const elsewhere = Object.keys(fieldExamples);
      const rest = expected.filter((name) => !elsewhere.includes(name));
      assert.deepEqual(Object.keys(changes).sort(), rest.sort());
    });
  });
}
