import { internalServerError } from "../errors";
import type { StoredApplication } from "../state";
import type { Portal } from "./portal";
import type { PortalRequest } from "./portalOperation";

/**
 * `POST …/clean-up`: forgets the keys; the client stays at the Key Manager. Whose application it is
 * nobody asks, nor whether it has such keys.
 */
export function cleanUpKeys(
  { applications, changed }: Portal,
  { parameter }: PortalRequest<unknown>,
): void {
  const application = applications.byId(parameter("applicationId"));
  if (!application) throw internalServerError();
  forget(application, parameter("keyMappingId"));
  changed();
}

/** `DELETE …/oauth-keys/{keyMappingId}`: forgets the keys after the client is deleted, too. */
export async function deleteKeys(
  { applications, keyManagers, changed }: Portal,
  { parameter, login, organization }: PortalRequest<unknown>,
): Promise<void> {
  const application = applications.own(parameter("applicationId"), login);
  const mappingId = parameter("keyMappingId");
  const mapping = application.keyMappings.find(({ uuid }) => uuid === mappingId);
  const keyManager = mapping && keyManagers.byId(mapping.keyManager);
  if (!keyManager) throw internalServerError();
  if (mapping.mode === "CREATED") {
    const clients = keyManagers.clientsOf(organization, keyManager.name);
    if (!clients) throw internalServerError();
    await clients.delete(mapping.consumerKey ?? "");
  }
  forget(application, mappingId);
  changed();
}

/**
 * Before an application is deleted: its clients go, unless they were only mapped or their Key
 * Manager is not loaded. One that cannot be deleted stops it.
 */
export async function deleteClientsOf(
  { keyManagers }: Portal,
  { keyMappings }: StoredApplication,
): Promise<void> {
  for (const { keyManager: id, consumerKey, mode } of keyMappings) {
    const keyManager = keyManagers.byId(id);
    if (!keyManager || consumerKey === null || mode === "MAPPED") continue;
    const clients = keyManagers.clientsOf(keyManager.organization, keyManager.name);
    await clients?.delete(consumerKey);
  }
}

function forget(application: StoredApplication, mappingId: string): void {
  application.keyMappings = application.keyMappings.filter(({ uuid }) => uuid !== mappingId);
}
