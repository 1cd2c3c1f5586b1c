import { residentKeyManager, residentType } from "./connectors";
import type { Json } from "../jackson/json";
import type { KeyManagerConfiguration } from "./keyManagerConfiguration";
import type { KeyManagerStore } from "./keyManagerStore";
import { newId } from "../state";

/** Stores the Key Manager that comes with the product. */
export function registerResident(store: KeyManagerStore, organization: string): void {
  store.insert({
    uuid: newId(),
    name: residentKeyManager,
    displayName: null,
    description: "This is Resident Key Manager",
    type: residentType,
    enabled: true,
    organization,
    tokenType: "DIRECT",
    alias: null,
    permissions: { permissionType: "PUBLIC", roles: [] },
    allowedOrganizations: [],
    properties: new Map([
      [
        "token_format_string",
        '[{"enable":true,"type":"REFERENCE","value":"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-' +
          '[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"}]',
      ],
    ]),
    endpoints: new Map(),
  });
}

/** What the server knows of its own Key Manager without having it stored. */
export class Resident {
  constructor(private readonly serverUrl: () => string) {}

  complete({ properties }: KeyManagerConfiguration): void {
    const server = this.serverUrl();
    const forced: Record<string, Json> = {
      ServerURL: `${server}/services/`,
      RevokeURL: `${server}/oauth2/revoke`,
      TokenURL: `${server}/oauth2/token`,
      token_endpoint: `${server}/oauth2/token`,
      revoke_endpoint: `${server}/oauth2/revoke`,
    };
    const defaults: Record<string, Json> = {
      grant_types: ["password", "client_credentials", "refresh_token", "authorization_code"],
      enable_token_hash: false,
      enable_oauth_app_creation: true,
      enable_map_oauth_consumer_apps: true,
      enable_token_generation: true,
      VALIDITY_PERIOD: "3600",
      validation_enable: true,
      self_validate_jwt: true,
      issuer: `${server}/oauth2/token`,
      claim_mappings: [],
      certificate_type: "JWKS",
      certificate_value: `${server}/oauth2/jwks`,
    };
    for (const [name, value] of Object.entries(forced)) properties.set(name, value);
    for (const [name, value] of Object.entries(defaults)) {
      if (!properties.has(name)) properties.set(name, value);
    }
  }
}
