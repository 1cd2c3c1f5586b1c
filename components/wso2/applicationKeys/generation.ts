import { Auth0Error } from "../../auth0/rest/authenticationApi";
import type { Auth0Client, ManagementApi } from "../../auth0/rest/managementApi";
import { isServerFault, isUncertain, Wso2Error } from "../rest/errors";
import { Waiting, type Patience } from "../provider/patience";
import type { KeysApi } from "./api";
import type { KeysDeclaration } from "./args";
import { conditionOf, keyTypeOf, toGenerateRequest } from "./conversion";
import type { ApplicationKey } from "./document";
import { saysMappingExists } from "./errorCodes";
import {
  clientsFor,
  describeDoubtful,
  nameOf,
  removeLeftovers,
  unusedOf,
  type ClientPurpose,
  type Leftovers,
} from "./leftovers";

/** What keys are generated with. */
export interface Generators {
  keys: KeysApi;
  auth0: ManagementApi;
  application: ClientPurpose["application"];
  /** For the Key Manager. */
  waiting: Waiting;
  /** For keys that WSO2 is perhaps still at work on. */
  patience: Patience;
}

/** Generations that left a client behind, after which waiting does not help. */
const triesThatReachAuth0 = 2;

/** Looks at a row whose request is perhaps still at work. */
const looksAtWork = 3;

/**
 * Has WSO2 generate keys. WSO2 answers in the same way, with 500, when the Key Manager is not loaded
 * yet and when Auth0 has refused one of the connector's calls; and both leave a row behind for which
 * the next attempt is refused, the second perhaps a client in Auth0, too. So every failure is
 * cleaned up on both sides before it is tried again. The connector also repeats a call whose answer
 * was lost, so a success may have made a second client.
 *
 * @returns new keys, which are complete or wait for an approval
 * @throws the refusal for keys that were there before
 */
export async function generateKeys(
  inputs: KeysDeclaration,
  { keys, auth0, application, waiting, patience }: Generators,
): Promise<ApplicationKey> {
  const { applicationId } = inputs;
  const purpose = { application, keyType: keyTypeOf(inputs) };
  const before = await clientsFor(purpose, auth0);
  await nameEarlier(purpose, before, keys);
  const cleanUp = () => asFarAsSeen(purpose, () => removeLeftovers(purpose, before, keys, auth0));
  let reachedAuth0 = 0;
  for (;;) {
    try {
      const made = await keys.generate(applicationId, toGenerateRequest(inputs));
      if (conditionOf(made) === "failed") throw withoutClient();
      report(await cleanUp());
      return made;
    } catch (error) {
      if (!isServerFault(error) && !isUncertain(error) && !saysMappingExists(error)) throw error;
      const found = await findWhenSettled(inputs, keys, patience, isUncertain(error)).catch(
        async (failure: unknown) => {
          report(await cleanUp());
          throw failure;
        },
      );
      if (found !== undefined && conditionOf(found) !== "failed") {
        if (!isServerFault(error)) throw error;
        // Keys that were there before are refused in another way, so these are the try's: nothing
        // but a later step, such as the first token, has failed.
        report(await cleanUp());
        return found;
      }
      if (found !== undefined) await keys.cleanUp(applicationId, found.keyMappingId);
      const leftovers = await cleanUp();
      if (isUncertain(error)) throw explained(error, describeDoubtful(leftovers));
      // Others may make clients whose names only end alike.
      const own = leftovers.doubtful.filter(({ name }) => name === nameOf(purpose));
      if (leftovers.removed.length + own.length > 0) reachedAuth0 += 1;
      if (reachedAuth0 >= triesThatReachAuth0) throw refusedByAuth0(inputs, error, leftovers);
      if (!(await waiting.goesOn())) throw neverLoaded(inputs, error, leftovers);
    }
  }
}

