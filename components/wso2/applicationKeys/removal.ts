import { Wso2Error } from "../rest/errors";
import type { KeysState } from "./conditions";
import type { KeysServer } from "./mode";

/**
 * Removes keys from WSO2. It removes a client that it has made with them, unless its release is older than 4.3,
 * the Key Manager is not loaded, or half of it is gone already: then it forgets them.
 *
 * @param isWhole whether both halves are there, as far as it is known
 * @returns whether WSO2 has removed the client as well
 */
export async function removeFromWso2(
  id: string,
  { applicationId }: KeysState,
  { keys, application }: KeysServer,
  isWhole: boolean,
): Promise<boolean> {
  if (isWhole) {
    try {
      await keys.delete(applicationId, id);
      return true;
    } catch (error) {
      if (!(error instanceof Wso2Error) || error.status === undefined) throw error;
    }
  }
  try {
    await keys.cleanUp(applicationId, id);
  } catch (error) {
    if (!(error instanceof Wso2Error)) throw error;
    // Keys go with their application.
    if ((await application(applicationId)) !== undefined) throw error;
  }
  return false;
}
