import { throttlingBudget } from "../../http/retries";
import { isServerFault, isUncertain, Wso2Error } from "../rest/errors";
import type { Found, Inputs } from "../provider/kind";
import { Waiting, type Patience } from "../provider/patience";
import type { KeysApi } from "./api";
import type { GeneratedKeysDeclaration } from "./args";
import { birthUrl, nameLeftovers, removeLeftovers, type Sides } from "./birth";
import { toGenerateRequest } from "./conversion";
import type { ApplicationKey } from "./document";
import { saysMappingExists } from "./errorCodes";
import { findRow, findSettledRow, keysIn, type Keys } from "./observation";

type Declaration = Inputs<GeneratedKeysDeclaration>;

/** What keys are generated with. */
export interface Generators extends Sides {
  /** For the Key Manager, which is saved once more. */
  waiting: Waiting;
  /** Whether Auth0 may have refused a call of WSO2's for its rate since then. */
  mayBeThrottled: (since: number) => Promise<boolean>;
  /** For whatever else it takes. */
  patience: Patience;
}

/**
 * Tries with a Key Manager that is loaded, after which waiting does not help. Without a login for Auth0 there
 * is one, as nobody could remove what each has left there.
 */
const mostRefusals = ({ auth0 }: Sides) => (auth0 === undefined ? 1 : 3);

/** Why keys were not generated: the connector failed at Auth0, perhaps after it had made a client. */
type Cause = "notLoaded" | "refused" | "halfDone" | "throttled" | "unknown";

/**
 * Has WSO2 generate keys, whose client has the callback URL that it is born with. WSO2 answers in the
 * same way, with 500, when the Key Manager is not loaded yet and when Auth0 has refused one of the
 * connector's calls; and both leave a row behind for which the next attempt is refused, the second
 * perhaps a client in Auth0, too. So every failure is cleaned up on both sides before it is tried again.
 *
 * @returns new keys, which are complete or wait for an approval
 * @throws the refusal for keys that were there before
 */
export async function generateKeys(
  inputs: Declaration,
  { waiting, patience, mayBeThrottled, ...sides }: Generators,
): Promise<Found<Keys>> {
  const { keys } = sides.server;
  const callbackUrl = birthUrl(inputs);
  const retrying = new Waiting("Auth0 lets WSO2 make the client", patience);
  const waits: Record<Cause, Waiting> = {
    notLoaded: waiting,
    unknown: new Waiting("WSO2 can generate keys", patience),
    refused: retrying,
    halfDone: retrying,
    throttled: new Waiting("Auth0 takes more calls", { ...patience, budget: throttlingBudget }),
  };
  let refusals = 0;
  for (;;) {
    const startedAt = Date.now();
    try {
      const request = toGenerateRequest(inputs, callbackUrl);
      const made = await keys.generate(inputs.applicationId, request);
      // The answer does not repeat it.
      return keysIn({ ...made, callbackUrl }) ?? failWithoutClient();
    } catch (error) {
      if (!isServerFault(error) && !isUncertain(error) && !saysMappingExists(error)) throw error;
      const find = isUncertain(error)
        ? findSettledRow(inputs, keys, patience)
        : findRow(inputs, keys);
      const row = await find.catch(async (failure: unknown) => {
        await nameLeftovers(inputs, sides, failure as Error);
        throw failure;
      });
      const found = row && keysIn(row);
      if (found !== undefined) {
        if (!isServerFault(error)) throw error;
        // Keys that were there before are refused in another way, so these are the try's: nothing
        // but a later step, such as the first token, has failed.
        return found;
      }
      // WSO2 lists no keys of a Key Manager that is not loaded, though it knows of them.
      let cause: Cause = saysMappingExists(error) ? "notLoaded" : "unknown";
      if (row !== undefined) {
        cause = await causeOf(inputs, row, keys);
        await keys.cleanUp(inputs.applicationId, row.keyMappingId);
        // Where it is not loaded, there was no connector that could have left anything.
        const isNothingLeft = cause === "notLoaded" && sides.auth0 === undefined;
        if (!isNothingLeft && (await removeLeftovers(inputs, sides))) cause = "halfDone";
        if (cause !== "notLoaded" && (await mayBeThrottled(startedAt))) cause = "throttled";
      }
      if (isUncertain(error)) throw error;
      const isLoaded = cause === "refused" || cause === "halfDone";
      // Where there was a row before, nothing was asked of the connector.
      if (isLoaded && !saysMappingExists(error)) refusals += 1;
      if (refusals >= mostRefusals(sides) || !(await waits[cause].goesOn())) {
        throw explained(inputs, error, cause);
      }
    }
  }
}

/** WSO2's connector takes any JSON for a client. */
function failWithoutClient(): never {
  const text =
    "WSO2 generated keys without a client: its connector got an empty answer from Auth0.";
  throw new Wso2Error(text, "refused", 500);
}

/**
 * Why there is a row without a client. WSO2 shows it where the Key Manager is not loaded; one that is
 * loaded is asked for the client that is not there, and fails.
 */
async function causeOf(
  { applicationId }: Declaration,
  row: ApplicationKey,
  keys: KeysApi,
): Promise<Cause> {
  try {
    return (await keys.fetch(applicationId, row.keyMappingId)) ? "notLoaded" : "unknown";
  } catch (error) {
    return isServerFault(error) ? "refused" : "unknown";
  }
}

/** What is known of a failure, and what to do. */
function explained(inputs: Declaration, error: unknown, cause: Cause): Error {
  const said = `WSO2 says: ${(error as Error).message}`;
  return new Error(`${explanations[cause](inputs)} ${said}`, { cause: error });
}

const explanations: Record<Cause, (inputs: Declaration) => string> = {
  halfDone: ({ audience = "" }) =>
    "WSO2 created a client in Auth0 but could not finish. What it left was removed, as far " +
    `as it is surely this stack's. Check that the API "${audience}" exists in Auth0 and ` +
    `defines the permission "default", and that WSO2's management application may ` +
    "create:client_grants and read:client_grants.",
  refused: () =>
    "WSO2 could not generate keys: it has loaded the Key Manager, but its connector " +
    "failed at Auth0; wso2carbon.log names the cause. Check that WSO2's management " +
    "application may create:clients, and that Auth0 takes name, callback URL and grant types.",
  notLoaded: ({ keyManager }) =>
    `WSO2 could not generate keys: it has not loaded the Key Manager "${keyManager}". It ` +
    "does not load one that cannot log in to Auth0; wso2carbon.log names the cause. Then run " +
    "pulumi up again.",
  throttled: () =>
    "WSO2 could not generate keys: Auth0 takes so few calls from the tenant just now (its rate limit) that it may " +
    "have refused one of WSO2's, which WSO2 does not repeat. What it left was removed. Run pulumi up again when " +
    "others make fewer calls to the tenant. Where the tenant itself takes too few, declare mode: map for these keys.",
  unknown: ({ keyManager }) =>
    "WSO2 could not generate keys, and the cause is not known. It may not have loaded the " +
    `Key Manager "${keyManager}", or Auth0 refused; wso2carbon.log names the cause. Then run ` +
    "pulumi up again.",
};
