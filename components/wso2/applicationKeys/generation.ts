import type { Auth0Client, ManagementApi } from "../../auth0/managementApi";
import type { DeveloperPortalApi } from "../client/developerPortalApi";
import { isUncertain } from "../client/errors";
import { Waiting, type Patience } from "../patience";
import type { ApplicationKeysInputs } from "./args";
import { isServerFault, saysMappingExists } from "./errorCodes";
import type { ApplicationKey } from "./model";
import { conditionOf, keyTypeOf, toGenerateRequest } from "./wire";

/** What keys are generated with. */
export interface Generators {
  portal: DeveloperPortalApi;
  auth0: ManagementApi;
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
 * cleaned up on both sides before it is tried again.
 *
 * @returns keys that are complete or wait for an approval
 */
export async function generateKeys(
  inputs: ApplicationKeysInputs,
  generators: Generators,
): Promise<ApplicationKey> {
  const { portal, auth0, patience } = generators;
  const waiting = new Waiting(`WSO2 has loaded the Key Manager "${inputs.keyManager}"`, patience);
  const before = await clientsOf(inputs, auth0);
  let reachedAuth0 = 0;
  for (;;) {
    try {
      return await portal.generateKeys(inputs.applicationId, toGenerateRequest(inputs));
    } catch (error) {
      if (!isServerFault(error) && !isUncertain(error) && !saysMappingExists(error)) throw error;
      const found = await findWhenSettled(inputs, generators, isUncertain(error));
      if (found !== undefined && conditionOf(found) !== "failed") return found;
      if (found !== undefined) await portal.cleanUpKeys(inputs.applicationId, found.keyMappingId);
      const orphans = await removeNewClients(inputs, before, auth0);
      if (isUncertain(error)) throw error;
      if (saysMappingExists(error)) hintAt(before);
      if (orphans > 0) reachedAuth0 += 1;
      if (reachedAuth0 >= triesThatReachAuth0) throw refusedByAuth0(inputs, error);
      if (!(await waiting.goesOn())) throw neverLoaded(inputs, error);
    }
  }
}

/** The keys that are there after a failure; without an answer WSO2 may still be at work on them. */
async function findWhenSettled(
  inputs: ApplicationKeysInputs,
  { portal, patience }: Generators,
  mayBeAtWork: boolean,
): Promise<ApplicationKey | undefined> {
  const waiting = new Waiting("WSO2 has finished the keys", patience);
  for (let looks = mayBeAtWork ? looksAtWork : 1; ; looks -= 1) {
    const found = await findKeys(inputs, portal);
    if (found === undefined || conditionOf(found) !== "failed") return found;
    if (looks <= 1 || !(await waiting.goesOn())) return found;
  }
}

/** WSO2's connector names a client after user, application and type of the keys. */
async function clientsOf(
  inputs: ApplicationKeysInputs,
  auth0: ManagementApi,
): Promise<Auth0Client[]> {
  const suffix = `${inputs.applicationName}_${keyTypeOf(inputs)}`;
  return (await auth0.listClients()).filter(({ name }) => name.endsWith(suffix));
}

/** Removes what was not there before, so that it can be nothing but the failed attempt's. */
async function removeNewClients(
  inputs: ApplicationKeysInputs,
  before: readonly Auth0Client[],
  auth0: ManagementApi,
): Promise<number> {
  const known = before.map(({ client_id }) => client_id);
  const orphans = (await clientsOf(inputs, auth0)).filter(
    ({ client_id }) => !known.includes(client_id),
  );
  for (const { client_id } of orphans) await auth0.deleteClient(client_id);
  return orphans.length;
}

/** The row of an earlier run may have had a client; which one it was cannot be told for sure. */
function hintAt(clients: readonly Auth0Client[]): void {
  for (const { name, client_id } of clients) {
    console.log(
      `WSO2 had keys without a client, of a run that broke off. If nobody uses the client "${name}" ` +
        `(${client_id}) in Auth0, it is from that run: delete it there.`,
    );
  }
}

/** The keys that the application has for that Key Manager and type. */
export async function findKeys(
  inputs: ApplicationKeysInputs,
  portal: DeveloperPortalApi,
): Promise<ApplicationKey | undefined> {
  return (await portal.listKeys(inputs.applicationId)).find(
    ({ keyManager, keyType }) => keyManager === inputs.keyManager && keyType === keyTypeOf(inputs),
  );
}

function refusedByAuth0({ audience }: ApplicationKeysInputs, error: unknown): Error {
  return new Error(
    "WSO2 created a client in Auth0 but could not finish; the client and WSO2's row were removed. " +
      `Check that the API "${audience ?? ""}" exists in Auth0 and defines the permission "default", ` +
      "and that WSO2's management application may create:client_grants and read:client_grants. " +
      `WSO2 says: ${(error as Error).message}`,
    { cause: error },
  );
}

function neverLoaded({ keyManager }: ApplicationKeysInputs, error: unknown): Error {
  return new Error(
    `WSO2 could not generate keys, and nothing was left behind. Either it has not loaded the Key ` +
      `Manager "${keyManager}" (it does not when it cannot log in to Auth0), or Auth0 refuses to ` +
      "create clients; wso2carbon.log says which. Then run pulumi up again. WSO2 says: " +
      (error as Error).message,
    { cause: error },
  );
}
