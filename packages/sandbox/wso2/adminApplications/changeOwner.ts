import type { ApplicationKey } from "../devportal/keyModel";
import type { Portal } from "../devportal/portal";
import { internalServerError } from "../errors";
import { globalOrganization } from "../keyManagers/keyManagerConfiguration";
import { tenantOf } from "../login/users";
import type { Wso2Server } from "../server";

/** Who is to own which application; the organization is the administrator's. */
export interface OwnerChange {
  id: string;
  owner: string;
  organization: string;
}

/**
 * `POST /applications/{id}/change-owner`: from now on the application is among the other user's.
 * Its subscriptions, its keys and their clients stay as they are, the clients' names, too: the
 * connector only reads them. The reason of a refusal is only in the server's log.
 */
export async function changeOwner(
  server: Wso2Server,
  portal: Portal,
  change: OwnerChange,
): Promise<void> {
  const { id, owner } = change;
  const application = portal.applications.byId(id);
  if (!application) throw internalServerError();
  const keys = await portal.keys.all(application, tenantOf(owner));
  if (!isPossible(server, portal, application.owner, application.name, change)) {
    throw internalServerError(`Error while updating application owner ${id}`);
  }
  for (const key of keys) await readClient(server, portal, key, tenantOf(owner));
  application.owner = owner;
  portal.changed();
}

/** A user who has never been in the Developer Portal becomes a subscriber by this. */
function isPossible(
  { users }: Wso2Server,
  { applications, subscribers }: Portal,
  oldOwner: string,
  name: string,
  { owner, organization }: OwnerChange,
): boolean {
  if (tenantOf(oldOwner) !== tenantOf(owner)) return false;
  if (!subscribers.has(owner)) {
    // The user store knows no tenants: a name with one is never found there.
    if (!users.find(tenantOf(owner), owner)) return false;
    subscribers.add(owner);
  }
  return !applications.isTaken(name, owner, organization, null);
}

async function readClient(
  { traits }: Wso2Server,
  { keyManagers }: Portal,
  { consumerKey, keyManager, mode }: ApplicationKey,
  organization: string,
): Promise<void> {
  if (traits.readAtOwnerChange === "generated keys") {
    if (keyManagers.clientsOf(globalOrganization, keyManager) || mode === "MAPPED") return;
  }
  const clients = keyManagers.clientsOf(organization, keyManager);
  if (!clients) throw internalServerError();
  await clients.retrieve(consumerKey ?? "");
}
