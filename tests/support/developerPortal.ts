import type { ClientCredentials } from "../../components/auth0/authenticationApi";
import { DeveloperPortalApi } from "../../components/wso2/client/developerPortalApi";
import { Transport } from "../../components/wso2/client/transport";
import type { Sandbox } from "../../sandbox";
import { Auth0Dashboard } from "../../sandbox/consoles";
import { declarationFor, providerFor } from "./declaration";
import { until } from "./until";

/** The API of a sandbox's Developer Portal. */
export function portalApiOf(
  { wso2, certificateAuthority }: Sandbox,
  limits?: ConstructorParameters<typeof Transport>[1],
): DeveloperPortalApi {
  const connection = {
    url: wso2.url,
    certificateAuthority: certificateAuthority.certificate,
    login: { kind: "basic", ...wso2.administrator } as const,
  };
  return new DeveloperPortalApi(connection, new Transport(connection, limits));
}

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
