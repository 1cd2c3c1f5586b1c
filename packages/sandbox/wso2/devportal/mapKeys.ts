import { internalServerError } from "../errors";
import { newId } from "../state";
import { newApplicationKey, tokenView, type ApplicationKey, type MapKeysRequest } from "./keyModel";
import { noToken } from "./keyRegistration";
import type { Portal } from "./portal";
import {
  applicationCreationNotSupported,
  keyManagerNotRegistered,
  keyMappingAlreadyExists,
} from "./portalErrors";
import type { PortalRequest } from "./portalOperation";

/**
 * `POST /applications/{id}/map-keys`: the application gets a client that exists already. Auth0 is
 * not asked whether it does.
 */
export function mapKeys(
  { applications, keyManagers, changed }: Portal,
  { body, parameter, login, organization }: PortalRequest<MapKeysRequest | undefined>,
): ApplicationKey {
  if (!body) throw internalServerError();
  const { keyType, consumerKey, consumerSecret } = body;
  const application = applications.own(parameter("applicationId"), login);
  if (keyType === null || consumerKey === null) throw internalServerError();
  const keyManager = keyManagers.ofKeys(organization, body.keyManager);
  if (keyManager.tokenType === "EXCHANGED") throw applicationCreationNotSupported();
  if (!keyManagers.clientsOf(organization, keyManager.name)) throw keyManagerNotRegistered();
  const isMapped = applications
    .all()
    .some((other) =>
      other.keyMappings.some(
        (mapping) =>
          mapping.keyManager === keyManager.uuid &&
          (mapping.consumerKey === consumerKey ||
            (other === application && mapping.keyType === keyType)),
      ),
    );
  if (isMapped) throw keyMappingAlreadyExists();
  const keyMappingId = newId();
  application.keyMappings.push({
    uuid: keyMappingId,
    keyType,
    keyManager: keyManager.uuid,
    consumerKey,
    mode: "MAPPED",
    state: "COMPLETED",
    client: null,
    request: null,
  });
  changed();
  return {
    ...newApplicationKey(),
    keyMappingId,
    keyManager: body.keyManager,
    consumerKey,
    consumerSecret,
    keyType,
    mode: "MAPPED",
    token: tokenView({ ...noToken, scopes: null }),
  };
}
