/** A property of a connector or an endpoint, as `GET /settings` describes it. */
export interface ConnectorProperty {
  name: string;
  label: string;
  type: string;
  required: boolean;
  mask: boolean;
  multiple: boolean;
  tooltip: string;
  default: string;
  values: readonly string[];
}

/** An installed Key Manager connector. */
export interface Connector {
  type: string;
  displayName: string;
  defaultConsumerKeyClaim: string;
  defaultScopesClaim: string;
  /** What an entry has in its `additionalProperties`. */
  configurations: readonly ConnectorProperty[];
}

/** The name of the Key Manager that comes with the product. */
export const residentKeyManager = "Resident Key Manager";

/** The type of the Key Manager that comes with the product. */
export const residentType = "default";

const auth0: Connector = {
  type: "Auth0",
  displayName: "Auth0",
  defaultConsumerKeyClaim: "azp",
  defaultScopesClaim: "scope",
  configurations: [
    property("client_id", "Client ID", "Client ID of Service Application"),
    {
      ...property("client_secret", "Client Secret", "Client Secret of Service Application"),
      mask: true,
    },
    {
      ...property("audience", "Audience", "Audience of the Admin API"),
      default: "https://[tenant].[region].auth0.com/api/v2/",
    },
  ],
};

const resident: Connector = {
  type: residentType,
  displayName: residentType,
  defaultConsumerKeyClaim: "azp",
  defaultScopesClaim: "scope",
  configurations: [],
};

/*
 * The product comes with more connectors (Okta, KeyCloak, …). They are left out: their properties
 * are not known well enough to be strict about them.
 */
const installed = new Map([auth0, resident].map((connector) => [connector.type, connector]));

/** The connector of a type; types are case-sensitive. */
export function connectorOf(type: string | null): Connector | undefined {
  return type === null ? undefined : installed.get(type);
}

/** The connectors that are offered for new entries. */
export function offeredConnectors(): Connector[] {
  return [...installed.values()].filter(({ type }) => type !== residentType);
}

/** The endpoints that every connector asks for unless it says otherwise; Auth0's does not. */
export function endpointProperties(requiredEndpoints: readonly string[]): ConnectorProperty[] {
  const server = "https://localhost:9443";
  return [
    [
      "client_registration_endpoint",
      "Client Registration Endpoint",
      // Without a blank, as WSO2 writes it.
      `E.g.,${server}/client-registration/v0.17/register`,
    ],
    ["introspection_endpoint", "Introspection Endpoint", `E.g., ${server}/oauth2/introspect`],
    ["token_endpoint", "Token Endpoint", `E.g., ${server}/oauth2/token`],
    ["revoke_endpoint", "Revoke Endpoint", `E.g., ${server}/oauth2/revoke`],
    ["userinfo_endpoint", "UserInfo Endpoint", `E.g., ${server}/oauth2/userinfo`],
    ["authorize_endpoint", "Authorize Endpoint", `E.g., ${server}/oauth2/authorize`],
    ["display_token_endpoint", "Display Token Endpoint", `E.g., ${server}/oauth2/token`],
    ["display_revoke_endpoint", "Display Revoke Endpoint", `E.g., ${server}/oauth2/authorize`],
  ].map(([name = "", label = "", tooltip = ""]) => ({
    ...property(name, label, tooltip),
    required: requiredEndpoints.includes(name),
  }));
}

function property(name: string, label: string, tooltip: string): ConnectorProperty {
  return {
    name,
    label,
    type: "input",
    required: true,
    mask: false,
    multiple: false,
    tooltip,
    default: "",
    values: [],
  };
}
