import { connectorPermissions } from "../../components/auth0/rest/connectorPermissions";
import { tenantEndpoints } from "../../components/auth0/tenant";
import { keyManagerEndpoints } from "../../components/auth0KeyManager";
import type { Inputs, State } from "../../components/wso2/provider/kind";
import type { KeyManagerDeclaration } from "../../components/wso2/keyManager/args";
import type { Sandbox } from "auth0-wso2-sandbox";
import { Auth0Dashboard, type AdministeredServer } from "auth0-wso2-sandbox/consoles";
import {
  lifeCyclesFor,
  ownershipOf,
  type KeyManagerLifeCycle,
  type RunOptions,
} from "./lifeCycles";

/** A Key Manager as the engine hands it over. */
export type KeyManagerInputs = Inputs<KeyManagerDeclaration>;

/** A Key Manager as the state has it. */
export type KeyManagerState = State<KeyManagerDeclaration>;

/** The life cycle of Key Managers on a server. */
export function providerFor(
  server: AdministeredServer,
  options: RunOptions = {},
): KeyManagerLifeCycle {
  return lifeCyclesFor(server, options).keyManagers;
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
  const endpoints = tenantEndpoints(sandbox.auth0.domain);
  const client = await dashboard.machineApplication(
    `management application of ${name}`,
    endpoints.managementApiIdentifier,
    permissions,
  );
  return {
    name,
    ...keyManagerEndpoints(endpoints),
    clientId: String(client["client_id"]),
    clientSecret: String(client["client_secret"]),
    organization: "carbon.super",
    ownership: ownershipOf(name),
  };
}
