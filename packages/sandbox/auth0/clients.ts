import express, { type Router } from "express";
import { z } from "zod";
import { requireScope } from "./authorization";
import {
  addAuthenticationMethods,
  addCredentials,
  clientCredentials,
  requireCredentials,
} from "./clientCredentials";
import { completed, withClientDefaults } from "./clientDefaults";
import { clientFieldParameters, clientFields } from "./clientFields";
import { queriedClients } from "./clientQuery";
import { appTypes, createClientSchema, updateClientSchema } from "./clientSchema";
import { endpoint, type Answer, type ManagementCall } from "./endpoint";
import { ManagementError } from "./errors";
import { requireKnownGrantTypes } from "./grantTypes";
import { newClientId, newClientSecret } from "./identifiers";
import { clientSigningKeys } from "./keys";
import { checkpointParameters, pageParameters, paginate } from "./pagination";
import { isJsonObject, type Client, type Json, type JsonObject } from "./state";
import type { Tenant } from "./tenant";
import { booleanParameter, listParameter, validatePayload, validateQuery } from "./validation";
import { withoutNulls } from "./withoutNulls";

const readScopes = [
  "read:clients",
  "read:client_keys",
  "read:client_credentials",
  "read:client_summary",
];
const updateScopes = ["update:clients", "update:client_keys", "update:client_credentials"];

const listParameters = z.strictObject({
  ...clientFieldParameters,
  ...pageParameters(0),
  ...checkpointParameters(),
  is_global: booleanParameter("Whether the client is a global client or not."),
  is_first_party: booleanParameter("Whether the client is a first party client or not."),
  app_type: listParameter("A comma separated list of application types.", appTypes),
  external_client_id: z.string().min(1).max(120).exactOptional(),
  q: z.string().exactOptional().describe("Advanced Query in Lucene syntax."),
});

/** `/api/v2/clients` */
export function clients(tenant: Tenant): Router {
  const router = express.Router();
  router.get(
    "/",
    endpoint(tenant, readScopes, (call) => listClients(tenant, call)),
  );
  router.post(
    "/",
    endpoint(tenant, ["create:clients"], (call) => createClient(tenant, call)),
  );
  router.get(
    "/:id",
    endpoint(tenant, readScopes, (call) => readClient(tenant, call)),
  );
  router.patch(
    "/:id",
    endpoint(tenant, updateScopes, (call) => updateClient(tenant, call)),
  );
  router.delete(
    "/:id",
    endpoint(tenant, ["delete:clients"], (call) => deleteClient(tenant, call)),
  );
  router.post(
    "/:id/rotate-secret",
    endpoint(tenant, ["update:client_keys"], (call) => rotateSecret(tenant, call)),
  );
  router.use("/:id/credentials", clientCredentials(tenant));
  return router;
}

function listClients(tenant: Tenant, { query, scopes }: ManagementCall): Answer {
  const parameters = validateQuery(listParameters, query);
  const types = parameters.app_type?.split(",");
  const queried = queriedClients(tenant, parameters);
  const found = tenant.state.clients.filter(
    (client) =>
      (queried?.has(client.client_id) ?? true) &&
      (parameters.is_global ?? client.global) === client.global &&
      (parameters.is_first_party ?? client["is_first_party"]) === client["is_first_party"] &&
      (types === undefined || types.includes(client.app_type ?? "")) &&
      (parameters.external_client_id ?? client["external_client_id"]) ===
        client["external_client_id"],
  );
  const idOf = (client: Client) => client.client_id;
  const present = (client: Client) => clientFields(shown(tenant, client), scopes, parameters);
  return { status: 200, body: paginate("clients", found, parameters, idOf, present) };
}

async function createClient(tenant: Tenant, { payload, scopes }: ManagementCall): Promise<Answer> {
  const {
    client_authentication_methods: methods,
    signed_request_object,
    token_vault_privileged_access,
    ...settings
  } = validatePayload(createClientSchema, payload);
  const keyed = { signed_request_object, token_vault_privileged_access };
  if (methods ?? Object.values(keyed).some((each) => each?.credentials))
    requireScope(scopes, ["create:client_credentials"]);
  const client: Client = {
    tenant: tenant.name,
    global: false,
    name: settings.name,
    ...withClientDefaults(asStored(settings)),
    client_id: newClientId(),
    client_secret: newClientSecret(),
  };
  requireKnownGrantTypes(client);
  if (methods) {
    client["client_authentication_methods"] = await addAuthenticationMethods(
      tenant,
      client,
      methods,
    );
  }
  for (const [name, value] of Object.entries(keyed)) {
    if (!value) continue;
    const { credentials = [], ...rest } = value;
    client[name] = { ...rest, credentials: await addCredentials(tenant, client, credentials) };
  }
  requireOneMethod(client);
  tenant.state.clients.push(client);
  tenant.changed();
  return { status: 201, body: { ...shown(tenant, client), encrypted: true } };
}

