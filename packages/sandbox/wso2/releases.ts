/**
 * The WSO2 API Manager releases that the sandbox can play. Everything in which they differ is in
 * the table below; no other file asks which release it is.
 */
export const releases = ["4.0", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7"] as const;

export type Release = (typeof releases)[number];

/** Fields of a Key Manager that came after 4.0; a release refuses those that it does not know. */
export type LaterField =
  | "tokenType"
  | "alias"
  | "displayTokenEndpoint"
  | "displayRevokeEndpoint"
  | "permissions"
  | "endpoints"
  | "global"
  | "allowedOrganizations";

/** Fields of an entry of the list that came after 4.0. */
export type LaterListField = "tokenType" | "isGlobal" | "isUsed";

/** Fields of `GET /settings` that came after 4.0. */
export type LaterSettingsField =
  | "gatewayTypes"
  | "IsJWTEnabledForLoginTokens"
  | "orgAccessControlEnabled"
  | "gatewayConfiguration"
  | "transactionCounterEnable"
  | "isGatewayNotificationEnabled"
  | "universalGatewayVersion";

/** Fields of an application in the admin API's list that came after 4.0. */
export type LaterAdminApplicationField = "tokenType" | "createdTime" | "keyManagers";

/** How one release behaves. */
export interface ReleaseTraits {
  /** Where the admin API is served: as documented first, as `Location` has it last. */
  adminPaths: readonly string[];
  /** Likewise the Publisher's API. */
  publisherPaths: readonly string[];
  keyManagerFields: readonly LaterField[];
  listFields: readonly LaterListField[];
  settingsFields: readonly LaterSettingsField[];
  /** Fields of a connector in `GET /settings` beside its claims and `configurations`. */
  connectorFields: readonly (
    "endpointConfigurations" | "authConfigurations" | "configurationConstraints"
  )[];
  /** Whether the settings say of a connector's property that it cannot be changed later. */
  updateDisabledShown: boolean;
  /** The narrow scope `apim:keymanagers_manage`. */
  keyManagersManageScope: boolean;
  globalKeyManagers: boolean;
  /** `api-usages` and `app-usages`; what fills `isUsed`. */
  usages: boolean;
  /** What `app-usages` gives as an application's name. */
  applicationNameInUsages: "uuid" | "name";
  /** A Key Manager that an API or an application uses: refused with 412, or deleted all the same. */
  deleteInUse: "refused" | "deleted";
  /** The answer to deleting the Resident Key Manager. */
  deleteResident: 412 | 500;
  /** The answer to an id that does not exist: the Key Manager's own error or the general one. */
  notFound: "KEY_MANAGER_NOT_FOUND" | "Not Found";
  /** Whether a PUT that is refused says why, or answers 500 whatever the cause. */
  refusedUpdate: "explained" | 500;
  /** The mask of a secret on POST: stored as the secret, or the server fails. */
  maskOnCreate: "stored" | 500;
  /** Endpoints without which an entry is refused. */
  requiredEndpoints: readonly string[];
  /** Whether the property `constraints` is looked at. */
  applicationConstraints: boolean;
  /** White space around strings of the configuration. */
  whitespace: "trimmed" | "kept";
  /** What the header `X-WSO2-Tenant` does on the admin API. */
  tenantHeader: "honoured" | "ignored";
  /** The answer to a tenant in that header that does not exist. */
  unknownTenant: 400 | 500;
  /** Two loaded Key Managers with one issuer: the last one hides the other, or both are found. */
  sharedIssuer: "lastLoaded" | "all";
  adminApplicationFields: readonly LaterAdminApplicationField[];
  /** Whether the admin API shows an application, and has a scope for looking at them. */
  adminApplicationDetails: boolean;
  /** The scope `apim:app_settings_change`. */
  settingsOfApplications: boolean;
  /** What has to fit where the admin API is asked for an owner and a name. */
  applicationSearch: "both" | "either";
  /** A column or a direction that the admin API does not know. */
  unknownSorting: "ignored" | 500;
  /** The answer to asking the admin API for the applications of another tenant's user. */
  foreignUserInSearch: "none" | 403;
  /** Of which keys the clients are read before another user gets the application. */
  readAtOwnerChange: "all keys" | "generated keys";
}

const standardEndpoints = [
  "client_registration_endpoint",
  "introspection_endpoint",
  "token_endpoint",
  "revoke_endpoint",
];

/*
 * Sure: 4.7, read from and compared with WSO2's released bytecode (9.33.90), and 4.1, compared
 * with that of its line (9.20.0). The rest follows the product's API definitions by tag. Where those
 * are silent:
 * - where else than documented the admin API is served;
 * - 4.3 is taken as the first release with usages and global Key Managers (their pull request was
 *   open two weeks before it came out);
 * - the mask of a secret on POST: as in 4.1 before it, as in 4.7 after it;
 * - trimming: not in sources of 4.4's age, taken as new in 4.6;
 * - several Key Managers of one issuer: its pull request is of 4.5's time;
 * - the tenant header: ignored on the admin API in 4.7, taken as honoured until 4.6, and an
 *   unknown tenant in it as 400 from 4.5 on;
 * - names in app-usages: right in 4.7, taken as wrong before;
 * - applications in the admin API: 4.2 to 4.6 have the fields and scopes of 4.1 and behave like 4.7;
 *   4.0 behaves like 4.1.
 */
const release40: ReleaseTraits = {
  adminPaths: ["/api/am/admin/v2"],
  publisherPaths: ["/api/am/publisher/v2"],
  keyManagerFields: [],
  listFields: [],
  settingsFields: [],
  connectorFields: [],
  updateDisabledShown: false,
  keyManagersManageScope: false,
  globalKeyManagers: false,
  usages: false,
  applicationNameInUsages: "uuid",
  deleteInUse: "deleted",
  deleteResident: 500,
  notFound: "Not Found",
  refusedUpdate: 500,
  maskOnCreate: 500,
  requiredEndpoints: [],
  applicationConstraints: false,
  whitespace: "kept",
  tenantHeader: "honoured",
  unknownTenant: 500,
  sharedIssuer: "lastLoaded",
  adminApplicationFields: [],
  adminApplicationDetails: false,
  settingsOfApplications: false,
  applicationSearch: "both",
  unknownSorting: 500,
  foreignUserInSearch: 403,
  readAtOwnerChange: "all keys",
};

const release41: ReleaseTraits = {
  ...release40,
  adminPaths: ["/api/am/admin/v3", "/api/am/admin/v3.0", "/api/am/admin"],
  publisherPaths: ["/api/am/publisher/v3", "/api/am/publisher/v3.0", "/api/am/publisher"],
  keyManagerFields: [
    "tokenType",
    "alias",
    "displayTokenEndpoint",
    "displayRevokeEndpoint",
    "endpoints",
  ],
  listFields: ["tokenType"],
  connectorFields: ["endpointConfigurations"],
  notFound: "KEY_MANAGER_NOT_FOUND",
  adminApplicationDetails: true,
  refusedUpdate: "explained",
  requiredEndpoints: standardEndpoints,
};

const release42: ReleaseTraits = {
  ...release41,
  adminPaths: ["/api/am/admin/v4"],
  publisherPaths: ["/api/am/publisher/v4"],
  settingsFields: ["IsJWTEnabledForLoginTokens"],
  maskOnCreate: "stored",
  applicationSearch: "either",
  unknownSorting: "ignored",
  foreignUserInSearch: "none",
  readAtOwnerChange: "generated keys",
};

const release43: ReleaseTraits = {
  ...release42,
  keyManagerFields: [...release42.keyManagerFields, "permissions", "global"],
  listFields: ["tokenType", "isGlobal", "isUsed"],
  settingsFields: [...release42.settingsFields, "gatewayTypes", "transactionCounterEnable"],
  keyManagersManageScope: true,
  globalKeyManagers: true,
  usages: true,
  deleteInUse: "refused",
  deleteResident: 412,
};

const release45: ReleaseTraits = {
  ...release43,
  keyManagerFields: [...release43.keyManagerFields, "allowedOrganizations"],
  settingsFields: [
    ...release43.settingsFields,
    "orgAccessControlEnabled",
    "gatewayConfiguration",
    "isGatewayNotificationEnabled",
  ],
  connectorFields: ["endpointConfigurations", "authConfigurations"],
  unknownTenant: 400,
  sharedIssuer: "all",
};

const release46: ReleaseTraits = { ...release45, whitespace: "trimmed" };

const release47: ReleaseTraits = {
  ...release46,
  adminPaths: ["/api/am/admin/v4", "/api/am/admin/v4.5", "/api/am/admin"],
  publisherPaths: ["/api/am/publisher/v4", "/api/am/publisher/v4.5", "/api/am/publisher"],
  settingsFields: [...release46.settingsFields, "universalGatewayVersion"],
  connectorFields: ["endpointConfigurations", "authConfigurations", "configurationConstraints"],
  updateDisabledShown: true,
  applicationConstraints: true,
  applicationNameInUsages: "name",
  tenantHeader: "ignored",
  adminApplicationFields: ["tokenType", "createdTime", "keyManagers"],
  settingsOfApplications: true,
};

/** Release differences, by release. */
export const releaseTraits: Readonly<Record<Release, ReleaseTraits>> = {
  "4.0": release40,
  "4.1": release41,
  "4.2": release42,
  "4.3": release43,
  "4.4": release43,
  "4.5": release45,
  "4.6": release46,
  "4.7": release47,
};
