import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { setTimeout } from "node:timers/promises";
import axios from "axios";
import { generateKeyPair, SignJWT, type JWTPayload } from "jose";
import {
  claimsOf,
  fetchKeySet,
  requestToken,
  signatureFault,
} from "../auth0/rest/authenticationApi";
import type { ClientCredentials } from "../auth0/rest/clientCredentials";
import { resolveConnection, resolveNamedConnection } from "../wso2/rest/connection";
import { KeysApi } from "../wso2/applicationKeys/api";
import { developerPortalApi } from "../wso2/rest/restApis";
import { Transport } from "../wso2/rest/transport";
import { isServerFault, Wso2Error } from "../wso2/rest/errors";
import type { SmokeTestRequest } from "./request";

/** What the checks share, each asked for at most once. */
export class Scene {
  private requested: Promise<string> | undefined;
  private connected: KeysApi | undefined;

  constructor(readonly request: SmokeTestRequest) {}

  /** A token of the application. */
  token(): Promise<string> {
    const { consumerKey: clientId, consumerSecret: clientSecret } = this.request;
    const { tokenEndpoint, audience } = this.request;
    this.requested ??= requestToken({ tokenEndpoint, audience, clientId, clientSecret });
    return this.requested;
  }

  async claims(): Promise<JWTPayload> {
    const claims = claimsOf(await this.token());
    if (claims === undefined)
      throw new Error("the token is not a JWT: Auth0 does not know the audience");
    return claims;
  }

  get keys(): KeysApi {
    const { wso2, isServerNamed } = this.request;
    const resolve = isServerNamed ? resolveNamedConnection : resolveConnection;
    const connection = resolve(wso2, process.env);
    this.connected ??= new KeysApi(developerPortalApi(connection, new Transport(connection)));
    return this.connected;
  }
}

/** Says what was seen. @throws Error that says what is wrong */
export type Check = (scene: Scene) => Promise<string>;

/** The checks that ask nobody but Auth0. */
export const auth0Checks = ({ management }: SmokeTestRequest): Readonly<Record<string, Check>> => ({
  token,
  ...(management && { managementLogin: () => managementLogin(management) }),
  ...tokenChecks,
});

const token: Check = async (scene) => {
  await scene.token();
  const { exp = 0, iat = 0 } = await scene.claims();
  return `Auth0 gives client ${scene.request.consumerKey} a token for ${exp - iat} s`;
};

async function managementLogin(management: ClientCredentials): Promise<string> {
  await requestToken(management);
  return `Auth0 gives client ${management.clientId} a token for its Management API`;
}

const tokenChecks: Readonly<Record<string, Check>> = {
  signature: async (scene) => {
    const { jwksUri } = scene.request;
    const fault = await signatureFault(await scene.token(), await fetchKeySet(jwksUri));
    if (fault !== undefined) throw new Error(`${fault} with the keys at ${jwksUri}`);
    return `verified with the keys at ${jwksUri}`;
  },
  issuer: async (scene) => {
    const { iss } = await scene.claims();
    return expectEqual("iss", iss, scene.request.issuer);
  },
  audience: async (scene) => {
    const audiences = [(await scene.claims()).aud ?? []].flat();
    const { audience } = scene.request;
    if (audiences.includes(audience)) return `aud names ${audience}`;
    throw new Error(`aud names ${audiences.join(", ") || "nothing"}, not ${audience}`);
  },
  consumerKeyClaim: async (scene) => {
    const { consumerKeyClaim, consumerKey } = scene.request;
    return expectEqual(consumerKeyClaim, (await scene.claims())[consumerKeyClaim], consumerKey);
  },
  scopesClaim: async (scene) => {
    const { scopesClaim } = scene.request;
    const scopes = (await scene.claims())[scopesClaim];
    if (typeof scopes === "string" && scopes !== "") return `${scopesClaim} is "${scopes}"`;
    throw new Error(`${scopesClaim} is ${JSON.stringify(scopes)}, so WSO2 would see no scope`);
  },
};

/** The checks of what WSO2 makes of it. */
const wso2Checks: Readonly<Record<string, Check>> = {
  consumerKey: async (scene) => {
    const { applicationId, keyMappingId, consumerKey } = scene.request;
    const keys = await scene.keys.fetch(applicationId, keyMappingId);
    return expectEqual("WSO2's consumer key", keys?.consumerKey, consumerKey);
  },
  // One that was just changed is away until it is loaded again.
  keyManagerLoaded: async (scene) => {
    const isLate = (seen: string | Error) => seen instanceof NotLoaded || isServerFault(seen);
    const ask = () => loadedBy(scene).catch((error: unknown) => error as Error);
    const seen = await inTime(scene.request, ask, isLate);
    if (typeof seen === "string") return seen;
    throw seen;
  },
};

