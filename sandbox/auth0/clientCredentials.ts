import { createHash } from "node:crypto";
import express, { type Router } from "express";
import type { NewAuthenticationMethods } from "./clientSchema";
import { endpoint } from "./endpoint";
import { newClientCredentialId } from "./identifiers";
import type { Client, ClientCredential, JsonObject } from "./state";
import type { Tenant } from "./tenant";

/** `/api/v2/clients/{id}/credentials`: the keys of applications that use no secret. */
export function clientCredentials(tenant: Tenant): Router {
  const router = express.Router({ mergeParams: true });
  router.get(
    "/",
    endpoint(tenant, ["read:client_credentials"], ({ id }) => ({
      status: 200,
      body: credentialsOf(tenant, id),
    })),
  );
  return router;
}

/** A bare array, even when the query asks for totals. */
function credentialsOf(tenant: Tenant, clientId: string): JsonObject[] {
  tenant.existingClient(clientId);
  return tenant.state.clientCredentials
    .filter(({ client_id }) => client_id === clientId)
    .map((credential) =>
      Object.fromEntries(Object.entries(credential).filter(([name]) => name !== "client_id")),
    );
}

/** Stores the keys that came with a new client; the client itself refers to them. */
export function addClientCredentials(
  { state }: Tenant,
  { client_id }: Client,
  { private_key_jwt: { credentials } }: NewAuthenticationMethods,
): JsonObject {
  const now = new Date().toISOString();
  const added = credentials.map(({ pem, name = "", alg = "RS256" }): ClientCredential => ({
    id: newClientCredentialId(),
    client_id,
    name,
    kid: createHash("sha256").update(pem).digest("base64url"),
    alg,
    credential_type: "public_key",
    created_at: now,
    updated_at: now,
  }));
  state.clientCredentials.push(...added);
  return { private_key_jwt: { credentials: added.map(({ id }) => ({ id })) } };
}
