import express, { type Router } from "express";
import { z } from "zod";
import { endpoint, type Answer, type ManagementCall } from "./endpoint";
import { ManagementError } from "./errors";
import { newClientSecret, newResourceServerId } from "./identifiers";
import { pageParameters, paginate } from "./pagination";
import { createResourceServerSchema, updateResourceServerSchema } from "./resourceServerSchema";
import { keyThumbprint } from "./publicKeys";
import type { JsonObject, ResourceServer } from "./state";
import { encryptionKeyOf } from "./tokenEncryption";
import type { Tenant } from "./tenant";
import { booleanParameter, validatePayload, validateQuery } from "./validation";
import { withoutNulls } from "./withoutNulls";

const listParameters = z.strictObject({
  ...pageParameters(),
  identifiers: z
    .union([z.string(), z.array(z.string())])
    .exactOptional()
    .describe("An optional filter on the resource server identifier."),
  include_fields: booleanParameter("Whether specified fields are to be included or excluded."),
});

/** `/api/v2/resource-servers` */
export function resourceServers(tenant: Tenant): Router {
  const router = express.Router();
  router.get(
    "/",
    endpoint(tenant, ["read:resource_servers"], (call) => listResourceServers(tenant, call)),
  );
  router.post(
    "/",
    endpoint(tenant, ["create:resource_servers"], (call) => createResourceServer(tenant, call)),
  );
  router.get(
    "/:id",
    endpoint(tenant, ["read:resource_servers"], async ({ id }) => ({
      status: 200,
      body: await shown(find(tenant, id)),
    })),
  );
  router.patch(
    "/:id",
    endpoint(tenant, ["update:resource_servers"], (call) => updateResourceServer(tenant, call)),
  );
  router.delete(
    "/:id",
    endpoint(tenant, ["delete:resource_servers"], (call) => deleteResourceServer(tenant, call)),
  );
  return router;
}

async function listResourceServers({ state }: Tenant, { query }: ManagementCall): Promise<Answer> {
  const { identifiers, ...pages } = validateQuery(listParameters, query);
  const wanted = identifiers === undefined ? undefined : [identifiers].flat();
  const found = state.resourceServers.filter(
    ({ identifier }) => wanted?.includes(identifier) ?? true,
  );
  const present = await Promise.all(found.map(shown));
  return {
    status: 200,
    body: paginate("resource_servers", present, pages, ({ id }) => id as string),
  };
}

async function createResourceServer(tenant: Tenant, { payload }: ManagementCall): Promise<Answer> {
  const settings = validatePayload(createResourceServerSchema, payload);
  if (tenant.resourceServer(settings.identifier)) {
    throw new ManagementError(
      409,
      "A resource server with the same identifier already exists",
      "resource_server_already_exists",
    );
  }
  const api: ResourceServer = withSigningSecret({
    id: newResourceServerId(),
    identifier: settings.identifier,
    allow_offline_access: false,
    skip_consent_for_verifiable_first_party_clients: false,
    token_lifetime: 86400,
    token_lifetime_for_web: 7200,
    signing_alg: "RS256",
    ...withoutNulls(settings),
    subject_type_authorization: {
      client: { policy: "require_client_grant" },
      user: { policy: "allow_all" },
      ...settings.subject_type_authorization,
    },
  });
  tenant.state.resourceServers.push(api);
  tenant.changed();
  return { status: 201, body: await shown(api) };
}

async function updateResourceServer(
  tenant: Tenant,
  { id, payload }: ManagementCall,
): Promise<Answer> {
  const changes = validatePayload(updateResourceServerSchema, payload);
  const api = find(tenant, id);
  refuseForSystem(api, changes);
  const { subject_type_authorization: access } = changes;
  const updated = withSigningSecret({
    ...withoutNulls({ ...api, ...changes }),
    ...(access && {
      subject_type_authorization: { ...api.subject_type_authorization, ...access },
    }),
  } as ResourceServer);
  tenant.state.resourceServers[tenant.state.resourceServers.indexOf(api)] = updated;
  tenant.changed();
  return { status: 200, body: await shown(updated) };
}

function deleteResourceServer({ state, changed }: Tenant, { id }: ManagementCall): Answer {
  const api = lookUp(state.resourceServers, id);
  if (api) {
    refuseForSystem(api);
    state.resourceServers = state.resourceServers.filter((other) => other !== api);
    state.clientGrants = state.clientGrants.filter(({ audience }) => audience !== api.identifier);
    changed();
  }
  return { status: 204 };
}

/** The Management API is Auth0's own: only how its tokens are issued can be changed. */
function refuseForSystem(api: ResourceServer, changes?: JsonObject): void {
  const own = ["name", "scopes", "signing_alg", "signing_secret"];
  if (api.is_system !== true || (changes && !own.some((name) => name in changes))) return;
  throw new ManagementError(
    400,
    "System APIs cannot be modified or deleted",
    "operation_not_supported",
  );
}

function find({ state }: Tenant, id: string): ResourceServer {
  const api = lookUp(state.resourceServers, id);
  if (!api) {
    throw new ManagementError(
      404,
      "The resource server does not exist",
      "inexistent_resource_server",
    );
  }
  return api;
}

/**
 * By id or identifier. The provider's data source encodes an identifier twice, so what the router
 * has decoded once may need decoding again.
 */
function lookUp(apis: readonly ResourceServer[], id: string): ResourceServer | undefined {
  return [id, decoded(id)]
    .map((key) => apis.find((api) => api.id === key || api.identifier === key))
    .find((api) => api !== undefined);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** HS256 needs a secret; Auth0 makes one up when none was sent. */
function withSigningSecret(api: ResourceServer): ResourceServer {
  if (api.signing_alg !== "HS256" || api.signing_secret !== undefined) return api;
  return { ...api, signing_secret: newClientSecret() };
}

/** An API as answers have it: of a key that tokens are encrypted with, no more than a thumbprint. */
async function shown(api: ResourceServer): Promise<JsonObject> {
  const key = encryptionKeyOf(api);
  if (key === undefined) return api;
  const { pem, ...rest } = key;
  const encryption_key = { ...rest, thumbprint_sha256: await keyThumbprint(pem) };
  return { ...api, token_encryption: { ...(api["token_encryption"] as object), encryption_key } };
}
