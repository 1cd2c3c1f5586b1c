/** Scopes of the Developer Portal's API; having one of those listed for an operation is enough. */
export const portalScopes = {
  applications: ["apim:subscribe", "apim:app_manage"],
  /** Listing and deleting applications is needed for moving them, too. */
  applicationTransfer: ["apim:subscribe", "apim:app_manage", "apim:app_import_export"],
  subscriptions: ["apim:subscribe", "apim:sub_manage"],
  keyManagers: ["apim:subscribe"],
} as const;
