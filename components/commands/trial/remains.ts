import type { ManagementApi } from "../../auth0/rest/managementApi";
import { Transport } from "../../wso2/rest/transport";
import type { Wso2Connection } from "../../wso2/rest/connection";
import { apisAt } from "../../wso2/server";

/** Both servers of a trial. */
export interface AskedServers {
  readonly connection: Wso2Connection;
  readonly tenant: ManagementApi;
}

/** An object of a trial. */
export interface Remain {
  /** For a reader. */
  readonly what: string;
  readonly remove: () => Promise<unknown>;
}

/** What a trial's API is called, which can carry no mark. */
export const apiIdentifierOf = (trial: string) => `https://${trial}.invalid/`;

/**
 * The objects of a trial that are there, in the order in which they can be removed. Its name is random,
 * and stands in the journal before the first of them is made.
 */
export async function remainsOf(
  trial: string,
  { connection, tenant }: AskedServers,
): Promise<Remain[]> {
  const { applications, keyManagers } = apisAt(connection, new Transport(connection));
  const [application, entry, clients, api] = await Promise.all([
    applications.findByName(trial),
    keyManagers.findByName(trial),
    tenant.listClients(),
    tenant.findApi(apiIdentifierOf(trial)),
  ]);
  const remains: Remain[] = [];
  const add = (what: string, remove: Remain["remove"]) => remains.push({ what, remove });
  if (application) {
    const { applicationId } = application;
    add(`WSO2: the application "${trial}" and its keys`, () => applications.delete(applicationId));
  }
  if (entry) add(`WSO2: the Key Manager "${trial}"`, () => keyManagers.delete(entry.id));
  for (const { name, client_id: id } of clients.filter(({ name }) => name.includes(trial))) {
    add(`Auth0: the application "${name}" (client ID ${id})`, () => tenant.deleteClient(id));
  }
  if (api) add(`Auth0: the API ${apiIdentifierOf(trial)}`, () => tenant.deleteApi(api));
  return remains;
}

/**
 * Removes what a trial has left, whatever its state says, and stops at the first that fails: WSO2 deletes clients of
 * an application through its Key Manager, which logs in with a client of its own.
 *
 * @returns what is still there, and why as far as that is known
 */
export async function removeRemains(trial: string, servers: AskedServers): Promise<string[]> {
  let reason = "";
  try {
    for (const { remove } of await remainsOf(trial, servers)) await remove();
  } catch (error) {
    reason = (error as Error).message;
  }
  const left = await remainsOf(trial, servers);
  return left.map(({ what }, index) =>
    index === 0 && reason !== "" ? `${what}: ${reason}` : what,
  );
}
