import { internalServerError } from "../errors";
import { newApplicationKey, type ApplicationKey } from "./keyModel";
import type { Portal } from "./portal";
import type { PortalRequest } from "./portalOperation";

/** `POST …/regenerate-secret`: reads all keys, then these again, and rotates their secret. */
export async function regenerateSecret(
  { applications, keys, keyManagers }: Portal,
  { parameter, login, user }: PortalRequest<unknown>,
): Promise<ApplicationKey> {
  const application = applications.own(parameter("applicationId"), login);
  await keys.all(application, user.tenant);
  const { keyManager: id, consumerKey } = await keys.one(application, parameter("keyMappingId"));
  const keyManager = keyManagers.byId(id ?? "");
  const clients = keyManager && keyManagers.clientsOf(user.tenant, keyManager.name);
  if (!clients) throw internalServerError();
  return {
    ...newApplicationKey(),
    consumerKey,
    consumerSecret: await clients.rotateSecret(consumerKey ?? ""),
  };
}
