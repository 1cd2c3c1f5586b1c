import { internalServerError } from "../errors";
import { furtherOf, furtherView } from "../furtherFields";
import type { StoredApplication } from "../state";
import { checkAgainstConstraints } from "./constraintsOfKeyManager";
import { additionalPropertiesOf, join, newApplicationKey, type ApplicationKey } from "./keyModel";
import { checkOAuthAppRequest, parseProperties } from "./oauthAppValidation";
import type { Portal } from "./portal";
import {
  applicationInactive,
  keyManagerNotEnabled,
  keyManagerNotInitialized,
  keyManagerRestricted,
  notFound,
  notPermitted,
  tokenGenerationNotSupported,
} from "./portalErrors";
import type { PortalRequest } from "./portalOperation";

/** `PUT /applications/{id}/oauth-keys/{keyMappingId}`: changes the client at the Key Manager. */
export async function updateKeys(
  portal: Portal,
  request: PortalRequest<ApplicationKey | undefined>,
): Promise<ApplicationKey> {
  const { body, user, login, parameter } = request;
  const { applications, keys, keyManagers } = portal;
  const applicationId = parameter("applicationId");
  const application = applications.byId(applicationId);
  if (application) await keys.all(application, user.tenant);
  if (!body) throw internalServerError();
  if (!keyManagers.isAllowed(user, body.keyManager)) throw keyManagerRestricted();
  if (!application) throw notFound("application", applicationId);
  const key = await keys.one(application, parameter("keyMappingId"));
  if (application.owner !== login) throw notPermitted("application", applicationId);
  if (application.status === "CREATED" || application.status === "REJECTED") {
    throw applicationInactive();
  }
  return change(portal, application, key, body, login);
}

async function change(
  { keyManagers, changed, server, state }: Portal,
  application: StoredApplication,
  key: ApplicationKey,
  body: ApplicationKey,
  username: string,
): Promise<ApplicationKey> {
  const mapping = application.keyMappings.find(({ uuid }) => uuid === key.keyMappingId);
  const keyManager = mapping && keyManagers.byId(mapping.keyManager);
  if (!keyManager) throw internalServerError();
  const text = additionalPropertiesOf(body.additionalProperties);
  const additionalProperties = text === null ? null : parseProperties(text);
  if (server.traits.applicationConstraints) {
    checkAgainstConstraints(keyManager, additionalProperties);
  }
  if (!keyManager.enabled) throw keyManagerNotEnabled();
  if (keyManager.tokenType === "EXCHANGED") throw tokenGenerationNotSupported();
  const clients = keyManagers.clientsOf(keyManager.organization, keyManager.name);
  if (!clients) throw keyManagerNotInitialized();
  const { callbackUrl } = body;
  const grantTypes = join(body.supportedGrantTypes, ",");
  const wanted = { callbackUrl, grantTypes, additionalProperties };
  checkOAuthAppRequest(keyManager.type, wanted, "General Error");
  const client = await clients.update(mapping.consumerKey ?? "", {
    username,
    applicationName: application.name,
    keyType: mapping.keyType,
    ...wanted,
  });
  mapping.client = {
    clientSecret: client.clientSecret,
    callbackUrl: client.callbackUrl,
    grantTypes: client.grantTypes,
  };
  mapping.further = furtherOf(state, body);
  changed();
  // Ids are echoed; state, mode and token are forgotten.
  return {
    ...newApplicationKey(),
    keyMappingId: body.keyMappingId,
    keyManager: body.keyManager,
    consumerKey: client.clientId || null,
    consumerSecret: client.clientSecret,
    supportedGrantTypes: client.grantTypes?.split(" ") ?? [],
    callbackUrl: client.callbackUrl,
    keyType: mapping.keyType,
    additionalProperties: client.additionalProperties,
    ...furtherView(mapping),
  };
}
