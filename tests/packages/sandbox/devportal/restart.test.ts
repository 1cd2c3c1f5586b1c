import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PortalUnderTest, until, type Body } from "./portalUnderTest";

describe("WSO2 Developer Portal after a restart", () => {
  let directory: string;
  let portal: PortalUnderTest | undefined;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "sandbox-"));
  });
  afterEach(async () => {
    await portal?.sandbox.close();
    await rm(directory, { recursive: true });
  });

  it("knows applications, keys, subscriptions and APIs, at the same addresses", async () => {
    const stateFile = join(directory, "state.json");
    const first = await PortalUnderTest.start({ stateFile });
    portal = first;
    const audience = await first.createAudience("https://orders.example.com/");
    await first.createKeyManager("auth0");
    const api = first.publisher.publish({ name: "orders", context: "/orders", version: "1" });
    const applicationId = await first.createApplication("caller");
    const key = await first.generateProductionKeys(applicationId, audience);
    const subscription = { applicationId, apiId: api.id, throttlingPolicy: "Unlimited" };
    await first.call("POST", "/subscriptions", subscription);
    await first.sandbox.close();

    portal = await PortalUnderTest.start({ stateFile });
    assert.equal(portal.wso2.gatewayUrl, first.wso2.gatewayUrl);
    const { wso2 } = portal;
    await until(() => wso2.loadedKeyManagers().includes("auth0"));
    const path = `/applications/${applicationId}/oauth-keys`;
    const { data } = await portal.call<{ list: Body[] }>("GET", path);
    assert.equal(data.list[0]?.["consumerSecret"], key["consumerSecret"]);
    const token = String((key["token"] as Body)["accessToken"]);
    assert.equal((await portal.callApi("/orders/1/anything", token)).status, 200);
  });
});