/** WSO2's connector takes any JSON for a client. */
function withoutClient(): Wso2Error {
  const text = "WSO2 generated keys without a client: Auth0's answer to its connector was none.";
  return new Wso2Error(text, "refused", 500);
}

/** Says which clients of that very name have no keys. */
async function nameEarlier(
  purpose: ClientPurpose,
  before: readonly Auth0Client[],
  keys: KeysApi,
): Promise<void> {
  const namesakes = before.filter(({ name }) => name === nameOf(purpose));
  const { doubtful } = await asFarAsSeen(purpose, async () => ({
    removed: [],
    doubtful: await unusedOf(purpose, namesakes, keys),
  }));
  for (const { name, client_id } of doubtful) {
    console.log(
      `Auth0 has a client "${name}" (${client_id}) already, for which WSO2 has no keys: perhaps a run ` +
        "that broke off has left it. If nobody uses it, another WSO2 of this tenant neither, delete it there.",
    );
  }
}

/** What cannot be looked at now is left; the names tell what to look for. */
async function asFarAsSeen(
  purpose: ClientPurpose,
  look: () => Promise<Leftovers>,
): Promise<Leftovers> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Auth0Error || error instanceof Wso2Error)) throw error;
    console.log(
      `Nobody could be asked what a failed generation may have left: ${error.message} Look for a ` +
        `client "${nameOf(purpose)}" there that is granted nothing.`,
    );
    return { removed: [], doubtful: [] };
  }
}

function report(leftovers: Leftovers): void {
  for (const { name, client_id } of leftovers.removed) {
    console.log(`Removed a second client "${name}" (${client_id}) that WSO2 had made in Auth0.`);
  }
  const doubtful = describeDoubtful(leftovers);
  if (doubtful !== "") console.log(doubtful.trim());
}

/** The keys that are there after a failure; without an answer WSO2 may still be at work on them. */
async function findWhenSettled(
  inputs: KeysDeclaration,
  keys: KeysApi,
  patience: Patience,
  mayBeAtWork: boolean,
): Promise<ApplicationKey | undefined> {
  const waiting = new Waiting("WSO2 has finished the keys", patience);
  for (let looks = mayBeAtWork ? looksAtWork : 1; ; looks -= 1) {
    const found = await findKeys(inputs, keys);
    if (found === undefined || conditionOf(found) !== "failed") return found;
    if (looks <= 1 || !(await waiting.goesOn())) return found;
  }
}

/** The keys that the application has for that Key Manager and type. */
export async function findKeys(
  inputs: KeysDeclaration,
  keys: KeysApi,
): Promise<ApplicationKey | undefined> {
  return (await keys.list(inputs.applicationId)).find(
    ({ keyManager, keyType }) => keyManager === inputs.keyManager && keyType === keyTypeOf(inputs),
  );
}

function explained(error: unknown, more: string): unknown {
  if (more === "" || !(error instanceof Error)) return error;
  error.message += more;
  return error;
}

function refusedByAuth0(
  { audience }: KeysDeclaration,
  error: unknown,
  leftovers: Leftovers,
): Error {
  return new Error(
    "WSO2 created a client in Auth0 but could not finish; what was surely left of it was removed. " +
      `Check that the API "${audience ?? ""}" exists in Auth0 and defines the permission "default", ` +
      "and that WSO2's management application may create:client_grants and read:client_grants. " +
      `WSO2 says: ${(error as Error).message}${describeDoubtful(leftovers)}`,
    { cause: error },
  );
}

function neverLoaded({ keyManager }: KeysDeclaration, error: unknown, leftovers: Leftovers): Error {
  return new Error(
    `WSO2 could not generate keys. Either it has not loaded the Key Manager "${keyManager}" (it does ` +
      "not when it cannot log in to Auth0), or Auth0 refuses to create clients; wso2carbon.log says " +
      `which. Then run pulumi up again. WSO2 says: ${(error as Error).message}` +
      describeDoubtful(leftovers),
    { cause: error },
  );
}
