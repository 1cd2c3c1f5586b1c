import type { Release } from "../releases";
import type { StoredSubscription } from "../state";

/** Fields of an application that came after 4.0. */
export type LaterApplicationField = "visibility" | "createdTime" | "updatedTime";

/** Fields of an application in a list that came after 4.0. */
export type LaterApplicationInfoField = "tokenType" | "createdTime" | "updatedTime";

/** Fields of an application's keys that came after 4.0. */
export type LaterKeyField = "mode" | "consumerSecrets";

/** How the Developer Portal of one release behaves. */
export interface PortalTraits {
  /** Where the API is served: as documented first, as `Location` has it last. */
  paths: readonly string[];
  longestApplicationName: number;
  /** Whose applications a user is listed: those of logins that differ in case, too, or not. */
  ownersInLists: "ignoringCase" | "exact";
  applicationFields: readonly LaterApplicationField[];
  applicationInfoFields: readonly LaterApplicationInfoField[];
  keyFields: readonly LaterKeyField[];
  /** `grantType` of a request for a token. */
  grantTypeOfTokens: boolean;
  /** Fields of a Key Manager that came after 4.0. */
  keyManagerFields: readonly ("alias" | "tokenType")[];
  /** Whether the fields of an application's keys are listed with their constraints. */
  constraintsListed: boolean;
  /** Whether Key Managers may be kept from users by their roles. */
  keyManagerPermissions: boolean;
  /** Whether Key Managers may be kept from organizations. */
  allowedOrganizations: boolean;
  /** `DELETE /applications/{id}/oauth-keys/{keyMappingId}` */
  keyDeletion: boolean;
  /** Whether reading the keys of one Key Manager shows the secret. */
  secretOfSingleKeys: "shown" | "missing";
  /** Connector 1.0.1 reads no grants: it remembers the audience that it has granted last. */
  connector: "1.0.1" | "1.0.4 and later";
  /** Fields of an API in a list that came after 4.0. */
  apiFields: readonly string[];
  /** Fields of an API in full that came after 4.0. */
  apiDetailFields: readonly string[];
  /** Statuses with which a subscription cannot be changed. */
  finalStatuses: readonly StoredSubscription["status"][];
  /** Which of the two policies of a change the API must offer. */
  policyCheckedAtChange: "throttlingPolicy" | "requestedThrottlingPolicy";
  /** Whether a list of an application's subscriptions says which page it is. */
  pagesOfSubscriptions: "told" | "untold";
  /** How often `offset` counts in such a list: once, or twice, and against `limit`, too. */
  offsetOfSubscriptions: "once" | "twice";
  /** The answer to subscribing where a subscription is blocked. */
  blockedSubscription: 403 | 500;
  /** Fields of a throttling policy that came after 4.0. */
  throttlingPolicyFields: readonly string[];
}

/*
 * Sure: 4.7, read from WSO2's released bytecode (9.33.90), and of 4.1 (9.20.0) what concerns applications
 * without their keys, and what a trial meets. The fields of the others follow the
 * product's API definitions by tag. Where those are silent:
 * - `createdTime`, `updatedTime` and `consumerSecrets` are in the bytecode, but not in the product's
 *   definition of 4.7: taken as new in 4.7;
 * - deleting keys came with the usages of Key Managers, taken as 4.3;
 * - changes of subscriptions: 4.1 as read from the bytecode of its line (9.20.0), 4.2 to 4.6 as in 4.7;
 * - lists of an application's subscriptions: 4.1 as its bytecode, 4.2 and 4.6 by what repaired them
 *   (wso2/carbon-apimgt#11018 and #13257);
 * - whose applications are listed: 4.0 as 4.1, from 4.2 on as 4.7;
 * - the secret that 4.0 forgets to show: wso2/product-apim#11971.
 */
const portal40: PortalTraits = {
  paths: ["/api/am/devportal/v2"],
  longestApplicationName: 70,
  ownersInLists: "ignoringCase",
  applicationFields: [],
  applicationInfoFields: [],
  keyFields: [],
  grantTypeOfTokens: false,
  keyManagerFields: [],
  constraintsListed: false,
  keyManagerPermissions: false,
  allowedOrganizations: false,
  keyDeletion: false,
  secretOfSingleKeys: "missing",
  connector: "1.0.1",
  apiFields: [],
  apiDetailFields: [],
  finalStatuses: ["BLOCKED", "ON_HOLD", "REJECTED"],
  policyCheckedAtChange: "throttlingPolicy",
  pagesOfSubscriptions: "untold",
  offsetOfSubscriptions: "twice",
  blockedSubscription: 500,
  throttlingPolicyFields: [],
};

const portal41: PortalTraits = {
  ...portal40,
  paths: ["/api/am/devportal/v2", "/api/am/devportal/v2.1", "/api/am/devportal"],
  longestApplicationName: 100,
  keyFields: ["mode"],
  grantTypeOfTokens: true,
  keyManagerFields: ["alias", "tokenType"],
  secretOfSingleKeys: "shown",
  connector: "1.0.4 and later",
  apiFields: ["createdTime", "gatewayVendor"],
  apiDetailFields: ["gatewayVendor", "asyncTransportProtocols"],
  throttlingPolicyFields: [
    "dataUnit",
    "timeUnit",
    "rateLimitCount",
    "rateLimitTimeUnit",
    "quotaPolicyType",
  ],
};

const portal42: PortalTraits = {
  ...portal41,
  paths: ["/api/am/devportal/v3"],
  ownersInLists: "exact",
  finalStatuses: ["BLOCKED", "PROD_ONLY_BLOCKED", "ON_HOLD", "REJECTED"],
  policyCheckedAtChange: "requestedThrottlingPolicy",
  pagesOfSubscriptions: "told",
  apiDetailFields: [...portal41.apiDetailFields, "subscriptions"],
  blockedSubscription: 403,
};

const portal43: PortalTraits = { ...portal42, keyManagerPermissions: true, keyDeletion: true };

const portal45: PortalTraits = {
  ...portal43,
  applicationFields: ["visibility"],
  allowedOrganizations: true,
};

const portal46: PortalTraits = { ...portal45, offsetOfSubscriptions: "once" };

const portal47: PortalTraits = {
  ...portal46,
  paths: ["/api/am/devportal/v3", "/api/am/devportal/v3.5", "/api/am/devportal"],
  applicationFields: ["visibility", "createdTime", "updatedTime"],
  applicationInfoFields: ["tokenType", "createdTime", "updatedTime"],
  keyFields: ["mode", "consumerSecrets"],
  constraintsListed: true,
  apiFields: [
    ...portal46.apiFields,
    "displayName",
    "gatewayType",
    "additionalProperties",
    "monetizedInfo",
    "egress",
    "subtype",
  ],
  apiDetailFields: [
    ...portal46.apiDetailFields,
    "displayName",
    "apiKeyHeader",
    "initiatedFromGateway",
    "gatewayType",
    "egress",
    "subtype",
  ],
};

/** Differences of the Developer Portal, by release. */
export const portalTraits: Readonly<Record<Release, PortalTraits>> = {
  "4.0": portal40,
  "4.1": portal41,
  "4.2": portal42,
  "4.3": portal43,
  "4.4": portal43,
  "4.5": portal45,
  "4.6": portal46,
  "4.7": portal47,
};
