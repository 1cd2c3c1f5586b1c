import { runtime } from "@pulumi/pulumi";
import { preflightDeployer, type AnyOf } from "../auth0/deployerPreflight";
import { auth0Settings } from "./auth0Provider";
import type { Settings } from "./index";

/**
 * Checks that the Auth0 provider can log in, and has the permissions that the stack takes; for a
 * preview those to read are enough.
 *
 * @throws RunError that says what to do
 */
export async function checkDeployer(settings: Settings): Promise<void> {
  const setting = auth0Settings(runtime.allConfig(), process.env);
  const clientId = setting("clientId");
  // These win over the application.
  const isOtherLogin = ["apiToken", "cliLogin", "dynamicCredentials"].some(setting);
  if (clientId === "" || isOtherLogin) return;

  const { domain } = settings.auth0KeyManager;
  const audience = setting("audience") || `https://${domain}/api/v2/`;
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
