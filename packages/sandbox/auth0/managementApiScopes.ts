import type { ResourceServerScope } from "./state";

const all = ["read", "update", "delete", "create"];

/** Part of the real list: the families that machines commonly use. */
const families: [noun: string, verbs: string[]][] = [
  ["client_grants", all],
  ["users", all],
  ["users_app_metadata", all],
  ["user_custom_blocks", ["read", "delete", "create"]],
  ["clients", all],
  ["client_keys", all],
  ["client_credentials", all],
  ["connections", all],
  ["resource_servers", all],
  ["device_credentials", all],
  ["rules", all],
  ["rules_configs", ["read", "update", "delete"]],
  ["hooks", all],
  ["actions", all],
  ["email_provider", all],
  ["tenant_settings", ["read", "update"]],
  ["logs", ["read"]],
  ["log_streams", all],
  ["stats", ["read"]],
  ["signing_keys", ["read", "update", "create"]],
  ["grants", ["read", "delete"]],
  ["roles", all],
  ["role_members", ["read", "delete", "create"]],
  ["custom_domains", all],
  ["branding", ["read", "update", "delete"]],
  ["prompts", ["read", "update"]],
  ["organizations", all],
  ["organization_client_grants", ["read", "delete", "create"]],
  ["organization_clients", all],
];

/** Scopes of "Auth0 Management API", which every tenant has. */
export const managementApiScopes: ResourceServerScope[] = families.flatMap(([noun, verbs]) =>
  verbs.map((verb) => ({
    value: `${verb}:${noun}`,
    description: [verb, ...noun.split("_")].map(capitalize).join(" "),
  })),
);

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
