import type { Auth0Client, ManagementApi } from "../../auth0/rest/managementApi";
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
export async function remainsOf(trial: string, servers: AskedServers): Promise<Remain[]> {
  const { tenant } = servers;
  const [inWso2, clients, api] = await Promise.all([
    remainsInWso2(trial, servers.connection),
    tenant.listClients(),
    tenant.findApi(apiIdentifierOf(trial)),
  ]);
  const isOfTrial = ({ name }: Auth0Client) => name.includes(trial);
  return [
    ...inWso2,
    ...clients.filter(isOfTrial).map(({ name, client_id }) => ({
      what: `Auth0: the application "${name}" (client ID ${client_id})`,
      remove: () => tenant.deleteClient(client_id),
    })),
    ...(api === undefined
      ? []
      : [
          {
            what: `Auth0: the API ${apiIdentifierOf(trial)}`,
            remove: () => tenant.deleteApi(api),
          },
        ]),
  ];
}

async function remainsInWso2(trial: string, connection: Wso2Connection): Promise<Remain[]> {
  const { applications, keyManagers } = apisAt(connection, new Transport(connection));
  const application = await applications.findByName(trial);
  const entry = await keyManagers.findByName(trial);
  return [
    ...(application
      ? [
          {
            what: `WSO2: the application "${trial}" and its keys`,
            remove: () => applications.delete(application.applicationId),
          },
        ]
      : []),
    ...(entry
      ? [{ what: `WSO2: the Key Manager "${trial}"`, remove: () => keyManagers.delete(entry.id) }]
      : []),
  ];
}

/**
 * Removes what a trial has left, whatever its state says, in that order: what fails is needed for what it holds, so
 * nothing further goes before it.
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
