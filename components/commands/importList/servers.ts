import { auth0Setting, deployersApi, variableOf } from "../../auth0/rest/deployersApi";
import { tenantEndpoints } from "../../auth0/tenant";
import { typeOf } from "../../wso2/provider/dynamicResource";
import { lifeCyclesAt } from "../../wso2/lifeCycles";
import { resolveConnection, type Wso2ConnectionConfig } from "../../wso2/rest/connection";
import { serverAt } from "../../wso2/server";
import { objectIn, type StackConfig } from "../stackConfig";
import { Auth0Objects } from "./auth0Objects";
import type { Declared } from "./declared";
import { Wso2Objects } from "./wso2Objects";

/** Where the objects of a stack are. */
export interface StackPlace {
  readonly config: StackConfig;
  readonly project: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Both sides as the stack reaches them, with the deployer's login at Auth0. */
export function sidesOf(
  declared: readonly Declared[],
  { config, project, environment }: StackPlace,
) {
  const found = auth0Setting((key) => config[key]?.value, environment);
  // The stack of a team may have nothing there.
  const isNeeded = declared.some(
    ({ type }) => type.startsWith("auth0:") || type === typeOf("KeyManager"),
  );
  const setting = (key: string) => {
    if (found(key) || !isNeeded) return found(key);
    throw new Error(
      `auth0:${key} is missing: the import list logs in to Auth0 with the client id and secret of the ` +
        `deployer. Set ${variableOf(key)}, or auth0:${key} in the stack config.`,
    );
  };
  const domain = setting("domain");
  const { managementTokenEndpoint, managementApiIdentifier } = tenantEndpoints(domain);
  const management = (clientId: string) => ({
    tokenEndpoint: managementTokenEndpoint,
    clientId,
    audience: managementApiIdentifier,
  });
  const tenant = deployersApi(setting);
  const connection: Wso2ConnectionConfig = objectIn(config, project, "wso2") ?? {};
  const server = serverAt(resolveConnection(connection, environment));
  const lifeCycles = lifeCyclesAt(() => server) as unknown as ConstructorParameters<
    typeof Wso2Objects
  >[0];
  const wso2 = new Wso2Objects(lifeCycles, {
    secretOf: (clientId) => tenant.secretOf(clientId),
    management,
  });
  return { auth0: new Auth0Objects(declared, tenant, (...of) => wso2.clientOf(...of)), wso2 };
}
