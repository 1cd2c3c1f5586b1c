import type { PortalUnderTest } from "./devportal/portalUnderTest";

/** Makes something of everything that the pages show. */
export async function fill(portal: PortalUnderTest): Promise<{ consumerKey: string }> {
  const audience = await portal.createAudience("https://orders.example.com/");
  await portal.createKeyManager("auth0");
  const api = portal.publisher.publish({ name: "Orders", context: "/orders", version: "1.0.0" });
  const applicationId = await portal.createApplication("caller");
  const { consumerKey } = await portal.generateProductionKeys(applicationId, audience);
  const subscription = { applicationId, apiId: api.id, throttlingPolicy: "Unlimited" };
  await portal.call("POST", "/subscriptions", subscription);
  await portal.callApi("/orders/1.0.0/anything");
  return { consumerKey: String(consumerKey) };
}
