/** A permission of Auth0's Management API and why WSO2's Auth0 connector needs it. */
export interface ConnectorPermission {
  name: string;
  reason: string;
}

/**
 * The permissions that WSO2's Auth0 connector uses, all of them and no other. WSO2's guide also
 * asks for those on resource servers; the connector has no call that would use them.
 */
export const connectorPermissions: readonly ConnectorPermission[] = [
  { name: "create:clients", reason: "generating keys creates an Auth0 application" },
  { name: "read:clients", reason: "the Developer Portal shows an application's settings" },
  { name: "update:clients", reason: "changing an application's grant types or callback URL" },
  { name: "delete:clients", reason: "removing keys or an application" },
  {
    name: "read:client_keys",
    reason: "Auth0 leaves the consumer secret out of answers without it",
  },
  { name: "update:client_keys", reason: "regenerating a secret" },
  { name: "create:client_grants", reason: "generated applications may call the API" },
  { name: "read:client_grants", reason: "every operation looks up the audience in the grant" },
];
