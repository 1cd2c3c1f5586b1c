import type { DeveloperPortalApi } from "../client/developerPortalApi";
import { isUncertain } from "../client/errors";
import { Waiting, type Patience } from "../patience";
import type { ApplicationKeysInputs } from "./args";
import { saysMappingExists, saysNotRegistered } from "./errorCodes";
import { findKeys } from "./generation";
import type { ApplicationKey } from "./model";
import { conditionOf, toMapRequest } from "./wire";

/**
 * Tells WSO2 the client of an application. While the Key Manager is not loaded WSO2 refuses that
 * before it writes anything, so trying again is safe.
 */
export async function mapKeys(
  inputs: ApplicationKeysInputs,
  portal: DeveloperPortalApi,
  patience: Patience,
): Promise<ApplicationKey> {
  const waiting = new Waiting(`WSO2 has loaded the Key Manager "${inputs.keyManager}"`, patience);
  for (;;) {
    try {
      return await portal.mapKeys(inputs.applicationId, toMapRequest(inputs));
    } catch (error) {
      if (saysMappingExists(error) || isUncertain(error)) {
        const found = await findKeys(inputs, portal);
        if (found?.consumerKey === inputs.clientId && found !== undefined) return found;
        if (found === undefined || conditionOf(found) !== "failed") throw taken(found, error);
        await portal.cleanUpKeys(inputs.applicationId, found.keyMappingId);
      } else if (!saysNotRegistered(error)) throw error;
      if (!(await waiting.goesOn())) throw error;
    }
  }
}

function taken(found: ApplicationKey | undefined, error: unknown): unknown {
  if (!saysMappingExists(error)) return error;
  return new Error(
    found === undefined
      ? "another application has keys with this client. An Auth0 client can belong to one " +
          "application of a Key Manager only: remove it there, or map another client."
      : `the application has keys of this type already, with the client ${found.consumerKey ?? ""}. ` +
          "Remove them in the Developer Portal and run pulumi up again.",
    { cause: error },
  );
}
