/** The public surface of this project. */
export * from "./auth0KeyManager";
export * from "./auth0/api";
export * from "./auth0/connectorPermissions";
export type { ExistingApi } from "./auth0/existingApi";
export * from "./auth0/managementApplication";
export * from "./auth0/tenant";
export * from "./settings";
export * from "./wso2/keyManager/args";
export * from "./wso2/keyManager/keyManager";
