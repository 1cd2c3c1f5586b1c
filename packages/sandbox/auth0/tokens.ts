import { randomUUID } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, errors, importJWK, jwtVerify, SignJWT } from "jose";
import { ManagementError } from "./errors";
import { knownKeys } from "./keys";
import type { ResourceServer } from "./state";
import type { Tenant } from "./tenant";
import { encryptedFor } from "./tokenEncryption";

/** An access token as `/oauth/token` answers it. */
export interface AccessToken {
  access_token: string;
  scope?: string;
  expires_in: number;
  token_type: "Bearer";
}

/** Issues a machine-to-machine access token for `api` to the client. */
export async function issueAccessToken(
  tenant: Tenant,
  issuer: string,
  api: ResourceServer,
  clientId: string,
  scopes: readonly string[],
): Promise<AccessToken> {
  const scope = scopes.length > 0 ? { scope: scopes.join(" ") } : {};
  const profile = api.token_dialect?.startsWith("rfc9068_profile") ?? false;
  const issuedAt = Math.floor(Date.now() / 1000);
  const { key, kid } = signingKey(tenant, api);
  const token = await new SignJWT({
    iss: issuer,
    sub: `${clientId}@clients`,
    aud: api.identifier,
    iat: issuedAt,
    exp: issuedAt + api.token_lifetime,
    ...scope,
    ...(profile
      ? { jti: randomUUID(), client_id: clientId }
      : { gty: "client-credentials", azp: clientId }),
    ...(carriesPermissions(api) && { permissions: scopes }),
  })
    .setProtectedHeader({
      alg: api.signing_alg,
      typ: profile ? "at+jwt" : "JWT",
      ...(kid !== undefined && { kid }),
    })
    .sign(key);
  const access_token = await encryptedFor(api, token);
  tenant.issuedTokens.push({ audience: api.identifier });
  return { access_token, ...scope, expires_in: api.token_lifetime, token_type: "Bearer" };
}

function carriesPermissions({ enforce_policies, token_dialect }: ResourceServer): boolean {
  return enforce_policies === true && (token_dialect?.endsWith("_authz") ?? false);
}

/** HS256 is signed with the API's own secret, everything else with the tenant's current key. */
function signingKey(tenant: Tenant, api: ResourceServer) {
  if (api.signing_alg === "HS256") return { key: Buffer.from(api.signing_secret ?? "") };
  const { current } = tenant.state.signingKeys;
  return { key: current.privateKey, kid: current.kid };
}

/**
 * Scopes of a bearer token for the Management API, or Auth0's refusal. Its audience is named after
 * the tenant's own domain, but its issuer must be the domain that the call is made at.
 */
export async function verifyManagementToken(
  tenant: Tenant,
  issuer: string,
  token: string,
): Promise<ReadonlySet<string>> {
  const { kid, audience } = inspect(token);
  const key = knownKeys(tenant.state.signingKeys).find((candidate) => candidate.kid === kid);
  if (!key) throw unauthorized("Invalid token");
  if (!audience.includes(tenant.managementAudience)) {
    throw unauthorized(`Bad audience: ${audience.join(", ")}`);
  }
  const { kty, n, e } = key.privateKey;
  try {
    const { payload } = await jwtVerify(token, await importJWK({ kty, n, e }, "RS256"), {
      algorithms: ["RS256"],
      issuer,
      audience: tenant.managementAudience,
    });
    return new Set(typeof payload["scope"] === "string" ? payload["scope"].split(" ") : []);
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw unauthorized("Expired token received for JSON Web Token validation");
    }
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      throw unauthorized("Invalid signature received for JSON Web Token validation");
    }
    throw unauthorized("Invalid token");
  }
}

/** What an unverified token says; something that is no JWT at all is a malformed request. */
function inspect(token: string): { kid: string | undefined; audience: string[] } {
  try {
    return {
      kid: decodeProtectedHeader(token).kid,
      audience: [decodeJwt(token).aud ?? []].flat(),
    };
  } catch {
    throw malformedAuthorization();
  }
}

/** For an Authorization header that carries no JWT. */
export function malformedAuthorization(): ManagementError {
  return new ManagementError(400, "Bad HTTP authentication header format", "Bearer");
}

/** A 401 as Auth0 words it: the text stands in `attributes` too. */
export function unauthorized(text: string): ManagementError {
  return new ManagementError(401, text, undefined, { error: text });
}
