import type { ReleaseTraits } from "../releases";

/** Scopes of the admin API; having one of those listed for an operation is enough. */
export interface AdminScopes {
  keyManagers: readonly string[];
  /** Deleting: the narrow scope was forgotten, except for global Key Managers. */
  keyManagerDeletion: readonly string[];
  usages: readonly string[];
  settings: readonly string[];
  applicationList: readonly string[];
  applications: readonly string[];
  applicationDeletion: readonly string[];
  ownerChange: readonly string[];
  workflowList: readonly string[];
  workflowDecision: readonly string[];
}

export function adminScopes(traits: ReleaseTraits): AdminScopes {
  const { keyManagersManageScope, adminApplicationDetails, settingsOfApplications } = traits;
  const operations = ["apim:admin", "apim:admin_operations"];
  const applications = ["apim:admin", "apim:app_import_export", "apim:admin_application_view"];
  const ownerChange = ["apim:admin", "apim:app_owner_change"];
  return {
    keyManagers: keyManagersManageScope ? [...operations, "apim:keymanagers_manage"] : operations,
    keyManagerDeletion: operations,
    usages: operations,
    settings: ["apim:admin", "apim:admin_settings"],
    applicationList: [
      ...ownerChange,
      "apim:app_import_export",
      ...(adminApplicationDetails ? ["apim:admin_application_view"] : []),
      ...(settingsOfApplications ? ["apim:app_settings_change"] : []),
    ],
    applications,
    applicationDeletion: ["apim:admin", "apim:app_import_export"],
    ownerChange,
    workflowList: ["apim:admin", "apim:api_workflow_view"],
    workflowDecision: ["apim:admin", "apim:api_workflow_approve"],
  };
}

/** The scopes that `GET /settings` lists: those of the whole admin API. */
export function scopesOfAdminApi({ keyManagersManageScope }: ReleaseTraits): string[] {
  return [
    "apim:policies_import_export",
    "apim:admin",
    "apim:tier_view",
    "apim:tier_manage",
    "apim:admin_tier_view",
    "apim:admin_tier_manage",
    "apim:bl_view",
    "apim:bl_manage",
    "apim:mediation_policy_view",
    "apim:mediation_policy_create",
    "apim:app_owner_change",
    "apim:app_settings_change",
    "apim:app_import_export",
    "apim:api_import_export",
    "apim:api_product_import_export",
    "apim:environment_manage",
    "apim:environment_read",
    "apim:monetization_usage_publish",
    "apim:api_workflow_approve",
    "apim:bot_data",
    "apim:tenantInfo",
    "apim:tenant_theme_manage",
    "apim:admin_operations",
    "apim:api_category",
    "apim:admin_settings",
    "apim:admin_alert_manage",
    "apim:api_workflow_view",
    "apim:scope_manage",
    "apim:role_manage",
    "apim:admin_application_view",
    ...(keyManagersManageScope ? ["apim:keymanagers_manage"] : []),
  ];
}
