import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet, type JWTPayload } from "jose";
import { setTimeout } from "node:timers/promises";
import { masked } from "../../http/masking";
import type { ClientCredentials } from "./clientCredentials";
import { Auth0Error, exchange, http } from "./auth0Http";
import { refusals } from "./deployerFailure";

export { Auth0Error } from "./auth0Http";

/** Milliseconds to wait before a login is tried again whose grant may be too new to be known. */
const pauses = [300, 900];

/**
 * Gets a token the way WSO2's Auth0 connector does: HTTP Basic with the plain id and secret, an
 * audience, and no scope, which means all that is granted.
 *
 * @throws Auth0Error
 */
export async function requestToken(credentials: ClientCredentials): Promise<string> {
  const { tokenEndpoint } = credentials;
  const answer = await login(credentials).catch((error: unknown) => {
    throw failedLogin(error, credentials);
  });
  if (typeof answer.access_token !== "string") {
    throw new Auth0Error(`POST ${tokenEndpoint} answered without an access token.`);
  }
  return answer.access_token;
}

async function login(credentials: ClientCredentials): Promise<{ access_token?: unknown }> {
  const { tokenEndpoint, clientId, clientSecret, audience } = credentials;
  const body = new URLSearchParams({ grant_type: "client_credentials", audience, scope: "" });
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await exchange<{ access_token?: unknown }>("POST", tokenEndpoint, () =>
        http.post(tokenEndpoint, body, {
          auth: { username: clientId, password: clientSecret },
          isRepeatable: true,
        }),
      );
    } catch (error) {
      const pause = pauses[attempt];
      if (pause === undefined || !isWithoutGrant(error)) throw error;
      await setTimeout(pause);
    }
  }
}

/** A login that Auth0 has answered, and does not take: the secret is not this one, or a grant or grant type is missing. */
export class RefusedLogin extends Auth0Error {}

function isRefusal({ status, code = "" }: Auth0Error): boolean {
  return status === 401 || refusals.includes(code);
}

/** Application and secret are right, but nothing says that it may call the API. */
function isWithoutGrant(error: unknown): boolean {
  return error instanceof Auth0Error && error.status === 403 && error.code === "access_denied";
}

/** What a server repeats of a request must not reach anybody's log. */
function failedLogin(error: unknown, { clientId, clientSecret }: ClientCredentials): unknown {
  if (!(error instanceof Auth0Error)) return error;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const secrets = [clientSecret, basic].filter((secret) => secret !== "");
  const Failure = isRefusal(error) ? RefusedLogin : Auth0Error;
  return new Failure(masked(error.message, secrets), error.status, error.code);
}

/** @throws Auth0Error */
export async function fetchKeySet(url: string): Promise<JSONWebKeySet> {
  const answer = await exchange<Partial<JSONWebKeySet>>("GET", url, () => http.get(url));
  if (!Array.isArray(answer.keys)) throw new Auth0Error(`GET ${url} answered without keys.`);
  return { keys: answer.keys };
}

/** An OpenID Connect discovery document, as far as it is used. */
export interface DiscoveryDocument {
  issuer?: string;
  token_endpoint?: string;
  revocation_endpoint?: string;
  userinfo_endpoint?: string;
  authorization_endpoint?: string;
  registration_endpoint?: string;
  jwks_uri?: string;
}

/** @throws Auth0Error */
export function fetchDiscoveryDocument(url: string): Promise<DiscoveryDocument> {
  return exchange("GET", url, () => http.get(url));
}

/** The claims of a token, its signature not looked at; `undefined` where it is no JWT. */
export function claimsOf(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

/** Says what is wrong with a token's signature, or nothing. */
export async function signatureFault(
  token: string,
  keySet: JSONWebKeySet,
): Promise<string | undefined> {
  try {
    await jwtVerify(token, createLocalJWKSet(keySet));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
