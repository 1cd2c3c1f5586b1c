import express, { type Router } from "express";
import {
  createCredentialSchema,
  updateCredentialSchema,
  type NewAuthenticationMethods,
  type NewCredential,
} from "./clientCredentialSchema";
import { endpoint, type Answer, type ManagementCall } from "./endpoint";
import { ManagementError } from "./errors";
import { newClientCredentialId } from "./identifiers";
import { certificateOf, certificateThumbprint, keyThumbprint } from "./publicKeys";
import { isJsonObject, type Client, type ClientCredential, type JsonObject } from "./state";
import type { Tenant } from "./tenant";
import { validatePayload } from "./validation";

/** `/api/v2/clients/{id}/credentials`: the keys of applications that use no secret. */
export function clientCredentials(tenant: Tenant): Router {
  const router = express.Router({ mergeParams: true });
  router.get(
    "/",
    endpoint(tenant, ["read:client_credentials"], (call) => listCredentials(tenant, call)),
  );
  router.post(
    "/",
    endpoint(tenant, ["create:client_credentials"], (call) => createCredential(tenant, call)),
  );
  router.get(
    "/:credential",
    endpoint(tenant, ["read:client_credentials"], (call) => ({
      status: 200,
      body: shown(find(tenant, call)),
    })),
  );
  router.patch(
    "/:credential",
    endpoint(tenant, ["update:client_credentials"], (call) => updateCredential(tenant, call)),
  );
  router.delete(
    "/:credential",
    endpoint(tenant, ["delete:client_credentials"], (call) => deleteCredential(tenant, call)),
  );
  return router;
}

/** A bare array, the newest first, even when the query asks for totals. */
function listCredentials(tenant: Tenant, { id }: ManagementCall): Answer {
  tenant.existingClient(id);
  const found = tenant.state.clientCredentials.filter(({ client_id }) => client_id === id);
  return { status: 200, body: found.map(shown).reverse() };
}

async function createCredential(tenant: Tenant, { id, payload }: ManagementCall): Promise<Answer> {
  const credential = await newCredential(
    tenant.existingClient(id),
    validatePayload(createCredentialSchema, payload),
  );
  tenant.state.clientCredentials.push(credential);
  tenant.changed();
  return { status: 201, body: shown(credential) };
}

function updateCredential(tenant: Tenant, call: ManagementCall): Answer {
  const { expires_at: end } = validatePayload(updateCredentialSchema, call.payload);
  const credential = find(tenant, call);
  if (typeof end === "string") credential["expires_at"] = new Date(end).toISOString();
  else delete credential["expires_at"];
  credential["updated_at"] = new Date().toISOString();
  tenant.changed();
  return { status: 200, body: shown(credential) };
}

function deleteCredential(
  tenant: Tenant,
  { id, credential: credentialId }: ManagementCall,
): Answer {
  const client = tenant.existingClient(id);
  if (credentialIdsOf(client).includes(credentialId)) {
    throw new ManagementError(
      409,
      "The credential is in use by the client and cannot be deleted",
      "credential_in_use",
    );
  }
  const { state } = tenant;
  state.clientCredentials = state.clientCredentials.filter(
    (each) => !(each.client_id === id && each.id === credentialId),
  );
  tenant.changed();
  return { status: 204 };
}

function find(tenant: Tenant, { id, credential: credentialId }: ManagementCall): ClientCredential {
  tenant.existingClient(id);
  const credential = tenant.state.clientCredentials.find(
    (each) => each.client_id === id && each.id === credentialId,
  );
  if (!credential) {
    throw new ManagementError(404, "The credential does not exist", "inexistent_credential");
  }
  return credential;
}

/** Stores the keys that came with a new client; the client itself refers to them. */
export async function addAuthenticationMethods(
  tenant: Tenant,
  client: Client,
  methods: NewAuthenticationMethods,
): Promise<JsonObject> {
  const references: JsonObject = {};
  for (const [method, { credentials }] of Object.entries(methods)) {
    references[method] = { credentials: await addCredentials(tenant, client, credentials) };
  }
  return references;
}

/** Stores keys of a client and gives references to them. */
export async function addCredentials(
  { state }: Tenant,
  client: Client,
  credentials: readonly NewCredential[],
): Promise<{ id: string }[]> {
  const added = [];
  for (const credential of credentials) added.push(await newCredential(client, credential));
  state.clientCredentials.push(...added);
  return added.map(({ id }) => ({ id }));
}

/** Refuses references to credentials that the client does not have. */
export function requireCredentials({ state }: Tenant, client: Client): void {
  const existing = state.clientCredentials
    .filter(({ client_id }) => client_id === client.client_id)
    .map(({ id }) => id);
  const missing = credentialIdsOf(client).filter((id) => !existing.includes(id));
  if (missing.length === 0) return;
  throw new ManagementError(
    400,
    `The client has no credentials ${missing.join(", ")}`,
    "invalid_body",
  );
}

/** The credentials that a client logs in, signs requests or opens the token vault with. */
function credentialIdsOf(client: Client): string[] {
  const {
    client_authentication_methods: methods,
    signed_request_object: requests,
    token_vault_privileged_access: vault,
  } = client;
  return [...(isJsonObject(methods) ? Object.values(methods) : []), requests, vault]
    .filter(isJsonObject)
    .flatMap(({ credentials }) => (credentials as { id: string }[] | undefined) ?? [])
    .map(({ id }) => id);
}

async function newCredential(
  { client_id }: Client,
  credential: NewCredential,
): Promise<ClientCredential> {
  const now = new Date().toISOString();
  return {
    id: newClientCredentialId(),
    client_id,
    credential_type: credential.credential_type,
    ...(await particulars(credential)),
    ...(credential.name !== undefined && { name: credential.name }),
    created_at: now,
    updated_at: now,
    ...endOf(credential),
  };
}

/** What Auth0 keeps of a key; the key itself is never shown again. */
async function particulars(credential: NewCredential): Promise<JsonObject> {
  switch (credential.credential_type) {
    case "public_key":
      return {
        kid: credential.kid ?? (await keyThumbprint(credential.pem)),
        alg: credential.alg ?? "RS256",
      };
    case "cert_subject_dn":
      return {
        subject_dn: credential.subject_dn ?? certificateOf(credential.pem ?? "")?.subject ?? "",
      };
    case "x509_cert": {
      const certificate = certificateOf(credential.pem);
      return certificate ? { thumbprint_sha256: certificateThumbprint(certificate) } : {};
    }
  }
}

function endOf(credential: NewCredential): JsonObject {
  if (credential.credential_type === "cert_subject_dn") return {};
  const isTold = credential.credential_type === "public_key";
  if (isTold && credential.expires_at !== undefined) {
    return { expires_at: new Date(credential.expires_at).toISOString() };
  }
  if (isTold && credential.parse_expiry_from_cert !== true) return {};
  const end = certificateOf(credential.pem)?.validTo;
  return end === undefined ? {} : { expires_at: new Date(end).toISOString() };
}

function shown(credential: ClientCredential): JsonObject {
  return Object.fromEntries(Object.entries(credential).filter(([name]) => name !== "client_id"));
}