class NotLoaded extends Error {}

/** @returns what shows that the Key Manager is loaded */
async function loadedBy({ request, keys }: Scene): Promise<string> {
  const { applicationId, keyMappingId, consumerSecret, keyManager } = request;
  try {
    await keys.generateToken(applicationId, keyMappingId, consumerSecret);
    return `WSO2 gets tokens through the Key Manager "${keyManager}"`;
  } catch (error) {
    // Switched off in the entry, which says nothing about it being loaded.
    const isSwitchedOff = error instanceof Wso2Error && error.code === 901405;
    if (!isSwitchedOff && !isServerFault(error)) throw error;
    // It asks Auth0 about the client whenever keys are read, too.
    const read = await keys.fetch(applicationId, keyMappingId);
    // Release 4.0, which tells no mode, forgets at each load for which API it has made a client.
    if (read?.additionalProperties && (isSwitchedOff || read.mode === undefined)) {
      return `WSO2 reads clients through the Key Manager "${keyManager}"; it hands out no tokens`;
    }
    if (!isSwitchedOff) throw error;
  }
  throw new NotLoaded(`WSO2 has not loaded the Key Manager "${keyManager}"`);
}

/** The checks of every smoke test, in order. */
export const checks = (request: SmokeTestRequest): Readonly<Record<string, Check>> => ({
  ...auth0Checks(request),
  ...wso2Checks,
});

/** The checks that need a gateway. */
export function gatewayChecks(url: string): Readonly<Record<string, Check>> {
  return {
    gatewayWithToken: async (scene) => expectStatus(scene, url, 200, await scene.token()),
    gatewayWithoutToken: (scene) => expectStatus(scene, url, 401),
    gatewayWithForeignToken: async (scene) =>
      expectStatus(scene, url, 401, await foreignToken(scene.request)),
  };
}

/** Milliseconds before something that is not there yet is asked for again. */
const pause = 1_000;

/** What is seen at last, when it is not late any more or the patience is at its end. */
async function inTime<Seen>(
  { gatewayPatience = 30 }: SmokeTestRequest,
  look: () => Promise<Seen>,
  isLate: (seen: Seen) => boolean,
): Promise<Seen> {
  const deadline = Date.now() + gatewayPatience * 1000;
  for (;;) {
    const seen = await look();
    if (!isLate(seen) || Date.now() + pause > deadline) return seen;
    await setTimeout(pause);
  }
}

/** A gateway hears of applications, subscriptions and Key Managers a moment later than WSO2. */
async function expectStatus(
  { request }: Scene,
  url: string,
  expected: number,
  token?: string,
): Promise<string> {
  const { gatewayCaFile } = request;
  const http = axios.create({
    timeout: 15_000,
    validateStatus: () => true,
    maxRedirects: 0,
    ...(gatewayCaFile !== undefined && {
      httpsAgent: new Agent({ ca: readFileSync(gatewayCaFile, "utf8") }),
    }),
  });
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const ask = () => statusOf(() => http.get(url, { headers }));
  const status = await inTime(request, ask, (seen) => expected === 200 && seen !== expected);
  if (status === expected) return `GET ${url} answered ${status}`;
  throw new Error(`GET ${url} answered ${status}, not ${expected}${hintFor(status)}`);
}

async function statusOf(call: () => Promise<{ status: number }>): Promise<number> {
  try {
    return (await call()).status;
  } catch (error) {
    // The cause holds the token.
    const { code, message } = error as { code?: string; message: string };
    throw new Error(`the gateway does not answer (${code ?? message})`, { cause: undefined });
  }
}

function hintFor(status: number): string {
  if (status === 401) return ": the gateway has not loaded the Key Manager, or the issuer differs";
  if (status === 403)
    return ": the application is not subscribed to the API, or a scope is missing";
  return status === 404 ? ": no API is deployed there" : "";
}

/** The same claims, of an issuer that nobody trusts. */
async function foreignToken({ audience, consumerKey }: SmokeTestRequest): Promise<string> {
  const { privateKey } = await generateKeyPair("RS256");
  return new SignJWT({ azp: consumerKey, scope: "default" })
    .setProtectedHeader({ alg: "RS256", kid: "foreign", typ: "JWT" })
    .setIssuer("https://another-issuer.invalid/")
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(privateKey);
}

function expectEqual(what: string, found: unknown, expected: string): string {
  if (found === expected) return `${what} is ${expected}`;
  throw new Error(`${what} is ${JSON.stringify(found)}, not ${expected}`);
}
