import assert from "node:assert/strict";
import { Agent } from "node:https";
import axios from "axios";
import { decodeJwt } from "jose";
import { requestToken } from "../../components/auth0/rest/authenticationApi";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { trust } from "../support/trust";
import { assertConverged, assertShown } from "./assertions";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

const subscriptions = [{ api: "Orders", version: "1.0.0" }];

describe("a stack of a tenant with a custom domain, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;
  let admin: AdminPortal;
  let portal: DeveloperPortal;
  let dashboard: Auth0Dashboard;
  let custom: string;
  let own: string;

  before(async () => {
    trust(sandbox);
    admin = new AdminPortal(sandbox);
    portal = new DeveloperPortal(sandbox);
    dashboard = new Auth0Dashboard(sandbox);
    custom = `https://${sandbox.auth0.customDomain}/`;
    own = `https://${sandbox.auth0.domain}/`;
    new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    stack = await Stack.create(sandbox, "custom", {
      customDomain: sandbox.auth0.customDomain,
      api: { identifier: "https://orders.example.com/" },
      keyManager: { name: "auth0-custom" },
      applications: {
        generated: { subscriptions },
        mapped: { keys: { production: { mode: "map" } }, subscriptions },
      },
      smokeTest: {
        application: "generated",
        gatewayUrl: `${sandbox.wso2.gatewayUrl}/orders/1.0.0/orders`,
      },
    });
  });

  after(() => stack.remove());

  const shownEndpoints = async () => {
    const { issuer, tokenEndpoint, displayTokenEndpoint, additionalProperties } =
      await admin.keyManager("auth0-custom");
    const { audience } = additionalProperties as { audience: string };
    return { issuer, tokenEndpoint, displayTokenEndpoint, audience };
  };
  const assertWorks = async () => {
    assert.deepEqual(await shownEndpoints(), {
      issuer: custom,
      tokenEndpoint: `${own}oauth/token`,
      displayTokenEndpoint: `${custom}oauth/token`,
      audience: `${own}api/v2/`,
    });
    for (const name of ["generated", "mapped"]) await assertCalls(name);
  };
  /** A token for the keys of an application passes the gateway, asked for where the portal says. */
  const assertCalls = async (application: string) => {
    const [keys] = await portal.keys(application);
    const token = await requestToken({
      tokenEndpoint: `${custom}oauth/token`,
      clientId: String(keys?.["consumerKey"]),
      clientSecret: String(keys?.["consumerSecret"]),
      audience: "https://orders.example.com/",
    });
    assert.equal(decodeJwt(token).iss, custom);
    const { status } = await axios.get(`${sandbox.wso2.gatewayUrl}/orders/1.0.0/orders`, {
      headers: { Authorization: `Bearer ${token}` },
      httpsAgent: new Agent({ ca: sandbox.certificateAuthority.certificate }),
    });
    assert.equal(status, 200);
  };

  it("works in both modes, its tokens those of the custom domain", async () => {
    await stack.up();
    await assertWorks();
    const { smokeTest } = (await stack.outputs()) as { smokeTest: string[] };
    for (const line of smokeTest) assert.match(line, /^passed/);
    assert.ok(smokeTest.some((line) => /keyManagerLoaded +WSO2 reads clients/.test(line)));
  });

  it("sees and heals a Key Manager led to the custom domain by hand, and keys that are gone, and no more", async () => {
    await portal.forgetKeys("generated");
    const [keys] = await portal.keys("mapped");
    await dashboard.remove(`/clients/${String(keys?.["consumerKey"])}`);
    await admin.editKeyManager("auth0-custom", {
      tokenEndpoint: `${custom}oauth/token`,
      displayTokenEndpoint: `${own}oauth/token`,
      issuer: own,
    });
    const output = await assertShown(stack, [
      "generated-production-keys",
      "mapped-production-client",
    ]);
    for (const field of ["tokenEndpoint", "displayTokenEndpoint", "issuer"]) {
      assert.match(output, new RegExp(`~ ${field} *:`));
    }
    await stack.up();
    await assertWorks();
    await assertConverged(stack);
  });

  it("leaves nothing behind on either side when it is destroyed", async () => {
    await stack.destroy();
    assert.deepEqual(await portal.applications(), []);
    assert.deepEqual(await admin.keyManagers(), []);
    assert.deepEqual(await dashboard.clients(), []);
    assert.deepEqual(await dashboard.apis(), []);
    assert.deepEqual(await dashboard.grants(), []);
  });
});