function readClient(tenant: Tenant, { id, query, scopes }: ManagementCall): Answer {
  const selection = validateQuery(z.strictObject(clientFieldParameters), query);
  return {
    status: 200,
    body: clientFields(shown(tenant, tenant.existingClient(id)), scopes, selection),
  };
}

function updateClient(tenant: Tenant, { id, payload, scopes }: ManagementCall): Answer {
  const changes = validatePayload(updateClientSchema, payload);
  if (changes.client_secret !== undefined) requireScope(scopes, ["update:client_keys"]);
  if (changes.client_authentication_methods !== undefined) {
    requireScope(scopes, ["update:client_credentials"]);
  }
  const client = tenant.existingClient(id);
  const updated = merge(client, asStored(changes));
  requireKnownGrantTypes(updated);
  requireOneMethod(updated);
  requireCredentials(tenant, updated);
  tenant.state.clients[tenant.state.clients.indexOf(client)] = updated;
  tenant.changed();
  const visibility = new Set([...scopes, "read:clients"]);
  return { status: 200, body: clientFields(shown(tenant, updated), visibility) };
}

function deleteClient({ state, changed }: Tenant, { id }: ManagementCall): Answer {
  state.clients = state.clients.filter(({ client_id }) => client_id !== id);
  state.clientGrants = state.clientGrants.filter(({ client_id }) => client_id !== id);
  state.clientCredentials = state.clientCredentials.filter(({ client_id }) => client_id !== id);
  changed();
  return { status: 204 };
}

function rotateSecret(tenant: Tenant, { id }: ManagementCall): Answer {
  const client = tenant.existingClient(id);
  client.client_secret = newClientSecret();
  tenant.changed();
  return { status: 200, body: shown(tenant, client) };
}

/**
 * A client as answers have it: with the tenant's signing key and an alias of older times, which
 * the one that stands for all lacks, and without its secret while it logs in with keys.
 */
function shown(tenant: Tenant, client: Client): JsonObject {
  const { client_secret: secret, ...rest } = client;
  const usesKeys = client["client_authentication_methods"] !== undefined;
  return {
    ...rest,
    ...(!usesKeys && { client_secret: secret }),
    ...(!client.global && {
      cross_origin_auth: client["cross_origin_authentication"] ?? false,
    }),
    signing_keys: clientSigningKeys(tenant.state.signingKeys),
  };
}

/** Keys and a method with a secret exclude each other; signed logins need signed ID tokens. */
function requireOneMethod(client: Client): void {
  const methods = client["client_authentication_methods"];
  if (!isJsonObject(methods)) return;
  const jwt = client["jwt_configuration"];
  if ("private_key_jwt" in methods && !(isJsonObject(jwt) && jwt["alg"] === "RS256")) {
    throw new ManagementError(
      400,
      "jwt_configuration.alg must be RS256 for clients that use private_key_jwt",
      "invalid_body",
    );
  }
  if (client.token_endpoint_auth_method === undefined) return;
  throw new ManagementError(
    400,
    "token_endpoint_auth_method and client_authentication_methods cannot be set together",
    "invalid_body",
  );
}

/** Back-channel logout has two names; an empty login URL is none. */
function asStored(settings: JsonObject): JsonObject {
  const { oidc_backchannel_logout: older, ...rest } = settings;
  return {
    ...rest,
    ...(rest["initiate_login_uri"] === "" && { initiate_login_uri: null }),
    ...("oidc_logout" in rest && { oidc_backchannel_logout: urlsOf(rest["oidc_logout"]) }),
    ...(older !== undefined && { oidc_backchannel_logout: older, oidc_logout: older }),
  };
}

function urlsOf(logout: Json | undefined): Json {
  if (!isJsonObject(logout)) return null;
  const { backchannel_logout_urls: urls } = logout;
  return urls === undefined ? {} : { backchannel_logout_urls: urls };
}

/** Settings that keep what a PATCH does not mention; all others are replaced as a whole. */
const merged = [
  "client_metadata",
  "jwt_configuration",
  "mobile",
  "native_social_login",
  "refresh_token",
  "session_transfer",
  "signed_request_object",
];

function merge(client: Client, changes: JsonObject): Client {
  const updated: JsonObject = { ...client };
  for (const [name, value] of Object.entries(changes)) {
    const old = updated[name];
    updated[name] =
      merged.includes(name) && isJsonObject(value)
        ? withoutNulls({ ...(isJsonObject(old) && old), ...value })
        : value;
  }
  // Of first-party applications there is no such mode.
  if (updated["is_first_party"] !== false) updated["third_party_security_mode"] = null;
  return completed(withoutNulls(updated)) as Client;
}
