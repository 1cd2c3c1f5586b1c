import { completed, withClientDefaults } from "./clientDefaults";
import { newClientGrantId, newClientId, newClientSecret, newResourceServerId } from "./identifiers";
import { generateSigningKeys } from "./keys";
import { managementApiScopes } from "./managementApiScopes";
import type { Auth0State, Client, JsonObject, ResourceServer } from "./state";

/**
 * Least privilege for declaring clients, their secrets, grants and APIs, and for taking away keys
 * that somebody has given to a client in place of its secret.
 */
const deployerScopes = [
  "create:clients",
  "read:clients",
  "update:clients",
  "delete:clients",
  "read:client_keys",
  "update:client_keys",
  "read:client_credentials",
  "update:client_credentials",
  "delete:client_credentials",
  "create:client_grants",
  "read:client_grants",
  "update:client_grants",
  "delete:client_grants",
  "create:resource_servers",
  "read:resource_servers",
  "update:resource_servers",
  "delete:resource_servers",
  "read:tenant_settings",
];

/** Stands for the Management API's identifier until the tenant knows its address. */
const unaddressed = "https://unaddressed/api/v2/";

/** A tenant as it is after sign-up, plus a machine-to-machine application for the deployer. */
export async function newTenant(): Promise<Auth0State> {
  const deployer = newClient(
    "Deployer",
    withClientDefaults({
      app_type: "non_interactive",
      grant_types: ["client_credentials"],
      token_endpoint_auth_method: "client_secret_post",
    }),
  );
  return {
    signingKeys: await generateSigningKeys(),
    clients: [newClient("All Applications", allApplications), deployer],
    clientCredentials: [],
    clientGrants: [
      {
        id: newClientGrantId(),
        client_id: deployer.client_id,
        audience: unaddressed,
        scope: [...deployerScopes],
        subject_type: "client",
      },
    ],
    resourceServers: [managementApi()],
    deployerClientId: deployer.client_id,
  };
}

/** Stands for all applications, for a login page that they share. */
const allApplications = completed({
  global: true,
  callbacks: [],
  is_first_party: true,
  owners: ["mr|auth0|sandbox"],
  cross_origin_authentication: true,
  custom_login_page_on: true,
});

function newClient(name: string, settings: JsonObject): Client {
  return {
    tenant: "sandbox",
    global: false,
    name,
    ...settings,
    client_id: newClientId(),
    client_secret: newClientSecret(),
  };
}

function managementApi(): ResourceServer {
  return {
    id: newResourceServerId(),
    name: "Auth0 Management API",
    identifier: unaddressed,
    allow_offline_access: false,
    skip_consent_for_verifiable_first_party_clients: false,
    subject_type_authorization: {
      client: { policy: "require_client_grant" },
      user: { policy: "allow_all" },
    },
    token_lifetime: 86400,
    token_lifetime_for_web: 7200,
    signing_alg: "RS256",
    is_system: true,
    scopes: structuredClone(managementApiScopes),
  };
}
