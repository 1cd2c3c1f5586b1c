import { Wso2Error } from "../rest/errors";
import type { KeysState } from "./conditions";
import type { KeysServer } from "./mode";

/**
 * Removes keys from WSO2. It removes a client that it has made with them, unless its release is older than 4.3,
 * the Key Manager is not loaded, or half of it is gone already: then it forgets them.
 *
 * @param isWhole whether both halves are there, as far as it is known
 * @returns what WSO2 has removed: both halves, its own, or none that this login could see
 */
export async function removeFromWso2(
  id: string,
  state: KeysState,
  { keys, reach }: KeysServer,
  isWhole: boolean,
): Promise<"both" | "row" | "unseen"> {
  const { applicationId } = state;
  // WSO2 forgets anybody's keys for anybody.
  await reach.assertOwn(applicationId, state);
  if (isWhole) {
    try {
      await keys.delete(applicationId, id);
      return "both";
    } catch (error) {
      if (!(error instanceof Wso2Error) || error.status === undefined) throw error;
    }
  }
  try {
    await keys.cleanUp(applicationId, id);
  } catch (error) {
    if (!(error instanceof Wso2Error)) throw error;
    // Keys go with their application.
    if (await reach.has(applicationId)) throw error;
    const below = await reach.lookBelow(applicationId, state);
    if (below.met === "refusal") throw new Error(below.reason, { cause: error });
    if (below.met === "nothing") return "unseen";
  }
  return "row";
}
