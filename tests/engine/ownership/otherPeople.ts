import type { Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { connectorPermissions } from "../../../components/auth0/rest/connectorPermissions";
import { tenantEndpoints } from "../../../components/auth0/tenant";
import { keyManagerEndpoints } from "../../../components/auth0KeyManager";
import { until } from "../../support/until";

/** May look after Key Managers, and has applications of its own. */
export const subscriber = "alice";
export const otherAdministrator = "other";

/** Identifier of their API. */
export const audienceOfOthers = "https://others.example.com/";

/**
 * What others have on both servers before the stack is there: a Key Manager of the same tenant, an
 * application with keys and a subscription, and, to be adopted, an application with a subscription;
 * and who else may log in.
 */
export async function settleOtherPeople(sandbox: Sandbox): Promise<void> {
  const dashboard = new Auth0Dashboard(sandbox);
  const portal = new DeveloperPortal(sandbox);
  const publisher = new Publisher(sandbox);
  const endpoints = tenantEndpoints(sandbox.auth0.domain);

  await dashboard.create("/resource-servers", {
    identifier: audienceOfOthers,
    name: "Others",
    scopes: [{ value: "default" }],
  });
  const management = await dashboard.machineApplication(
    "Management of others",
    endpoints.managementApiIdentifier,
    connectorPermissions.map(({ name }) => name),
  );
  const { audience: managementApi, ...fields } = keyManagerEndpoints(endpoints);
  await new AdminPortal(sandbox).createKeyManager({
    ...fields,
    name: "others",
    type: "Auth0",
    enabled: true,
    introspectionEndpoint: "none",
    availableGrantTypes: ["client_credentials"],
    enableTokenGeneration: true,
    enableMapOAuthConsumerApps: true,
    enableOAuthAppCreation: true,
    additionalProperties: {
      client_id: management["client_id"],
      client_secret: management["client_secret"],
      audience: managementApi,
    },
  });
  await until(() => sandbox.wso2.loadedKeyManagers().includes("others"));

  sandbox.wso2.users.add({ login: subscriber, roles: ["keyManagerAdmin", "Internal/subscriber"] });
  sandbox.wso2.users.add({ login: otherAdministrator, roles: ["admin"] });

  const [orders] = ["1.0.0", "2.0.0"].map((version) =>
    publisher.publish({ name: "Orders", context: "/orders", version }),
  );
  const invoices = publisher.publish({ name: "Invoices", context: "/invoices", version: "1.0.0" });
  if (orders === undefined) throw new Error("There is no API to subscribe to.");
  for (const name of ["others", "adopted"]) {
    await portal.createApplication(name);
    await portal.subscribe(name, invoices);
  }
  await portal.subscribe("others", orders);
  await portal.generateKeys("others", "others", audienceOfOthers);
}
