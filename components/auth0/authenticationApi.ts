import axios, { AxiosError } from "axios";
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet, type JWTPayload } from "jose";
import { repeatTemporaryFailures } from "../http/retries";

/** Milliseconds until a request without an answer is given up. */
const timeout = 15_000;

const http = axios.create({ timeout, maxRedirects: 0, validateStatus: (status) => status === 200 });
repeatTemporaryFailures(http);

/** A request to Auth0 that did not succeed. Its message holds no secret. */
export class Auth0Error extends Error {
  constructor(
    message: string,
    /** HTTP status, if there was an answer. */
    readonly status?: number,
    /** Auth0's error code, e.g. `access_denied`, if it gave one. */
    readonly code?: string,
  ) {
    super(message);
  }
}

/** How to get a token for an application itself. */
export interface ClientCredentials {
  tokenEndpoint: string;
  clientId: string;
  clientSecret: string;
  audience: string;
}

/**
 * Gets a token the way WSO2's Auth0 connector does: HTTP Basic with the plain id and secret, an
 * audience, and no scope, which means all that is granted.
 *
 * @throws Auth0Error
 */
export async function requestToken(credentials: ClientCredentials): Promise<string> {
  const { tokenEndpoint, clientId, clientSecret, audience } = credentials;
  const body = new URLSearchParams({ grant_type: "client_credentials", audience, scope: "" });
  const answer = await exchange<{ access_token?: unknown }>("POST", tokenEndpoint, () =>
    http.post(tokenEndpoint, body, {
      auth: { username: clientId, password: clientSecret },
      isRepeatable: true,
    }),
  );
  if (typeof answer.access_token !== "string") {
    throw new Auth0Error(`POST ${tokenEndpoint} answered without an access token.`);
  }
  return answer.access_token;
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

async function exchange<Answer>(
  method: string,
  url: string,
  call: () => Promise<{ data: Answer }>,
): Promise<Answer> {
  try {
    const { data } = await call();
    if (typeof data === "object" && data !== null) return data;
  } catch (error) {
    throw failure(`${method} ${url}`, error);
  }
  throw new Auth0Error(`${method} ${url} answered with something that is not JSON.`);
}

/** The cause is not kept: it holds the request, and so the secret. */
function failure(subject: string, error: unknown): Auth0Error {
  if (!(error instanceof AxiosError)) return new Auth0Error(`${subject}: ${String(error)}`);
  const { response, code, message } = error;
  if (response === undefined) {
    return new Auth0Error(`${subject} got no answer (${code ?? message}).`);
  }
  const { error: errorCode, error_description: description } = (response.data ?? {}) as {
    error?: string;
    error_description?: string;
  };
  const said = [errorCode, description].filter(Boolean).join(": ");
  return new Auth0Error(
    `${subject} answered ${response.status}${said && ` (${said})`}.`,
    response.status,
    errorCode,
  );
}
