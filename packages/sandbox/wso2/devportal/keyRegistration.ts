import { print } from "../jackson/json";
import { generalError } from "../errors";
import type { KeyMapping, KeyRequest, StoredApplication } from "../state";
import type { Auth0Clients } from "./auth0Clients";
import { ConnectorFailure, used } from "../registry/connectorFailure";
import type { ClientToken, OAuthApplication, OAuthAppRequest } from "./oauthApplication";
import { parseProperties } from "./oauthAppValidation";
import { flagOf, type PortalKeyManagers } from "./portalKeyManagers";

/** What came of a registration. */
export interface Registered {
  client: OAuthApplication;
  token: ClientToken | undefined;
}

/** What is answered in place of a token if none was asked for. */
export const noToken: ClientToken = { accessToken: "", scopes: ["N/A"], validityTime: 0 };

/** The second half of generating keys, after the mapping is stored: the Key Manager's. */
export class KeyRegistration {
  constructor(
    private readonly keyManagers: PortalKeyManagers,
    private readonly changed: () => void,
  ) {}

  /**
   * Has the client made, and a token if the Key Manager is to give one. Whatever goes wrong is a
   * general error, and leaves behind what was done until then.
   */
  async register(application: StoredApplication, mapping: KeyMapping): Promise<Registered> {
    try {
      return await this.tryToRegister(application, mapping);
    } catch (error) {
      throw error instanceof ConnectorFailure ? generalError() : error;
    }
  }

  private async tryToRegister(
    application: StoredApplication,
    mapping: KeyMapping,
  ): Promise<Registered> {
    const keyManager = this.keyManagers.byId(mapping.keyManager);
    const clients =
      keyManager && this.keyManagers.clientsOf(keyManager.organization, keyManager.name);
    if (!clients || !mapping.request) throw new ConnectorFailure("Key Manager not configured");
    const made = await clients.create(requestOf(application, mapping, mapping.request));
    mapping.state = "COMPLETED";
    mapping.request = null;
    this.changed();
    const client = used(made);
    const { clientId, clientSecret, callbackUrl, grantTypes } = client;
    mapping.consumerKey = clientId;
    mapping.client = { clientSecret, callbackUrl, grantTypes };
    this.changed();
    const wantsToken = flagOf(keyManager, "enable_token_generation") === true;
    const token = wantsToken && mayGetToken(client) ? await firstToken(clients, client) : noToken;
    return { client, token };
  }
}

function requestOf(
  { name }: StoredApplication,
  { keyType }: KeyMapping,
  { username, callbackUrl, grantTypes, additionalProperties }: KeyRequest,
): OAuthAppRequest {
  return {
    username,
    applicationName: name,
    keyType,
    callbackUrl,
    grantTypes,
    additionalProperties:
      additionalProperties === null ? null : parseProperties(additionalProperties),
  };
}

/** The words are looked for in everything that is known of the client, its name included. */
function mayGetToken({ additionalProperties }: OAuthApplication): boolean {
  return print(additionalProperties).includes("client_credentials");
}

/** The scopes that were asked for are forgotten on the way: none is named. */
async function firstToken(
  clients: Auth0Clients,
  { clientId, clientSecret }: OAuthApplication,
): Promise<ClientToken | undefined> {
  if (clientSecret === null) throw new ConnectorFailure("Consumer key or Consumer Secret missing");
  return clients.requestToken(clientId, clientSecret, [], "client_credentials");
}
