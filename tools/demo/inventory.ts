import type { Sandbox } from "auth0-wso2-sandbox";
import {
  AdminPortal,
  Auth0Dashboard,
  DeveloperPortal,
  type Document,
} from "auth0-wso2-sandbox/consoles";

/** A row of the table of what exists. */
type Row = [side: string, kind: string, name: string, detail: string];

export const inventoryColumns: Row = ["side", "kind", "name", "detail"];

/** Everything that exists on both sides beside what a new tenant and a new server have. */
export async function takeInventory(sandbox: Sandbox): Promise<Row[]> {
  const dashboard = new Auth0Dashboard(sandbox);
  const portal = new AdminPortal(sandbox);
  const clients = await dashboard.clients();
  const nameOf = (clientId: unknown) =>
    text(clients.find((client) => client["client_id"] === clientId)?.["name"] ?? clientId);
  return [
    ...clients.map((client): Row => {
      const { name, client_id, token_endpoint_auth_method } = client;
      return [
        "Auth0",
        "application",
        text(name),
        `${text(client_id)}, ${text(token_endpoint_auth_method)}`,
      ];
    }),
    ...(await dashboard.apis()).map((api): Row => {
      const scopes = (api["scopes"] as Document[]).map(({ value }) => text(value));
      return ["Auth0", "API", text(api["identifier"]), `scopes ${scopes.join(", ")}`];
    }),
    ...(await dashboard.grants()).map((grant): Row => {
      const scopes = grant["scope"] as string[];
      return [
        "Auth0",
        "grant",
        nameOf(grant["client_id"]),
        `permissions ${scopes.length}, audience ${text(grant["audience"])}`,
      ];
    }),
    ...(await portal.keyManagers()).map((entry): Row => {
      const { name, type, enabled, id } = entry;
      return [
        "WSO2",
        "Key Manager",
        text(name),
        `type ${text(type)}, enabled ${text(enabled)}, ${text(id)}`,
      ];
    }),
    ...(await applicationRows(new DeveloperPortal(sandbox))),
  ];
}

/** How many there are on each side. */
export function countsOf(rows: readonly Row[]): string {
  const on = (side: string) => rows.filter((row) => row[0] === side).length;
  return `Auth0 ${on("Auth0")}, WSO2 ${on("WSO2")}`;
}

/** Applications of the Developer Portal, each followed by its keys. */
async function applicationRows(developerPortal: DeveloperPortal): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, subscriptionCount, applicationId } of await developerPortal.applications()) {
    const subscriptions = `subscriptions ${text(subscriptionCount)}, ${text(applicationId)}`;
    rows.push(["WSO2", "application", text(name), subscriptions]);
    for (const { keyType, mode, consumerKey } of await developerPortal.keys(text(name))) {
      rows.push([
        "WSO2",
        "keys",
        text(name),
        `${text(keyType)}, ${text(mode)}, ${text(consumerKey)}`,
      ]);
    }
  }
  return rows;
}

const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
