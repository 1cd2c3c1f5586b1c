import type { ClientCredentials } from "../../components/auth0/rest/clientCredentials";
import type { Sandbox } from "auth0-wso2-sandbox";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { declarationFor, providerFor } from "./declaration";
import { until } from "./until";

export const audience = "https://orders.example.com/";

/** Creates a Key Manager, whose application has `permissions`, and in Auth0 the API whose tokens it is about. */
export async function prepareKeyManager(
  sandbox: Sandbox,
  name: string,
  permissions?: string[],
): Promise<ClientCredentials> {
  const dashboard = new Auth0Dashboard(sandbox);
  const scopes = ["default", "read:orders"].map((value) => ({ value }));
  await dashboard.create("/resource-servers", { identifier: audience, name: "Orders", scopes });
  const declaration = await declarationFor(sandbox, name, permissions);
  await providerFor(sandbox).create(declaration);
  await until(() => sandbox.wso2.loadedKeyManagers().includes(name));
  const { tokenEndpoint, clientId, clientSecret } = declaration;
  return { tokenEndpoint, clientId, clientSecret, audience: declaration.audience };
}
