import { z } from "zod";
import { notEmpty } from "./validation";

const scope = z.array(z.string().min(1).max(280)).describe("Scopes allowed for this client grant.");
const organizationUsage = z
  .enum(["deny", "allow", "require"])
  .describe("Defines whether organizations can be used with client credentials exchanges.");
const anyOrganization = z
  .boolean()
  .describe("If enabled, any organization can be used with this grant.");
const allScopes = z
  .boolean()
  .describe("If enabled, all scopes configured on the resource server are allowed for this grant.");
const detailsTypes = z
  .array(z.string().min(1).max(255))
  .describe("Types of authorization_details allowed for this client grant.");

/** For whom an application asks, in a body and in a query. */
export const subjectType = z
  .enum(["client", "user", "anonymous_user"])
  .exactOptional()
  .describe("The type of application.");

/** Body of `POST /client-grants`. */
export const createClientGrantSchema = z.strictObject({
  client_id: z.string().exactOptional().describe("ID of the client."),
  audience: z.string().min(1).describe("The audience (API identifier) of this client grant."),
  default_for: z.enum(["third_party_clients"]).exactOptional().describe("Kind of clients."),
  scope: scope.exactOptional(),
  subject_type: subjectType,
  organization_usage: organizationUsage.exactOptional(),
  allow_any_organization: anyOrganization.exactOptional(),
  authorization_details_types: detailsTypes.exactOptional(),
  allow_all_scopes: allScopes.exactOptional(),
});

/** Body of `PATCH /client-grants/{id}`; whom the grant is for cannot change. */
export const updateClientGrantSchema = notEmpty(
  z.strictObject({
    scope: scope.nullable().exactOptional(),
    organization_usage: organizationUsage.nullable().exactOptional(),
    allow_any_organization: anyOrganization.nullable().exactOptional(),
    authorization_details_types: detailsTypes.exactOptional(),
    allow_all_scopes: allScopes.nullable().exactOptional(),
  }),
);
