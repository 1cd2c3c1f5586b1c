import type { StoredApi } from "../state";
import type { PortalTraits } from "./portalTraits";

/** An API as an element of a list, and as part of a subscription. */
export function apiInfoView({ apiFields }: PortalTraits, api: StoredApi) {
  const later: Record<string, unknown> = {
    createdTime: String(api.createdAt),
    displayName: api.name,
    gatewayType: "wso2/synapse",
    gatewayVendor: "wso2",
    additionalProperties: [],
    monetizedInfo: false,
    egress: false,
    subtype: "DEFAULT",
  };
  return {
    id: api.id,
    name: api.name,
    description: api.description,
    context: contextWithoutVersion(api),
    version: api.version,
    type: "HTTP",
    provider: api.provider,
    lifeCycleStatus: api.status,
    thumbnailUri: null,
    avgRating: "0.0",
    throttlingPolicies: api.throttlingPolicies,
    advertiseInfo: notAdvertised,
    businessInformation: noBusinessInformation,
    isSubscriptionAvailable: true,
    monetizationLabel: "FREE",
    ...Object.fromEntries(apiFields.map((field) => [field, later[field]])),
  };
}

/** An API in full, except for its definition; `keyManagers` names those whose tokens it takes. */
export function apiView({ apiDetailFields }: PortalTraits, api: StoredApi, subscriptions: number) {
  const later: Record<string, unknown> = {
    displayName: api.name,
    apiKeyHeader: "ApiKey",
    initiatedFromGateway: false,
    gatewayType: "wso2/synapse",
    gatewayVendor: "wso2",
    asyncTransportProtocols: [],
    egress: false,
    subtype: "DEFAULT",
    subscriptions,
  };
  return {
    id: api.id,
    name: api.name,
    description: api.description,
    context: api.context,
    version: api.version,
    provider: api.provider,
    apiDefinition: null,
    wsdlUri: null,
    lifeCycleStatus: api.status,
    isDefaultVersion: false,
    type: "HTTP",
    transport: ["http", "https"],
    operations: [],
    authorizationHeader: "Authorization",
    securityScheme: ["oauth2", "oauth_basic_auth_api_key_mandatory"],
    tags: [],
    tiers: api.throttlingPolicies.map((tierName) => ({
      tierName,
      tierPlan: "FREE",
      monetizationAttributes: null,
    })),
    hasThumbnail: false,
    additionalProperties: [],
    monetization: { enabled: false },
    endpointURLs: [],
    businessInformation: noBusinessInformation,
    environmentList: [],
    scopes: api.scopes.map(({ key, description, roles }) => ({
      key,
      name: key,
      roles,
      description,
    })),
    avgRating: "0.0",
    advertiseInfo: notAdvertised,
    isSubscriptionAvailable: true,
    categories: [],
    keyManagers: api.keyManagers,
    createdTime: String(api.createdAt),
    lastUpdatedTime: null,
    ...Object.fromEntries(apiDetailFields.map((field) => [field, later[field]])),
  };
}

const notAdvertised = {
  advertised: false,
  apiExternalProductionEndpoint: null,
  apiExternalSandboxEndpoint: null,
  originalDevPortalUrl: null,
  apiOwner: null,
  vendor: "WSO2",
};

const noBusinessInformation = {
  businessOwner: null,
  businessOwnerEmail: null,
  technicalOwner: null,
  technicalOwnerEmail: null,
};

function contextWithoutVersion({ context, version }: StoredApi): string {
  return context.endsWith(`/${version}`) ? context.slice(0, -version.length - 1) : context;
}
