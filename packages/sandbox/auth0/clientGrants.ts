import express, { type Router } from "express";
import { z } from "zod";
import { createClientGrantSchema, subjectType, updateClientGrantSchema } from "./clientGrantSchema";
import { endpoint, type Answer, type ManagementCall } from "./endpoint";
import { ManagementError } from "./errors";
import { newClientGrantId } from "./identifiers";
import { checkpointParameters, pageParameters, paginate } from "./pagination";
import type { ClientGrant, JsonObject, ResourceServer } from "./state";
import type { Tenant } from "./tenant";
import { booleanParameter, validatePayload, validateQuery } from "./validation";
import { withoutNulls } from "./withoutNulls";

const listParameters = z.strictObject({
  ...pageParameters(),
  ...checkpointParameters(),
  audience: z.string().exactOptional().describe("Optional filter on audience."),
  client_id: z.string().exactOptional().describe("Optional filter on client_id."),
  allow_any_organization: booleanParameter("Optional filter on allow_any_organization."),
  subject_type: subjectType,
  default_for: z.enum(["third_party_clients"]).exactOptional().describe("Kind of clients."),
});

/** `/api/v2/client-grants` */
export function clientGrants(tenant: Tenant): Router {
  const router = express.Router();
  router.get(
    "/",
    endpoint(tenant, ["read:client_grants"], (call) => listClientGrants(tenant, call)),
  );
  router.post(
    "/",
    endpoint(tenant, ["create:client_grants"], (call) => createClientGrant(tenant, call)),
  );
  router.get(
    "/:id",
    endpoint(tenant, ["read:client_grants"], ({ id }) => ({ status: 200, body: find(tenant, id) })),
  );
  router.patch(
    "/:id",
    endpoint(tenant, ["update:client_grants"], (call) => updateClientGrant(tenant, call)),
  );
  router.delete(
    "/:id",
    endpoint(tenant, ["delete:client_grants"], (call) => deleteClientGrant(tenant, call)),
  );
  return router;
}

function listClientGrants(tenant: Tenant, { query }: ManagementCall): Answer {
  const parameters = validateQuery(listParameters, query);
  const filters = ["audience", "client_id", "allow_any_organization", "subject_type"] as const;
  const found = tenant.state.clientGrants.filter((grant) =>
    [...filters, "default_for" as const].every(
      (name) => parameters[name] === undefined || parameters[name] === grant[name],
    ),
  );
  return { status: 200, body: paginate("client_grants", found, parameters, ({ id }) => id) };
}

function createClientGrant(tenant: Tenant, { payload }: ManagementCall): Answer {
  const { subject_type = "client", ...settings } = validatePayload(
    createClientGrantSchema,
    payload,
  );
  const { client_id: clientId, audience } = settings;
  requireOneSubject(settings);
  const api = findApi(tenant, audience);
  if (clientId !== undefined) tenant.existingClient(clientId);
  requireScopesFit(settings, api);
  const grant: ClientGrant = { id: newClientGrantId(), ...settings, subject_type };
  refuseSecondGrant(tenant, grant);
  tenant.state.clientGrants.push(withoutImpliedScope(grant));
  tenant.changed();
  return { status: 201, body: withoutImpliedScope(grant) };
}

function updateClientGrant(tenant: Tenant, { id, payload }: ManagementCall): Answer {
  const changes = validatePayload(updateClientGrantSchema, payload);
  const grant = find(tenant, id);
  requireScopesFit(changes, findApi(tenant, grant.audience));
  const updated = withoutImpliedScope(withoutNulls({ ...grant, ...changes }) as ClientGrant);
  tenant.state.clientGrants[tenant.state.clientGrants.indexOf(grant)] = updated;
  tenant.changed();
  return { status: 200, body: updated };
}

function deleteClientGrant({ state, changed }: Tenant, { id }: ManagementCall): Answer {
  state.clientGrants = state.clientGrants.filter((grant) => grant.id !== id);
  changed();
  return { status: 204 };
}

function find(tenant: Tenant, id: string): ClientGrant {
  const grant = tenant.clientGrant(id);
  if (!grant) {
    throw new ManagementError(404, "The grant does not exist.", "inexistent_client_grant");
  }
  return grant;
}

function findApi(tenant: Tenant, audience: string): ResourceServer {
  const api = tenant.resourceServer(audience);
  if (!api) {
    throw new ManagementError(
      404,
      `No resource with identifier ${audience}`,
      "inexistent_resource_server",
    );
  }
  return api;
}

/** A grant is for one client or for a kind of clients. */
function requireOneSubject({ client_id, default_for }: JsonObject): void {
  if ((client_id === undefined) !== (default_for === undefined)) return;
  throw new ManagementError(
    400,
    "Exactly one of `client_id` and `default_for` must be provided",
    "invalid_body",
  );
}

function requireScopesFit(settings: JsonObject, api: ResourceServer): void {
  const { allow_all_scopes: all, scope } = settings;
  if (all !== undefined && api.is_system === true) {
    throw new ManagementError(
      400,
      "`allow_all_scopes` cannot be provided when `audience` is a system API",
      "invalid_body",
    );
  }
  if (all === true && Array.isArray(scope) && scope.length > 0) {
    throw new ManagementError(
      400,
      "`scope` cannot be provided when `allow_all_scopes` is true",
      "invalid_body",
    );
  }
}

/** One grant for a client, an API and a subject type. */
function refuseSecondGrant(tenant: Tenant, grant: ClientGrant): void {
  const exists = tenant.state.clientGrants.some(
    (other) =>
      other.client_id === grant.client_id &&
      other["default_for"] === grant["default_for"] &&
      other.audience === grant.audience &&
      other.subject_type === grant.subject_type,
  );
  if (!exists) return;
  throw new ManagementError(
    409,
    `A client grant already exists between ${grant.client_id ?? "third_party_clients"} and ${grant.audience}`,
    "client_grant_already_exists",
  );
}

/** A grant for all scopes lists none. */
function withoutImpliedScope(grant: ClientGrant): ClientGrant {
  if (grant.allow_all_scopes !== true) return grant;
  return Object.fromEntries(
    Object.entries(grant).filter(([name]) => name !== "scope"),
  ) as ClientGrant;
}
