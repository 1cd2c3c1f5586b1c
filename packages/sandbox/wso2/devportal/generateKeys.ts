import { badRequest, generalError, internalServerError } from "../errors";
import { furtherOf, furtherView } from "../furtherFields";
import type { JsonObject } from "../jackson/json";
import type { KeyManagerConfiguration } from "../keyManagers/keyManagerConfiguration";
import { newId, type KeyMapping, type KeyRequest, type StoredApplication } from "../state";
import { checkAgainstConstraints } from "./constraintsOfKeyManager";
import {
  additionalPropertiesOf,
  join,
  newApplicationKey,
  tokenView,
  type ApplicationKey,
  type GenerateKeysRequest,
} from "./keyModel";
import type { Registered } from "./keyRegistration";
import { checkOAuthAppRequest, parseProperties } from "./oauthAppValidation";
import type { Portal } from "./portal";
import {
  applicationCreationNotSupported,
  keyManagerRestricted,
  keyMappingAlreadyExists,
} from "./portalErrors";
import { flagOf } from "./portalKeyManagers";
import type { PortalRequest } from "./portalOperation";

/** Characters of the column for the scopes that are asked for. */
const mostScopes = 1500;

/** `POST /applications/{id}/generate-keys`: the Key Manager makes a client for the application. */
export async function generateKeys(
  portal: Portal,
  request: PortalRequest<GenerateKeysRequest | undefined>,
): Promise<ApplicationKey> {
  const { body, user, login, organization } = request;
  if (!body?.keyType) throw internalServerError();
  if (!portal.keyManagers.isAllowed(user, body.keyManager)) throw keyManagerRestricted();
  const application = await ownApplication(portal, request);
  if (application.status === "CREATED" || application.status === "REJECTED") {
    throw badRequest("Cannot generate keys for applications that are not yet approved.");
  }
  const keyManager = portal.keyManagers.ofKeys(organization, body.keyManager);
  const { wanted, properties } = wantedOf(body, login);
  if (portal.server.traits.applicationConstraints) checkAgainstConstraints(keyManager, properties);
  if (keyManager.tokenType === "EXCHANGED") throw applicationCreationNotSupported();
  if (flagOf(keyManager, "enable_oauth_app_creation") === false) {
    throw applicationCreationNotSupported();
  }
  if (hasMapping(application, keyManager, body)) throw keyMappingAlreadyExists();
  if (portal.keyManagers.clientsOf(organization, keyManager.name)) {
    const unchecked = { ...wanted, additionalProperties: properties };
    checkOAuthAppRequest(keyManager.type, unchecked, "explained");
  }
  if ((join(body.scopes, ",") ?? "").length > mostScopes) throw generalError();
  const isSimple = portal.state.workflows.keyGeneration === "simple";
  const mapping: KeyMapping = {
    uuid: newId(),
    keyType: body.keyType,
    keyManager: keyManager.uuid,
    consumerKey: null,
    mode: "CREATED",
    state: isSimple ? "APPROVED" : "CREATED",
    client: null,
    request: wanted,
    further: furtherOf(portal.state, body),
  };
  application.keyMappings.push(mapping);
  portal.changed();
  const registered = isSimple
    ? await portal.registration.register(application, mapping)
    : undefined;
  return answerOf(mapping, isSimple ? "APPROVED" : "CREATED", body.keyManager, registered);
}

/** The application, whose keys are all read from their Key Managers on this occasion. */
async function ownApplication(
  { applications, keys }: Portal,
  { parameter, login, user }: PortalRequest<unknown>,
): Promise<StoredApplication> {
  const known = applications.byId(parameter("applicationId"));
  if (known) await keys.all(known, user.tenant);
  return applications.own(parameter("applicationId"), login);
}

function wantedOf(
  body: GenerateKeysRequest,
  username: string,
): { wanted: KeyRequest; properties: JsonObject | null } {
  const text = additionalPropertiesOf(body.additionalProperties);
  const callbackUrl = body.callbackUrl || null;
  return {
    wanted: {
      username,
      callbackUrl,
      grantTypes: join(body.grantTypesToBeSupported, ",") || null,
      additionalProperties: text,
    },
    properties: text === null ? null : parseProperties(text),
  };
}

function hasMapping(
  { keyMappings }: StoredApplication,
  { uuid }: KeyManagerConfiguration,
  { keyType }: GenerateKeysRequest,
): boolean {
  return keyMappings.some((mapping) => mapping.keyManager === uuid && mapping.keyType === keyType);
}

/** The Key Manager is named as the request named it. */
function answerOf(
  mapping: KeyMapping,
  keyState: string,
  keyManager: string | null,
  registered: Registered | undefined,
): ApplicationKey {
  const { uuid: keyMappingId, keyType } = mapping;
  const key = {
    ...{ ...newApplicationKey(), keyMappingId, keyType, keyState, keyManager },
    ...furtherView(mapping),
  };
  if (!registered) return { ...key, token: tokenView(undefined) };
  const { client, token } = registered;
  return {
    ...key,
    consumerKey: client.clientId,
    consumerSecret: client.clientSecret,
    supportedGrantTypes: client.grantTypes?.split(" ") ?? [],
    mode: "CREATED",
    token: tokenView(token),
    additionalProperties: client.additionalProperties,
  };
}
