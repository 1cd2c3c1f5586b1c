import { ManagementApi } from "../../auth0/rest/managementApi";
import { tenantEndpoints } from "../../auth0/tenant";
import { ApplicationsApi } from "../../wso2/application/api";
import { KeysApi } from "../../wso2/applicationKeys/api";
import { KeyManagersApi } from "../../wso2/keyManager/api";
import { Turns } from "../../wso2/provider/turns";
import { resolveConnection, type Wso2ConnectionConfig } from "../../wso2/rest/connection";
import { adminApi, developerPortalApi } from "../../wso2/rest/restApis";
import { Transport } from "../../wso2/rest/transport";
import type { Tenant, Wso2 } from "./identities";

/** The stack config as `pulumi config --json --show-secrets` prints it. */
export type StackConfig = Record<string, { value?: string }>;

/** The tenant that the deployer logs in to. */
export function tenantOf(config: StackConfig, environment: NodeJS.ProcessEnv): Tenant {
  const setting = (key: string, variable: string) => {
    const value = config[`auth0:${key}`]?.value ?? environment[variable];
    if (value) return value;
    throw new Error(
      `auth0:${key} is missing: the import list logs in to Auth0 with the client id and secret of the ` +
        `deployer. Set ${variable}, or auth0:${key} in the stack config.`,
    );
  };
  const domain = setting("domain", "AUTH0_DOMAIN");
  const { managementTokenEndpoint, managementApiIdentifier } = tenantEndpoints(domain);
  return new ManagementApi({
    tokenEndpoint: managementTokenEndpoint,
    clientId: setting("clientId", "AUTH0_CLIENT_ID"),
    clientSecret: setting("clientSecret", "AUTH0_CLIENT_SECRET"),
    audience: managementApiIdentifier,
  });
}

/** WSO2 as the project's stack reaches it. */
export function wso2Of(config: StackConfig, project: string, environment: NodeJS.ProcessEnv): Wso2 {
  const given = JSON.parse(config[`${project}:wso2`]?.value ?? "{}") as Wso2ConnectionConfig;
  const connection = resolveConnection(given, environment);
  const transport = new Transport(connection);
  const portal = developerPortalApi(connection, transport);
  const keyManagers = new KeyManagersApi(adminApi(connection, transport));
  const applications = new ApplicationsApi(portal);
  const keys = new KeysApi(portal, new Turns());
  return {
    async clientOfKeyManager(name) {
      const entry = await keyManagers.findByName(name);
      const properties = entry && (await keyManagers.fetch(entry.id)).additionalProperties;
      return properties?.["client_id"] as string | undefined;
    },
    async clientOfKeys(applicationName, keyManager, keyType) {
      const application = await applications.findByName(applicationName);
      const all = application ? await keys.list(application.applicationId) : [];
      const own = all.find((each) => each.keyManager === keyManager && each.keyType === keyType);
      return own?.consumerKey ?? undefined;
    },
  };
}
