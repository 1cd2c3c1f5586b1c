import type { ResourceServerScope } from "./state";

/** What a tenant's Management API had in 2026, by the verbs that its nouns have. */
const nouns: Readonly<Record<string, string>> = {
  "read update delete create":
    "client_grants users users_app_metadata clients client_keys client_credentials connections " +
    "resource_servers device_credentials rules hooks actions email_provider shields custom_domains " +
    "roles log_streams authentication_methods organizations organization_discovery_domains " +
    "organization_connections scim_config directory_provisionings phone_providers phone_templates " +
    "encryption_keys self_service_profiles forms flows flows_vault_connections network_acls " +
    "vdcs_templates custom_signing_keys user_attribute_profiles event_streams connection_profiles " +
    "token_exchange_profiles organization_clients rate_limit_policies portals network_acl_keys groups",
  "read delete create":
    "user_custom_blocks role_members organization_members organization_member_roles " +
    "organization_invitations scim_token group_roles organization_groups organization_group_roles " +
    "organization_client_grants",
  "read update delete": "rules_configs branding sessions refresh_tokens",
  "read update create": "email_templates signing_keys connections_keys",
  "read update":
    "tenant_settings triggers guardian_factors mfa_policies prompts limits attack_protection " +
    "connections_options self_service_profile_custom_texts event_deliveries",
  "read delete":
    "anomaly_blocks grants guardian_enrollments flows_executions federated_connections_tokens",
  "delete create": "passwords_checking_job sso_access_tickets",
  create: "user_tickets guardian_enrollment_tickets",
  read:
    "stats insights logs logs_users user_idp_tokens entitlements organizations_summary flows_vault " +
    "user_effective_permissions user_effective_roles organization_member_effective_roles " +
    "user_role_source_groups organization_member_role_source_groups user_permission_source_roles " +
    "events security_metrics group_members",
  blacklist: "tokens",
};

/** Scopes of "Auth0 Management API", which every tenant has. */
export const managementApiScopes: ResourceServerScope[] = Object.entries(nouns).flatMap(
  ([verbs, names]) =>
    names.split(" ").flatMap((noun) =>
      verbs.split(" ").map((verb) => ({
        value: `${verb}:${noun}`,
        description: [verb, ...noun.split("_")].map(capitalize).join(" "),
      })),
    ),
);

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
