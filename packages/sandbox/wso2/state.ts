import { randomUUID } from "node:crypto";
import type { PlainObject } from "./jackson/json";
import type { TokenType } from "./keyManagers/keyManagerModel";

/** A tenant. */
export interface Tenant {
  domain: string;
  roles: string[];
}

/** A user; in another tenant than the super tenant the login name ends in `@<domain>`. */
export interface User {
  /** In a secondary user store with that in front: `WSO2.TEST/alice`. */
  username: string;
  password: string;
  tenant: string;
  roles: string[];
  groups?: string[];
}

/** An OAuth application of `client-registration`. */
export interface OAuthClient {
  clientId: string;
  clientSecret: string;
  clientName: string;
  owner: string;
  callbackUrl: string | null;
  grantTypes: string[];
}

/** An access token of `oauth2/token`. */
export interface AccessToken {
  accessToken: string;
  refreshToken: string | null;
  clientId: string;
  /** Login name of the user for whom it was issued. */
  user: string;
  scopes: string[];
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** A row of the Key Manager table with its roles and organizations. */
export interface StoredKeyManager {
  uuid: string;
  name: string;
  displayName: string | null;
  description: string | null;
  type: string;
  configuration: PlainObject;
  enabled: boolean;
  organization: string;
  tokenType: TokenType;
  /** Kept with the identity provider, which only exchanging Key Managers have. */
  alias: string | null;
  permissions: { type: "ALLOW" | "DENY"; roles: string[] } | null;
  allowedOrganizations: string[];
}

export type KeyType = "PRODUCTION" | "SANDBOX";

/** What a Key Manager said of a client when it was made or changed. */
export interface ClientMetadata {
  clientSecret: string | null;
  callbackUrl: string | null;
  /** Separated by spaces. */
  grantTypes: string | null;
}

/** What was asked for when keys were requested; kept while someone has to approve it. */
export interface KeyRequest {
  username: string;
  callbackUrl: string | null;
  /** Separated by commas. */
  grantTypes: string | null;
  /** JSON. */
  additionalProperties: string | null;
}

/** Which client of a Key Manager an application has for one type of keys. */
export interface KeyMapping {
  uuid: string;
  keyType: KeyType;
  /** Id of the Key Manager. */
  keyManager: string;
  /** Missing as long as the Key Manager has not made the client. */
  consumerKey: string | null;
  mode: "CREATED" | "MAPPED";
  state: "CREATED" | "APPROVED" | "REJECTED" | "COMPLETED";
  client: ClientMetadata | null;
  request: KeyRequest | null;
  /** Values of fields of a later release, by their names. */
  further?: PlainObject;
}

/** An application of the Developer Portal with the keys that it has. */
export interface StoredApplication {
  uuid: string;
  name: string;
  owner: string;
  organization: string;
  throttlingPolicy: string;
  description: string | null;
  tokenType: "JWT";
  status: "CREATED" | "APPROVED" | "REJECTED" | "UPDATE_PENDING" | "DELETE_PENDING";
  attributes: Record<string, string>;
  /** Separated by commas; set when it is created and never again. */
  groups: string | null;
  /** Milliseconds since 1970. */
  createdAt: number;
  updatedAt: number;
  keyMappings: KeyMapping[];
  /** Values of fields of a later release, by their names. */
  further?: PlainObject;
}

/** An attribute that an administrator has configured for all applications. */
export interface ApplicationAttribute {
  name: string;
  required: boolean;
  /** Nobody may set it. */
  hidden: boolean;
  defaultValue: string;
}

/** That an application may call an API. */
export interface StoredSubscription {
  uuid: string;
  applicationId: string;
  apiId: string;
  throttlingPolicy: string;
  requestedThrottlingPolicy: string | null;
  status:
    "UNBLOCKED" | "BLOCKED" | "PROD_ONLY_BLOCKED" | "ON_HOLD" | "REJECTED" | "TIER_UPDATE_PENDING";
  /** Values of fields of a later release, by their names. */
  further?: PlainObject;
  /** Somebody has unsubscribed while it was blocked: it is kept, so that the block is. */
  isRemoved?: true;
}

/** What happens with a request: it is carried out, or someone has to approve it first. */
export type Workflow = "simple" | "approval";

/** A request that an administrator approves or rejects: the creation of something. */
export interface StoredApproval {
  referenceId: string;
  type: "APPLICATION_CREATION" | "SUBSCRIPTION_CREATION";
  /** Of the application or the subscription, which is there from the beginning. */
  objectId: string;
  tenant: string;
  status: "CREATED" | "APPROVED" | "REJECTED";
  description: string;
  properties: Record<string, string>;
  createdAt: number;
}

/** A resource of an API. */
export interface StoredOperation {
  method: string;
  /** Below the API's context, possibly with `{parameters}` and a final `*`. */
  path: string;
  /** Having one of them is enough; empty if none is needed. */
  scopes: string[];
}

/** An API and the names of the Key Managers that it selects; `["all"]` selects none by name. */
export interface StoredApi {
  id: string;
  name: string;
  version: string;
  context: string;
  provider: string;
  status: string;
  organization: string;
  keyManagers: string[];
  description: string | null;
  /** With which a subscription is possible. */
  throttlingPolicies: string[];
  scopes: { key: string; description: string; roles: string[] }[];
  operations: StoredOperation[];
  createdAt: number;
}

/** Everything that a server has stored; plain JSON. Secrets and passwords are in clear. */
export interface Wso2State {
  tenants: Tenant[];
  users: User[];
  /** Roles by scope of the REST APIs. */
  restApiScopes: Record<string, string[]>;
  oauthClients: OAuthClient[];
  accessTokens: AccessToken[];
  keyManagers: StoredKeyManager[];
  /** Fields that objects have beside those of the release, as a later one would have them. */
  furtherFields?: string[];
  /** Logins of those who have been in the Developer Portal. */
  subscribers: string[];
  applications: StoredApplication[];
  applicationAttributes: ApplicationAttribute[];
  subscriptions: StoredSubscription[];
  workflows: {
    applicationCreation: Workflow;
    subscriptionCreation: Workflow;
    keyGeneration: Workflow;
  };
  approvals: StoredApproval[];
  apis: StoredApi[];
}

export const superTenant = "carbon.super";

/** The role that the documentation has one make for people who manage Key Managers only. */
const keyManagerRole = "keyManagerAdmin";

/** The roles of a new tenant. */
export function builtInRoles(): string[] {
  return [
    "admin",
    "Internal/everyone",
    "Internal/publisher",
    "Internal/creator",
    "Internal/subscriber",
    "Internal/devops",
    "Internal/observer",
    "Internal/analytics",
    keyManagerRole,
  ];
}

/** A new server: two tenants, their users, and nothing else. */
export function newState(): Wso2State {
  const user = (username: string, tenant: string, ...roles: string[]): User => ({
    username,
    password: username,
    tenant,
    roles: [...roles, "Internal/everyone"],
  });
  return {
    tenants: [
      { domain: superTenant, roles: builtInRoles() },
      { domain: "tenant1.com", roles: builtInRoles() },
    ],
    users: [
      user("admin", superTenant, "admin"),
      user("keymanageradmin", superTenant, keyManagerRole),
      user("publisher", superTenant, "Internal/publisher", "Internal/creator"),
      user("subscriber", superTenant, "Internal/subscriber"),
      user("admin", "tenant1.com", "admin"),
    ],
    restApiScopes: {
      "apim:admin": ["admin"],
      "apim:admin_operations": ["admin"],
      "apim:admin_settings": ["admin", keyManagerRole],
      "apim:keymanagers_manage": ["admin", keyManagerRole],
      "apim:tenantInfo": ["admin", keyManagerRole],
      "apim:api_create": ["admin", "Internal/creator"],
      "apim:api_publish": ["admin", "Internal/publisher"],
      "apim:api_view": [
        "admin",
        "Internal/publisher",
        "Internal/creator",
        "Internal/analytics",
        "Internal/observer",
      ],
      "apim:subscription_block": ["admin", "Internal/publisher"],
      "apim:subscription_manage": ["admin", "Internal/publisher"],
      "apim:subscribe": ["admin", "Internal/subscriber", "Internal/devops"],
      "apim:app_manage": ["admin", "Internal/subscriber", "Internal/devops"],
      "apim:sub_manage": ["admin", "Internal/subscriber", "Internal/devops"],
      "apim:app_import_export": ["admin", "Internal/devops"],
      "apim:app_owner_change": ["admin"],
      "apim:app_settings_change": ["admin"],
      "apim:admin_application_view": ["admin"],
      "apim:api_workflow_approve": ["admin"],
      "apim:api_workflow_view": ["admin"],
    },
    oauthClients: [],
    accessTokens: [],
    keyManagers: [],
    subscribers: [],
    applications: [],
    applicationAttributes: [],
    subscriptions: [],
    workflows: {
      applicationCreation: "simple",
      subscriptionCreation: "simple",
      keyGeneration: "simple",
    },
    approvals: [],
    apis: [],
  };
}

/** The id of something new. */
export function newId(): string {
  return randomUUID();
}
