import { runtime } from "@pulumi/pulumi";
import { preflightDeployer, type AnyOf } from "../auth0/deployerPreflight";
import { checkPermissions } from "../auth0/permissions";
import { auth0Setting } from "../auth0/rest/deployersApi";
import { tenantEndpoints } from "../auth0/tenant";
import type { Auth0KeyManagerArgs } from "../auth0KeyManager";
import { hasMappedKeys } from "./applications";
import type { Settings } from "./index";

/**
 * Checks that the Auth0 provider can log in, and has the permissions that the stack takes; for a
 * preview those to read are enough. Then, that the management application gets none that there is not.
 *
 * @throws RunError that says what to do
 */
export async function checkDeployer(settings: Settings): Promise<void> {
  await checkLogin(settings);
  if (!("auth0KeyManager" in settings)) return;
  const { domain, managementApplication = {} } = settings.auth0KeyManager;
  const { managementApiIdentifier } = tenantEndpoints(domain);
  await checkPermissions(additionalTo(managementApplication), managementApiIdentifier);
}

/** In a program they may be known later: then the component checks them. */
function additionalTo(managementApplication: object): string[] {
  const { additionalPermissions: names } = managementApplication as {
    additionalPermissions?: unknown;
  };
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

async function checkLogin(settings: Settings): Promise<void> {
  const config = runtime.allConfig();
  const setting = auth0Setting((key) => config[key], process.env);
  const clientId = setting("clientId");
  // These win over the application.
  const isOtherLogin = ["apiToken", "cliLogin", "dynamicCredentials"].some(setting);
  if (clientId === "" || isOtherLogin) return;

  const domain = setting("domain");
  const audience = setting("audience") || `https://${domain}/api/v2/`;
  const needed = neededPermissions(settings, runtime.isDryRun());
  if (needed.length === 0) return;
  await preflightDeployer({ domain, clientId, audience }, needed);
}

/** What a stack has of a Key Manager of another one. */
const ofAnotherStack: Pick<Auth0KeyManagerArgs, "api" | "managementApplication"> = {
  api: { existingIdentifier: "" },
  managementApplication: { clientId: "", clientSecret: "" },
};

/** What may be deleted later is not asked for: stacks without the permission have worked so far. */
function neededPermissions(settings: Settings, isPreview: boolean): AnyOf[] {
  const { api, managementApplication = {} } =
    "auth0KeyManager" in settings ? settings.auth0KeyManager : ofAnotherStack;
  const isMapped = hasMappedKeys(settings.applications);
  const asksForMore = additionalTo(managementApplication).length > 0;
  const hasClients = isMapped || !("clientId" in managementApplication);
  const isNewApi = !("existingIdentifier" in api);
  const hasGrants = hasClients || ("grants" in api && Object.keys(api.grants ?? {}).length > 0);
  const verbs = isPreview ? ["read"] : ["create", "read"];
  return [
    ...(hasClients ? [["read:client_keys", "read:client_credentials"]] : []),
    ...(hasClients && !isPreview ? [["create:clients"]] : []),
    ...(hasGrants ? verbs.map((verb) => [`${verb}:client_grants`]) : []),
    ...(asksForMore && !isNewApi ? [["read:resource_servers"]] : []),
    ...(isNewApi ? verbs.map((verb) => [`${verb}:resource_servers`]) : []),
    ...(isNewApi && !isPreview ? [["update:resource_servers"]] : []),
  ];
}
