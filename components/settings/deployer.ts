import { runtime } from "@pulumi/pulumi";
import { preflightDeployer, type AnyOf } from "../auth0/deployerPreflight";
import type { Settings } from "./index";

/**
 * Checks that the Auth0 provider can log in, and has the permissions that the stack takes; for a
 * preview those to read are enough.
 *
 * @throws RunError that says what to do
 */
export async function checkDeployer(settings: Settings): Promise<void> {
  const config = runtime.allConfig();
  const setting = (key: string, variable: string) => config[key] ?? process.env[variable] ?? "";
  const clientId = setting("auth0:clientId", "AUTH0_CLIENT_ID");
  // These win over the application.
  const isOtherLogin = [
    setting("auth0:apiToken", "AUTH0_API_TOKEN"),
    setting("auth0:cliLogin", "AUTH0_CLI_LOGIN"),
    setting("auth0:dynamicCredentials", "AUTH0_DYNAMIC_CREDENTIALS"),
  ].some(Boolean);
  if (clientId === "" || isOtherLogin) return;

  const { domain } = settings.auth0KeyManager;
  const audience = setting("auth0:audience", "AUTH0_AUDIENCE") || `https://${domain}/api/v2/`;
  const needed = neededPermissions(settings, runtime.isDryRun());
  if (needed.length === 0) return;
  await preflightDeployer({ domain, clientId, audience }, needed);
}

/** What may be deleted later is not asked for: stacks without the permission have worked so far. */
function neededPermissions(
  { auth0KeyManager: { api, managementApplication = {} }, applications }: Settings,
  isPreview: boolean,
): AnyOf[] {
  const isMapped = Object.values(applications)
    .flatMap(({ keys }) => Object.values(keys ?? {}))
    .some(({ mode }) => mode === "map");
  const hasClients = isMapped || !("clientId" in managementApplication);
  const isNewApi = !("existingIdentifier" in api);
  const hasGrants = hasClients || ("grants" in api && Object.keys(api.grants ?? {}).length > 0);
  const verbs = isPreview ? ["read"] : ["create", "read"];
  return [
    ...(hasClients ? [["read:client_keys", "read:client_credentials"]] : []),
    ...(hasClients && !isPreview ? [["create:clients"]] : []),
    ...(hasGrants ? verbs.map((verb) => [`${verb}:client_grants`]) : []),
    ...(isNewApi ? verbs.map((verb) => [`${verb}:resource_servers`]) : []),
    ...(isNewApi && !isPreview ? [["update:resource_servers"]] : []),
  ];
}
