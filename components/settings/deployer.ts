import { runtime } from "@pulumi/pulumi";
import { preflightDeployer } from "../auth0/deployerPreflight";
import { checkPermissions } from "../auth0/permissions";
import { auth0Setting, otherLoginKeys } from "../auth0/rest/deployersApi";
import { tenantEndpoints } from "../auth0/tenant";
import type { Settings } from "./index";
import { additionalTo, neededPermissions } from "./neededPermissions";

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

async function checkLogin(settings: Settings): Promise<void> {
  const config = runtime.allConfig();
  const setting = auth0Setting((key) => config[key], process.env);
  const clientId = setting("clientId");
  if (clientId === "" || otherLoginKeys.some(setting)) return;

  const domain = setting("domain");
  const audience = setting("audience") || `https://${domain}/api/v2/`;
  const needed = neededPermissions(settings, runtime.isDryRun());
  if (needed.length === 0) return;
  await preflightDeployer({ domain, clientId, audience }, needed);
}
