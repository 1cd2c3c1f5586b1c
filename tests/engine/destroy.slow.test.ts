import assert from "node:assert/strict";
import {
  AdminPortal,
  Auth0Dashboard,
  DeveloperPortal,
  type Document,
} from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { tenantEndpoints } from "../../components/auth0/tenant";
import { connectorPermissions } from "../../components/auth0/rest/connectorPermissions";
import { keyManagerEndpoints } from "../../components/auth0KeyManager";
import { assertSays } from "./assertions";
import { Stack, type StackConfig } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const api = { identifier: "https://orders.example.com/" };

describe("a destroy that looks at what an object lives on, on the real engine", () => {
  const sandbox = sandboxForTests();
  const stacks: Stack[] = [];
  const dashboard = () => new Auth0Dashboard(sandbox);
  const portal = () => new DeveloperPortal(sandbox);

  after(async () => {
    for (const stack of stacks) await stack.remove();
  });

  const deploy = async (name: string, config: StackConfig): Promise<Stack> => {
    const stack = await Stack.create(sandbox, name, { api, keyManager: { name }, ...config });
    stacks.push(stack);
    await stack.up();
    return stack;
  };
  /** A destroy ends with an error that says each of the texts. */
  const assertRefused = async (stack: Stack, texts: readonly string[]) => {
    const { code, output } = await stack.pulumi("destroy", "--yes", "--skip-preview");
    assert.notEqual(code, 0, output);
    assertSays(output.replace(/\s+/g, " "), texts);
  };
  const clientIds = async () => (await dashboard().clients()).map(({ client_id }) => client_id);
  const assertNothingLeft = async () => {
    assert.deepEqual(await dashboard().clients(), []);
    assert.deepEqual(await portal().applications(), []);
  };

  it("removes no generated keys with a secret that was rotated since, and does after an up", async () => {
    const stack = await deploy("stale", { applications: { "stale-app": {} } });
    const [keys] = await portal().keys("stale-app");
    const management = String((await stack.outputs())["managementClientId"]);
    await dashboard().rotateSecret(management);
    await assertRefused(stack, [
      `Auth0 refuses the login of the management application ${management} that the state has`,
      "Run pulumi up first",
    ]);
    assert.ok((await clientIds()).includes(keys?.["consumerKey"]));
    await stack.up();
    assert.deepEqual(await portal().keys("stale-app"), [keys]);
    await dashboard().rotateSecret(management);
    await stack.configure({ api, keyManager: { name: "stale" } });
    await stack.up();
    assert.deepEqual(await clientIds(), [management]);
    await stack.destroy();
    await assertNothingLeft();
  });

  it("names what others have hung on an application, and takes it along where that is said", async () => {
    const publisher = new Publisher(sandbox);
    const orders = publisher.publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    const others = { "others-app": { subscriptions: [] } };
    const stack = await deploy("others", { applications: others });
    const hang = async () => {
      await portal().subscribe("others-app", orders);
      await portal().generateKeys("others-app", "others", api.identifier, "SANDBOX");
      const keys = await portal().keys("others-app");
      return String(keys.find(({ keyType }) => keyType === "SANDBOX")?.["consumerKey"]);
    };
    const theirs = await hang();
    const before = await portal().subscriptions("others-app");
    await assertRefused(stack, [
      'the subscription to API "Orders" 1.0.0',
      `the keys SANDBOX of the Key Manager "others" with client ${theirs}`,
      "destroyOthers",
    ]);
    assert.deepEqual(await portal().subscriptions("others-app"), before);
    assert.ok((await clientIds()).includes(theirs));

    await stack.configure({
      ...{ api, keyManager: { name: "others" } },
      applications: { "others-app": { subscriptions: [], destroyOthers: true } },
    });
    await stack.up();
    await stack.destroy();
    await assertNothingLeft();
  });

  describe("an adopted Key Manager", () => {
    const admin = () => new AdminPortal(sandbox);
    let theirLogin: string;

    /** A Key Manager that somebody has clicked, with a login of its own, and that a stack adopts. */
    const adopt = async (name: string): Promise<Stack> => {
      const endpoints = tenantEndpoints(sandbox.auth0.domain);
      const { client_id, client_secret } = await dashboard().create("/clients", {
        ...{ name: `Login of ${name}`, app_type: "non_interactive" },
        grant_types: ["client_credentials"],
      });
      theirLogin = String(client_id);
      await dashboard().create("/client-grants", {
        ...{ client_id, audience: endpoints.managementApiIdentifier },
        scope: connectorPermissions.map((permission) => permission.name),
      });
      const { audience, ...fields } = keyManagerEndpoints(endpoints);
      await admin().createKeyManager({
        ...{ ...fields, name, type: "Auth0", enabled: true, description: "Clicked" },
        ...{ introspectionEndpoint: "none", enableOAuthAppCreation: true },
        ...{ enableMapOAuthConsumerApps: true, enableTokenGeneration: true },
        availableGrantTypes: ["client_credentials"],
        additionalProperties: { client_id, client_secret, audience },
      });
      return deploy(name, { keyManager: { name, adopt: true }, applications: {} });
    };
    const stored = (name: string) =>
      structuredClone(sandbox.wso2.state.keyManagers.find((each) => each.name === name));
    const secretOfTheirs = async () =>
      ((await dashboard().get(`/clients/${theirLogin}`)) as Document)["client_secret"];
    const clearAway = async (name: string) => {
      await admin().deleteKeyManager(name);
      await dashboard().remove(`/clients/${theirLogin}`);
    };

    it("has the login again that it had before, as everything else, and makes keys with it", async () => {
      const stack = await adopt("clicked");
      assert.notEqual((await admin().keyManager("clicked"))["description"], "Clicked");
      assert.ok(!(await stack.export()).includes(String(await secretOfTheirs())));
      await stack.destroy();
      const { additionalProperties, description } = await admin().keyManager("clicked");
      const { client_id, managed_by } = additionalProperties as Document;
      assert.deepEqual([client_id, managed_by, description], [theirLogin, undefined, "Clicked"]);
      assert.deepEqual(await clientIds(), [theirLogin]);

      await dashboard().create("/resource-servers", { ...api, scopes: [{ value: "default" }] });
      await portal().createApplication("theirs");
      await portal().generateKeys("theirs", "clicked", api.identifier);
      assert.equal((await clientIds()).length, 2);
      await portal().deleteApplication("theirs");
      await dashboard().remove(`/resource-servers/${encodeURIComponent(api.identifier)}`);
      await clearAway("clicked");
    });

    it("is not left with a login that is gone: the destroy is refused until it has one", async () => {
      const stack = await adopt("loginless");
      await dashboard().rotateSecret(theirLogin);
      const before = stored("loginless");
      await assertRefused(stack, [
        `the login ${theirLogin} that it had before`,
        "Give it a login of its own in the Admin Portal",
      ]);
      assert.deepEqual(stored("loginless"), before);
      const management = String((await stack.outputs())["managementClientId"]);
      assert.ok((await clientIds()).includes(management));

      const { additionalProperties } = await admin().keyManager("loginless");
      await admin().editKeyManager("loginless", {
        additionalProperties: {
          ...(additionalProperties as Document),
          ...{ client_id: theirLogin, client_secret: await secretOfTheirs() },
        },
      });
      await stack.destroy();
      const properties = (await admin().keyManager("loginless"))["additionalProperties"];
      const { client_id, managed_by } = properties as Document;
      assert.deepEqual([client_id, managed_by], [theirLogin, undefined]);
      assert.deepEqual(await clientIds(), [theirLogin]);
      await clearAway("loginless");
    });
  });
});
