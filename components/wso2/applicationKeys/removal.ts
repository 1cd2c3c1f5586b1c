import type { ManagementApi } from "../../auth0/managementApi";
import type { DeveloperPortalApi } from "../client/developerPortalApi";
import { isUncertain, Wso2Error } from "../client/errors";
import type { ApplicationKeysState } from "./args";
import { isGenerated } from "./wire";

/**
 * Removes keys on both sides, in whichever condition they are. WSO2 removes its half and the client
 * that it has made, unless its release is older than 4.3, the Key Manager is not loaded, or half of
 * it is gone already: then each side is cleaned up by itself.
 */
export async function removeKeys(
  id: string,
  state: ApplicationKeysState,
  portal: DeveloperPortalApi,
  auth0: () => ManagementApi,
): Promise<void> {
  const { applicationId, consumerKey } = state;
  if (state.condition === "complete" && (await tryToDelete(portal, applicationId, id))) return;
  await forget(portal, state, id);
  if (isGenerated(state) && consumerKey !== undefined) await auth0().deleteClient(consumerKey);
}

async function tryToDelete(
  portal: DeveloperPortalApi,
  applicationId: string,
  id: string,
): Promise<boolean> {
  try {
    await portal.deleteKeys(applicationId, id);
    return true;
  } catch (error) {
    const isAnswered = error instanceof Wso2Error && error.status !== undefined;
    if (!isAnswered || error.status === 401) throw error;
    return false;
  }
}

async function forget(
  portal: DeveloperPortalApi,
  { applicationId, applicationName }: ApplicationKeysState,
  id: string,
): Promise<void> {
  try {
    await portal.cleanUpKeys(applicationId, id);
  } catch (error) {
    if (isUncertain(error) || !(error instanceof Wso2Error) || error.status === 401) throw error;
    // Keys go with their application.
    const application = await portal.findApplicationById(applicationId, applicationName);
    if (application !== undefined) throw error;
  }
}
