import type { ManagementApi } from "../../auth0/rest/managementApi";
import { Transport } from "../../wso2/rest/transport";
import type { Wso2Connection } from "../../wso2/rest/connection";
import { Waiting, type Patience } from "../../wso2/provider/patience";
import { ifThere } from "../../wso2/rest/errors";
import { apisAt } from "../../wso2/server";

/** Both servers of a trial. */
export interface AskedServers {
  readonly connection: Wso2Connection;
  readonly tenant: ManagementApi;
  /** How long they may take until they show what was done. */
  readonly patience: Patience;
}

/** An object of a trial. */
interface Remain {
  /** For a reader. */
  readonly what: string;
  readonly remove: () => Promise<unknown>;
}

/** What a trial's API is called, which can carry no mark. */
export const apiIdentifierOf = (trial: string) => `https://${trial}.invalid/`;

/** What there is of a trial. */
export interface Remains {
  /** In the order in which it can be removed. */
  readonly found: readonly Remain[];
  /** What could not be looked for, and why. */
  readonly unseen: readonly string[];
}

/**
 * Looks for the objects of a trial. Its name is random, and stands in the journal before the first of them
 * is made.
 */
export async function remainsOf(
  trial: string,
  { connection, tenant }: AskedServers,
): Promise<Remains> {
  const { applications, keyManagers } = apisAt(connection, new Transport(connection));
  const identifier = apiIdentifierOf(trial);
  const looks: readonly Look[] = [
    one(`WSO2: the application "${trial}" and its keys`, async () => {
      const found = await applications.findByName(trial);
      return found && (() => ifThere(applications.delete(found.applicationId)));
    }),
    one(`WSO2: the Key Manager "${trial}"`, async () => {
      const found = await keyManagers.findByName(trial);
      return found && (() => ifThere(keyManagers.delete(found.id)));
    }),
    {
      what: `Auth0: applications with ${trial} in their names`,
      find: async () =>
        (await tenant.listClients())
          .filter(({ name }) => name.includes(trial))
          .map(({ name, client_id: id }) => ({
            what: `Auth0: the application "${name}" (client ID ${id})`,
            remove: () => tenant.deleteClient(id),
          })),
    },
    one(`Auth0: the API ${identifier}`, async () => {
      const found = await tenant.findApi(identifier);
      return found === undefined ? undefined : () => tenant.deleteApi(found);
    }),
  ];
  const found: Remain[] = [];
  const unseen: string[] = [];
  const answers = await Promise.allSettled(looks.map(({ find }) => find()));
  for (const [index, answer] of answers.entries()) {
    if (answer.status === "fulfilled") found.push(...answer.value);
    else unseen.push(`${looks[index]?.what ?? ""}, if there: ${(answer.reason as Error).message}`);
  }
  return { found, unseen };
}

/** One kind of what a trial makes. */
interface Look {
  /** For a reader. */
  readonly what: string;
  readonly find: () => Promise<Remain[]>;
}

/** @param find gives what removes it, where it is there */
function one(what: string, find: () => Promise<Remain["remove"] | undefined>): Look {
  return {
    what,
    find: async () => {
      const remove = await find();
      return remove ? [{ what, remove }] : [];
    },
  };
}

/**
 * Removes what a trial has left, whatever its state says. WSO2 deletes clients of an application through its Key
 * Manager, which logs in with a client of its own: so nothing is removed where one server cannot be
 * looked at, and nothing after something that could not be removed.
 *
 * @returns what is still there, and why as far as that is known
 */
export async function removeRemains(trial: string, servers: AskedServers): Promise<string[]> {
  const { found, unseen } = await remainsOf(trial, servers);
  if (unseen.length > 0) return [...found.map(({ what }) => what), ...unseen];
  for (const { what, remove } of found) {
    try {
      await remove();
    } catch (error) {
      const left = await remainsOf(trial, servers);
      const others = left.found.filter((each) => each.what !== what).map((each) => each.what);
      return [`${what}: ${(error as Error).message}`, ...others, ...left.unseen];
    }
  }
  const left = await remainsAtLast(trial, servers);
  return [...left.found.map(({ what }) => what), ...left.unseen];
}

/** What is still there when both servers have had time to show what was removed. */
export async function remainsAtLast(trial: string, servers: AskedServers): Promise<Remains> {
  const waiting = new Waiting(`both servers show that ${trial} was removed`, servers.patience);
  for (;;) {
    const remains = await remainsOf(trial, servers);
    if (remains.found.length === 0 || !(await waiting.goesOn())) return remains;
  }
}
