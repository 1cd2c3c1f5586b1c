import { ifThere, Wso2Error } from "../rest/errors";
import { isAvailable, type Release } from "../rest/releases";
import type { KeyManagersApi } from "./api";
import type { KeyManagerDocument, KeyManagerUsages } from "./document";

/** WSO2's number for a Key Manager that cannot be deleted because it is in use. */
const inUse = 902015;

/**
 * Deletes an entry, unless something uses it. One that is gone already is fine, but an earlier run
 * may have been broken off before what follows, so that is done in any case.
 *
 * @param siblings ids of this stack's entries with the same issuer: releases before 4.7 forget an
 *   issuer when any of its Key Managers goes, and saving an entry as it is loads it again
 * @throws Error that lists what uses the entry
 */
export async function deleteEntry(
  id: string,
  live: KeyManagerDocument | undefined,
  { isUnchecked, siblings }: { isUnchecked: boolean; siblings: readonly string[] },
  api: KeyManagersApi,
): Promise<void> {
  if (live !== undefined && !isUnchecked && !isProtected(live)) throw new Error(unprotected);
  // Looked up first, so that as little time as possible passes between the two writes.
  const others = await Promise.all(
    siblings.map(async (other) => ({ other, document: await ifThere(api.fetch(other)) })),
  );
  try {
    await ifThere(api.delete(id));
  } catch (error) {
    if (!(error instanceof Wso2Error && error.code === inUse)) throw error;
    throw new Error(describeUsages(await api.fetchUsages(id)), { cause: error });
  }
  for (const { other, document } of others) {
    if (document !== undefined) await ifThere(api.update(other, document));
  }
}

/** Whether deleting an entry takes others with the same issuer along. */
export function forgetsIssuers(release: Release | undefined): boolean {
  return release === undefined || !isAvailable("4.7", release);
}

/**
 * Why an entry could not be deleted once its users of this stack are gone, found out without trying;
 * nothing if it could.
 *
 * @param isOurs whether an application of that id is this stack's
 */
export async function deletionFault(
  name: string,
  isUnchecked: boolean,
  isOurs: (applicationId: string) => Promise<boolean>,
  api: KeyManagersApi,
): Promise<string | undefined> {
  const entry = await api.findWithUse(name);
  if (entry?.isUsed === true) {
    const { apis, applications } = await api.fetchUsages(entry.id);
    const ours = await Promise.all(applications.map(({ uuid }) => isOurs(uuid)));
    const foreign = applications.filter((_, index) => ours[index] === false);
    return apis.length + foreign.length === 0
      ? undefined
      : describeUsages({ apis, applications: foreign });
  }
  // Releases that do not say whether an entry is used are those that do not protect it.
  return entry === undefined || isUnchecked || entry.isUsed === false ? undefined : unprotected;
}

const unprotected =
  "releases of WSO2 API Manager before 4.3 delete a Key Manager even if APIs or " +
  "applications use it, and do not tell which. Check in the Developer Portal and the " +
  "Publisher that nothing uses it. Then set deleteUnchecked: true, run pulumi up, and run " +
  "this again.";

/** Releases that know permissions are those that refuse to delete what is in use. */
function isProtected(live: KeyManagerDocument): boolean {
  return live.permissions !== undefined;
}

/** What uses an entry, and what to do about it. */
function describeUsages({ apis, applications }: KeyManagerUsages): string {
  const users = [
    ...apis.map(({ name, version }) => `API ${name} ${version}`),
    ...applications.map(({ name, owner }) => `application ${name} of ${owner}`),
  ];
  return (
    `it is in use and was not deleted. Used by: ${users.join(", ")}. Remove its keys from ` +
    "the applications, select another Key Manager in the APIs, and run this again."
  );
}
