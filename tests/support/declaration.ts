import { connectorPermissions } from "../../components/auth0/connectorPermissions";
import { tenantEndpoints } from "../../components/auth0/tenant";
import { keyManagerEndpoints } from "../../components/auth0KeyManager";
import { AdminApi } from "../../components/wso2/client/adminApi";
import type { Wso2Login } from "../../components/wso2/client/connection";
import type { KeyManagerInputs } from "../../components/wso2/keyManager/args";
import { KeyManagerProvider } from "../../components/wso2/keyManager/provider";
import type { Release } from "../../components/wso2/releases";
import type { Sandbox } from "../../sandbox";
import { Auth0Dashboard, type AdministeredServer } from "../../sandbox/consoles";

/** A provider that works on a server. */
export function providerFor(
  { wso2, certificateAuthority }: AdministeredServer,
  { login, release }: { login?: Wso2Login; release?: Release } = {},
): KeyManagerProvider {
  const api = new AdminApi({
    url: wso2.url,
    certificateAuthority: certificateAuthority.certificate,
    login: login ?? { kind: "basic", ...wso2.administrator },
    ...(release !== undefined && { release }),
  });
  return new KeyManagerProvider(() => api);
}

/**
 * A declaration that works: with a management application that exists in the sandbox's tenant and
 * has a grant of `permissions`, by default those that the connector needs.
 */
export async function declarationFor(
  sandbox: Sandbox,
  name: string,
  permissions: string[] = connectorPermissions.map((permission) => permission.name),
): Promise<KeyManagerInputs> {
  const dashboard = new Auth0Dashboard(sandbox);
  const client = await dashboard.create("/clients", {
    name: `management application of ${name}`,
    app_type: "non_interactive",
    grant_types: ["client_credentials"],
  });
  const endpoints = tenantEndpoints(sandbox.auth0.domain);
  await dashboard.create("/client-grants", {
    client_id: client["client_id"],
    audience: endpoints.managementApiIdentifier,
    scope: permissions,
  });
  return {
    name,
    ...keyManagerEndpoints(endpoints),
    clientId: String(client["client_id"]),
    clientSecret: String(client["client_secret"]),
  };
}
