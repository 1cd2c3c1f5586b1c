import type { AdminApi } from "../client/adminApi";
import { isNotFound, Wso2Error } from "../client/errors";
import type { KeyManagerInputs } from "./args";
import { isOurs } from "./ownership";
import type { KeyManagerDocument } from "./model";

/** WSO2's number for a Key Manager that cannot be deleted because it is in use. */
const inUse = 902015;

/**
 * Deletes an entry, unless something uses it. One that is gone already is fine.
 *
 * @throws Error that lists what uses the entry
 */
export async function deleteEntry(
  id: string,
  inputs: KeyManagerInputs,
  api: AdminApi,
): Promise<void> {
  try {
    if (inputs.deleteUnchecked !== true) assertProtected(await api.fetchKeyManager(id));
    await api.deleteKeyManager(id);
  } catch (error) {
    if (isNotFound(error)) return;
    if (error instanceof Wso2Error && error.code === inUse) {
      throw new Error(await describeUsages(id, api), { cause: error });
    }
    throw error;
  }
  await reloadSuccessor(inputs, api);
}

/** Releases that know permissions are those that refuse to delete what is in use. */
function assertProtected(live: KeyManagerDocument): void {
  if (live.permissions !== undefined) return;
  throw new Error(
    "releases of WSO2 API Manager before 4.3 delete a Key Manager even if APIs or applications " +
      "use it, which breaks them, and cannot be asked for them. Look into the Developer Portal " +
      "and the Publisher; then set deleteUnchecked: true, run pulumi up, and repeat this.",
  );
}

/** What uses an entry, and what to do about it. */
export async function describeUsages(id: string, api: AdminApi): Promise<string> {
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
 * Releases up to 4.4 forget the issuer of a Key Manager that goes, although the one that replaces
 * it has the same. Saving the successor as it is loads it again.
 */
async function reloadSuccessor(inputs: KeyManagerInputs, api: AdminApi): Promise<void> {
  for (const { id, type } of await api.listKeyManagers()) {
    if (type !== "Auth0") continue;
    const live = await api.fetchKeyManager(id);
    if (live.issuer === inputs.issuer && isOurs(live, inputs)) await api.updateKeyManager(id, live);
  }
}
