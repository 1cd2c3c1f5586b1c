import type { Auth0Client, ManagementApi } from "../../auth0/rest/managementApi";
import type { KeysApi } from "./api";
import type { KeyType } from "./document";

/** The application whose client WSO2's connector makes, and for what. */
export interface ClientPurpose {
  application: { readonly applicationId: string; readonly name: string; readonly owner: string };
  keyType: KeyType;
}

/** What a try has left in Auth0. */
export interface Leftovers {
  removed: Auth0Client[];
  /** May be the try's, but that could not be proved. */
  doubtful: Auth0Client[];
}

/**
 * Clients in Auth0 that could be of one purpose: WSO2's connector names a client after user,
 * application and type of the keys, without anything in between.
 */
export async function clientsFor(
  { application, keyType }: ClientPurpose,
  auth0: ManagementApi,
): Promise<Auth0Client[]> {
  const ending = `${application.name}_${keyType}`;
  return (await auth0.listClients()).filter(({ name }) => name.endsWith(ending));
}

/**
 * Removes what a try has left, and nothing that is not proved to be just that: it has the exact name,
 * was not there before the try, is granted nothing, and WSO2 has no keys with it.
 */
export async function removeLeftovers(
  purpose: ClientPurpose,
  before: readonly Auth0Client[],
  keys: KeysApi,
  auth0: ManagementApi,
): Promise<Leftovers> {
  const known = before.map(({ client_id }) => client_id);
  const isNew = ({ client_id }: Auth0Client) => !known.includes(client_id);
  const suspects = (await clientsFor(purpose, auth0)).filter(isNew);
  const unused = await unusedOf(purpose, suspects, keys);
  const leftovers: Leftovers = { removed: [], doubtful: [] };
  for (const client of unused) {
    const isProved = client.name === nameOf(purpose) && !(await auth0.hasGrants(client.client_id));
    if (isProved) await auth0.deleteClient(client.client_id);
    leftovers[isProved ? "removed" : "doubtful"].push(client);
  }
  return leftovers;
}

/** Those of the clients with which the application has no keys. */
export async function unusedOf(
  { application }: ClientPurpose,
  clients: readonly Auth0Client[],
  keys: KeysApi,
): Promise<Auth0Client[]> {
  if (clients.length === 0) return [];
  const inUse = (await keys.list(application.applicationId)).map((key) => key.consumerKey);
  return clients.filter(({ client_id }) => !inUse.includes(client_id));
}

/** The user without the domain of a tenant; a secondary user store is joined by "_". */
export function nameOf({ application: { name, owner }, keyType }: ClientPurpose): string {
  const user = owner.replace(/@[^@]*$/, "").replaceAll("/", "_");
  return `${user}${name}_${keyType}`;
}

/** Says which clients may be left, for an error. */
export function describeDoubtful({ doubtful }: Leftovers): string {
  if (doubtful.length === 0) return "";
  const clients = doubtful.map(({ name, client_id }) => `"${name}" (${client_id})`).join(", ");
  return (
    ` These clients have appeared in Auth0 meanwhile and may be left of it; they were not touched: ` +
    `${clients}. If nobody uses them, delete them there.`
  );
}
