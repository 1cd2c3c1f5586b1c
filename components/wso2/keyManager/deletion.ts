import type { AdminApi } from "../client/adminApi";
import { isNotFound, Wso2Error } from "../client/errors";
import { isAvailable } from "../releases";
import type { KeyManagerInputs } from "./args";
import { isOurs } from "./ownership";
import type { KeyManagerDocument } from "./model";

/** WSO2's number for a Key Manager that cannot be deleted because it is in use. */
const inUse = 902015;

/**
 * Deletes an entry, unless something uses it. One that is gone already is fine, but an earlier run
 * may have been broken off before what follows, so that is done in any case.
 *
 * @throws Error that lists what uses the entry
 */
export async function deleteEntry(
  id: string,
  inputs: KeyManagerInputs,
  api: AdminApi,
): Promise<void> {
  try {
    if (inputs.deleteUnchecked !== true) {
      const live = await ifThere(api.fetchKeyManager(id));
      if (live !== undefined && !isProtected(live)) throw new Error(unprotected);
    }
    // Looked up first, so that as little time as possible passes between the two writes.
    const successors = await findSuccessors(id, inputs, api);
    await ifThere(api.deleteKeyManager(id));
    for (const live of successors) await ifThere(api.updateKeyManager(live.id, live));
  } catch (error) {
    if (error instanceof Wso2Error && error.code === inUse) {
      throw new Error(await describeUsages(id, api), { cause: error });
    }
    throw error;
  }
}

/** What is answered about an entry; nothing where WSO2 says that it does not exist (any more). */
async function ifThere<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Why an entry could not be deleted, found out without trying; nothing if it could. */
export async function deletionFault(
  name: string,
  isUnchecked: boolean,
  api: AdminApi,
): Promise<string | undefined> {
  const entry = await api.findKeyManager(name);
  if (entry?.isUsed === true) return describeUsages(entry.id, api);
  // Releases that do not say whether an entry is used are those that do not protect it.
  return entry === undefined || isUnchecked || entry.isUsed === false ? undefined : unprotected;
}

const unprotected =
  "releases of WSO2 API Manager before 4.3 delete a Key Manager even if APIs or applications " +
  "use it, which breaks them, and cannot be asked for them. Look into the Developer Portal " +
  "and the Publisher; then set deleteUnchecked: true, run pulumi up, and repeat this.";

/** Releases that know permissions are those that refuse to delete what is in use. */
function isProtected(live: KeyManagerDocument): boolean {
  return live.permissions !== undefined;
}

/** What uses an entry, and what to do about it. */
async function describeUsages(id: string, api: AdminApi): Promise<string> {
  const { apis, applications } = await api.fetchUsages(id);
  const users = [
    ...apis.map(({ name, version }) => `API ${name} ${version}`),
    ...applications.map(({ name, owner }) => `application ${name} of ${owner}`),
  ];
  return (
    `it is in use and was not deleted. Used by: ${users.join(", ")}. Remove its keys from the ` +
    "applications, select another Key Manager in the APIs, and repeat this."
  );
}

/**
 * Entries of this stack that replace the one that goes, and so have its issuer. Releases before 4.7
 * forget an issuer when any of its Key Managers goes; saving the successor as it is loads it again.
 */
async function findSuccessors(
  id: string,
  inputs: KeyManagerInputs,
  api: AdminApi,
): Promise<(KeyManagerDocument & { id: string })[]> {
  if (api.release !== undefined && isAvailable("4.7", api.release)) return [];
  const others = (await api.listKeyManagers()).filter(
    (item) => item.id !== id && item.type === "Auth0",
  );
  const documents = await Promise.all(
    others.map(async (other) => {
      const live = await ifThere(api.fetchKeyManager(other.id));
      // Somebody else may delete theirs at the same time.
      return live === undefined ? [] : [{ ...live, id: other.id }];
    }),
  );
  return documents.flat().filter((live) => live.issuer === inputs.issuer && isOurs(live, inputs));
}
