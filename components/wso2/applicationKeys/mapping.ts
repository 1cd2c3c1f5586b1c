import { isUncertain } from "../rest/errors";
import type { Waiting } from "../provider/patience";
import type { KeysApi } from "./api";
import type { KeysDeclaration } from "./args";
import { conditionOf, toMapRequest } from "./conversion";
import type { ApplicationKey } from "./document";
import { saysMappingExists, saysNotRegistered } from "./errorCodes";
import { findKeys } from "./generation";

/**
 * Tells WSO2 the client of an application. While the Key Manager is not loaded WSO2 refuses that
 * before it writes anything, so trying again is safe.
 *
 * @throws the refusal for keys that were there before
 */
export async function mapKeys(
  inputs: KeysDeclaration,
  keys: KeysApi,
  waiting: Waiting,
): Promise<ApplicationKey> {
  const { applicationId } = inputs;
  for (;;) {
    try {
      return await keys.map(applicationId, toMapRequest(inputs));
    } catch (error) {
      if (saysMappingExists(error) || isUncertain(error)) {
        const found = await findKeys(inputs, keys);
        if (found === undefined && saysMappingExists(error)) throw usedElsewhere(error);
        if (found === undefined || conditionOf(found) !== "failed") throw error;
        await keys.cleanUp(applicationId, found.keyMappingId);
      } else if (!saysNotRegistered(error)) throw error;
      if (!(await waiting.goesOn())) throw error;
    }
  }
}

function usedElsewhere(cause: unknown): Error {
  return new Error(
    "another application has keys with this client. An Auth0 client can belong to one application " +
      "of a Key Manager only: remove it there, or map another client.",
    { cause },
  );
}
