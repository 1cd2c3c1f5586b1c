import { timingSafeEqual } from "node:crypto";
import { AuthenticationError } from "./errors";
import { knownGrantTypes } from "./grantTypes";
import { isJsonObject, type Client, type ClientGrant, type ResourceServer } from "./state";
import type { Tenant } from "./tenant";
import { issueAccessToken, type AccessToken } from "./tokens";

/** Parameters of a request to `/oauth/token`, from a form or from JSON. */
export type TokenRequest = Readonly<Record<string, unknown>>;

/** OAuth 2.0 client credentials: an application asks for a token in its own name. */
export async function exchangeClientCredentials(
  tenant: Tenant,
  issuer: string,
  authorization: string | undefined,
  request: TokenRequest,
): Promise<AccessToken> {
  requireClientCredentials(request);
  const client = authenticateClient(tenant, authorization, request);
  requireGrantType(client);
  const api = findApi(tenant, request);
  const grant = findGrant(tenant, client, api);
  requireOrganization(grant, request);
  refuseWithoutProof(client, api);
  const granted = grantedScopes(grant, api);
  return issueAccessToken(tenant, issuer, api, client.client_id, selectScopes(granted, request));
}

function requireClientCredentials(request: TokenRequest): void {
  const grantType = text(request, "grant_type");
  if (grantType === "") {
    throw new AuthenticationError(400, "invalid_request", "Missing required parameter: grant_type");
  }
  if (knownGrantTypes.has(grantType) && grantType !== "client_credentials") {
    throw notPlayed(`the grant type ${grantType}`);
  }
  if (text(request, "client_assertion") !== "") throw notPlayed("client assertions");
  if (grantType !== "client_credentials") {
    throw new AuthenticationError(
      403,
      "unsupported_grant_type",
      `Unsupported grant type: ${grantType}`,
    );
  }
}

/** The application that proves itself with its secret, in the header or in the body. */
export function authenticateClient(
  tenant: Tenant,
  authorization: string | undefined,
  request: TokenRequest,
): Client {
  for (const [id, secret] of presentedCredentials(authorization, request)) {
    const client = tenant.client(id);
    if (client && authenticatesWithSecret(client) && equal(client.client_secret, secret)) {
      return client;
    }
  }
  throw new AuthenticationError(401, "access_denied", "Unauthorized");
}

type Credentials = [id: string, secret: string];

/**
 * RFC 6749 wants both halves of a Basic header percent-encoded, and Go does that; WSO2's
 * connector sends them raw. Auth0 takes either.
 */
function presentedCredentials(
  authorization: string | undefined,
  request: TokenRequest,
): Credentials[] {
  const basic = /^Basic (.+)$/i.exec(authorization ?? "")?.[1];
  if (basic === undefined) return [[text(request, "client_id"), text(request, "client_secret")]];
  const pair = Buffer.from(basic, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  const raw: Credentials = [pair.slice(0, colon), pair.slice(colon + 1)];
  return [raw, raw.map(decodeFormValue) as Credentials];
}

function decodeFormValue(value: string): string {
  return new URLSearchParams(`v=${value.replaceAll("&", "%26")}`).get("v") ?? "";
}

/** A client without a method of its own uses its secret; `none` and key pairs do not. */
function authenticatesWithSecret(client: Client): boolean {
  return (
    client.token_endpoint_auth_method !== "none" &&
    client["client_authentication_methods"] === undefined
  );
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function requireGrantType(client: Client): void {
  if (client.grant_types?.includes("client_credentials")) return;
  throw new AuthenticationError(
    403,
    "unauthorized_client",
    "Grant type 'client_credentials' not allowed for the client.",
    "https://auth0.com/docs/clients/client-grant-types",
  );
}

function findApi(tenant: Tenant, request: TokenRequest): ResourceServer {
  const audience = text(request, "audience");
  if (audience === "") throw denied("Non-global clients are not allowed access to APIv1");
  const api = tenant.resourceServer(audience);
  if (api) return api;
  throw denied(
    isManagementApiOfAnotherTenant(audience)
      ? `Service not enabled within domain: ${audience}`
      : `Service not found: ${audience}`,
  );
}

function isManagementApiOfAnotherTenant(audience: string): boolean {
  return /^https:\/\/[^/]+\/api\/v2\/$/.test(audience);
}

function findGrant(tenant: Tenant, client: Client, api: ResourceServer): ClientGrant {
  const grant = tenant.state.clientGrants.find((candidate) => isFor(candidate, client, api));
  if (grant && api.subject_type_authorization?.client?.policy !== "deny_all") return grant;
  throw denied(
    `Client is not authorized to access "${api.identifier}". ` +
      `You need to create a "client-grant" associated to this API. ` +
      `See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants`,
  );
}

function requireOrganization(grant: ClientGrant, request: TokenRequest): void {
  if (text(request, "organization") !== "") throw notPlayed("organizations");
  if (grant["organization_usage"] !== "require") return;
  throw new AuthenticationError(
    400,
    "invalid_request",
    "parameter organization is required for this client",
  );
}

/** Tokens that are bound to a key take a request that proves its possession. */
function refuseWithoutProof(client: Client, api: ResourceServer): void {
  const demanded = api["proof_of_possession"];
  const isDemanded =
    client["require_proof_of_possession"] === true ||
    (isJsonObject(demanded) &&
      demanded["required"] === true &&
      demanded["required_for"] !== "public_clients");
  if (!isDemanded) return;
  throw new AuthenticationError(400, "invalid_request", "Proof of possession is required");
}

/** A grant may list what its API does not have. Tokens for the Management API do not carry that. */
function grantedScopes(grant: ClientGrant, api: ResourceServer): string[] {
  const defined = (api.scopes ?? []).map(({ value }) => value);
  if (grant.allow_all_scopes === true) return defined;
  const granted = grant.scope ?? [];
  return api.is_system === true ? granted.filter((name) => defined.includes(name)) : granted;
}

function isFor(grant: ClientGrant, client: Client, api: ResourceServer): boolean {
  return (
    grant.client_id === client.client_id &&
    grant.audience === api.identifier &&
    grant.subject_type === "client"
  );
}

/** Everything granted unless the request narrows it; an empty `scope` narrows nothing. */
function selectScopes(granted: readonly string[], request: TokenRequest): readonly string[] {
  const requested = text(request, "scope").split(" ").filter(Boolean);
  if (requested.length === 0) return granted;
  const beyond = requested.filter((scope) => !granted.includes(scope));
  if (beyond.length > 0) {
    throw denied(`Client has not been granted scopes: ${beyond.join(", ")}`);
  }
  return requested;
}

function notPlayed(what: string): AuthenticationError {
  return new AuthenticationError(501, "not_implemented", `The sandbox does not play ${what}.`);
}

function denied(description: string): AuthenticationError {
  return new AuthenticationError(403, "access_denied", description);
}

function text(request: TokenRequest, parameter: string): string {
  const value = request[parameter];
  return typeof value === "string" ? value : "";
}
