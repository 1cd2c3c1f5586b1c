import { internalServerError } from "../errors";
import { furtherView } from "../furtherFields";
import { globalOrganization } from "../keyManagers/keyManagerConfiguration";
import type { ClientMetadata, KeyMapping, StoredApplication } from "../state";
import { newApplicationKey, type ApplicationKey } from "./keyModel";
import type { OAuthApplication } from "./oauthApplication";
import type { PortalKeyManagers } from "./portalKeyManagers";
import type { PortalTraits } from "./portalTraits";

/** Reads keys: the mappings are stored, everything else is asked of the Key Managers each time. */
export class KeyReader {
  constructor(
    private readonly traits: PortalTraits,
    private readonly keyManagers: PortalKeyManagers,
  ) {}

  /**
   * All keys of an application. Those of a Key Manager that is disabled or not loaded are left out,
   * but one client that cannot be read spoils it all.
   */
  async all(application: StoredApplication, organization: string): Promise<ApplicationKey[]> {
    const keys: ApplicationKey[] = [];
    for (const mapping of application.keyMappings) {
      const key = await this.read(mapping, organization);
      if (key) keys.push(key);
    }
    return keys;
  }

  /** Unlike in the list, the Key Manager is given by its id here. */
  async one({ keyMappings }: StoredApplication, mappingId: string): Promise<ApplicationKey> {
    const mapping = keyMappings.find(({ uuid }) => uuid === mappingId);
    const keyManager = mapping && this.keyManagers.byId(mapping.keyManager);
    if (!keyManager) throw internalServerError();
    const key = { ...describe(mapping), keyManager: keyManager.uuid, supportedGrantTypes: null };
    const clients = this.keyManagers.clientsOf(keyManager.organization, keyManager.name);
    // Without a consumer key it is the list of all clients that is asked for, which is no client.
    return clients ? this.withClient(key, await clients.retrieve(mapping.consumerKey ?? "")) : key;
  }

  private async read(
    mapping: KeyMapping,
    organization: string,
  ): Promise<ApplicationKey | undefined> {
    const keyManager = this.keyManagers.byId(mapping.keyManager);
    if (!keyManager?.enabled) return undefined;
    if (![organization, globalOrganization].includes(keyManager.organization)) return undefined;
    const key = {
      ...describe(mapping),
      keyManager: keyManager.name,
      supportedGrantTypes: null,
    };
    if (!mapping.consumerKey) return key;
    const clients = this.keyManagers.clientsOf(organization, keyManager.name);
    if (!clients) return undefined;
    const client = await clients.retrieve(mapping.consumerKey);
    return withClient(key, merge(client, mapping.client));
  }

  private withClient(key: ApplicationKey, client: OAuthApplication): ApplicationKey {
    const complete = withClient(key, client);
    return this.traits.secretOfSingleKeys === "shown"
      ? complete
      : { ...complete, consumerSecret: null };
  }
}

function describe(mapping: KeyMapping): ApplicationKey {
  return {
    ...newApplicationKey(),
    keyMappingId: mapping.uuid,
    consumerKey: mapping.consumerKey,
    keyState: mapping.state,
    keyType: mapping.keyType,
    mode: mapping.mode,
    token: { accessToken: null, tokenScopes: [], validityTime: 0 },
    ...furtherView(mapping),
  };
}

/** What Auth0 does not say is taken from what it said at first. */
function merge(client: OAuthApplication, known: ClientMetadata | null): OAuthApplication {
  if (known === null) return client;
  return {
    ...client,
    callbackUrl: client.callbackUrl ?? known.callbackUrl,
    grantTypes: client.grantTypes ?? known.grantTypes?.replaceAll(",", " ") ?? null,
    clientSecret: client.clientSecret ?? known.clientSecret,
  };
}

function withClient(key: ApplicationKey, client: OAuthApplication): ApplicationKey {
  return {
    ...key,
    consumerSecret: client.clientSecret,
    callbackUrl: client.callbackUrl,
    supportedGrantTypes: client.grantTypes?.split(" ") ?? null,
    additionalProperties: client.additionalProperties,
  };
}
