import { setTimeout as pause } from "node:timers/promises";
import type { KeyManagerConfiguration } from "../keyManagers/keyManagerConfiguration";
import { tokenIn } from "./auth0Answers";
import { ConnectorFailure } from "./connectorFailure";
import {
  BrokenBody,
  type OutboundHttp,
  type OutboundRequest,
  type OutboundResponse,
} from "./outboundHttp";

/** What a request for a token of the client credentials grant is made of. */
export interface TokenRequest {
  clientId: string;
  clientSecret: string;
  grantType: string;
  /** Null is left out. */
  audience: string | null;
  /** Separated by spaces; sent even if there are none. */
  scope: string;
}

/** The credentials go into the header as they are, not percent-encoded. */
export function tokenRequest(request: TokenRequest): OutboundRequest {
  const { clientId, clientSecret, grantType, audience, scope } = request;
  return {
    method: "POST",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
    },
    body: new URLSearchParams([
      ["grant_type", grantType],
      ...(audience === null ? [] : [["audience", audience] as [string, string]]),
      ["scope", scope],
    ]).toString(),
  };
}

interface ManagementToken {
  /** `null` if the answer had none, which only the next request notices. */
  accessToken: string | null;
  expiresAt: number;
}

/** What the connector reads of a Key Manager's configuration. */
interface Account {
  tokenEndpoint: string;
  clientId: string;
  clientSecret: string;
  audience: string;
}

const attempts = 5;
const firstPause = 100;
const longestPause = 1000;

/** WSO2's Auth0 connector, which works with one token of Auth0's Management API. */
export class Auth0Connector {
  /** Connector 1.0.1 remembers what it has granted last, of whichever client. */
  lastAudience: string | null = null;

  private constructor(
    /** The HTTP clients of its three Feign clients. */
    readonly http: Readonly<Record<"tokens" | "clients" | "grants", OutboundHttp>>,
    private readonly account: Account,
    private token: ManagementToken | undefined,
  ) {}

  /** Gets a token at once, and so fails at once. */
  static async load(
    http: OutboundHttp,
    configuration: KeyManagerConfiguration,
  ): Promise<Auth0Connector> {
    const read = (name: string): string => {
      const value = configuration.properties.get(name);
      if (typeof value === "string") return value;
      throw new ConnectorFailure(`The property ${name} is no text`);
    };
    const account = {
      // The HTTP library cuts one slash off.
      tokenEndpoint: read("token_endpoint").replace(/\/$/, ""),
      clientId: read("client_id"),
      clientSecret: read("client_secret"),
      audience: read("audience"),
    };
    const clients = {
      tokens: http.keepingConnections(),
      clients: http.keepingConnections(),
      grants: http.keepingConnections(),
    };
    return new Auth0Connector(clients, account, await requestToken(clients.tokens, account));
  }

  /**
   * URL of a Management API resource. The audience is not given the slash that it may lack, and
   * then every URL is wrong.
   */
  managementUrl(resource: string): string {
    const url = `${this.account.audience}${resource}`;
    if (!isTarget(url)) throw new ConnectorFailure(`${url} is no URL`);
    return url;
  }

  get tokenEndpoint(): string {
    return this.account.tokenEndpoint;
  }

  /** Kept until it expires, not renewed before, nor when it is refused. */
  async managementToken(): Promise<string> {
    if (!this.token || Date.now() >= this.token.expiresAt) {
      this.token = (await requestToken(this.http.tokens, this.account)) ?? this.token;
    }
    const { accessToken = null } = this.token ?? {};
    if (accessToken === null) throw new ConnectorFailure("There is no token");
    return accessToken;
  }
}

/** As far as the HTTP library looks at it. */
function isTarget(url: string): boolean {
  return url.startsWith("http") && !/[{}]/.test(url) && URL.canParse(url);
}

/** `undefined` if the answer is empty. */
async function requestToken(
  http: OutboundHttp,
  account: Account,
): Promise<ManagementToken | undefined> {
  const { clientId, clientSecret, audience, tokenEndpoint } = account;
  if (!isTarget(tokenEndpoint)) throw new ConnectorFailure(`${tokenEndpoint} is no URL`);
  const request = tokenRequest({
    clientId,
    clientSecret,
    grantType: "client_credentials",
    audience,
    scope: "",
  });
  const response = await sendPatiently(http, tokenEndpoint, request);
  if (response.status < 200 || response.status > 299) {
    throw new ConnectorFailure(`${tokenEndpoint} answered ${response.status}`);
  }
  const token = tokenIn(response);
  return token === null
    ? undefined
    : {
        accessToken: token.access_token,
        expiresAt: Date.now() + (token.expires_in ?? 0) * 1000,
      };
}

/**
 * Tries again when there was no answer, or one with `Retry-After`, as the Feign client does. An
 * answer whose body breaks off is one, and is not asked for again.
 */
export async function sendPatiently(
  http: OutboundHttp,
  url: string,
  request: OutboundRequest,
): Promise<OutboundResponse> {
  const { closed } = http;
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt === attempts || closed.aborted;
    const outcome = await send(http, url, request).catch((error: unknown) => {
      const failure = new ConnectorFailure(String(error));
      if (error instanceof BrokenBody) throw failure;
      return failure;
    });
    const retryAfter = retryAfterOf(outcome);
    if (isLast || retryAfter === "never") {
      if (outcome instanceof ConnectorFailure) throw outcome;
      return outcome;
    }
    const milliseconds = retryAfter ?? firstPause * 1.5 ** attempt;
    const signal = { signal: closed };
    await pause(Math.min(milliseconds, longestPause), undefined, signal).catch(() => undefined);
  }
}

/** Milliseconds; `undefined` if the answer is missing and so does not say. */
function retryAfterOf(outcome: OutboundResponse | ConnectorFailure): number | "never" | undefined {
  if (outcome instanceof ConnectorFailure) return undefined;
  const header = outcome.status > 299 ? outcome.headers["retry-after"] : undefined;
  if (header === undefined) return "never";
  if (/^\d+\.?0*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return /^[A-Z][a-z]{2}, /.test(header) && !Number.isNaN(date)
    ? Math.max(0, date - Date.now())
    : "never";
}

const mostRedirections = 20;

/** Below Feign, OkHttp repeats a request that timed out at the server, once, and follows redirections. */
async function send(
  http: OutboundHttp,
  url: string,
  request: OutboundRequest,
): Promise<OutboundResponse> {
  let [target, sent] = [url, request];
  let timedOut = false;
  for (let redirections = 0; ; redirections += 1) {
    const response = await http.send(target, sent);
    const { status, headers } = response;
    if (status === 408 && !timedOut && headers["retry-after"] === undefined) {
      timedOut = true;
      continue;
    }
    const location = headers.location;
    if (location === undefined || !followed.has(status) || redirections >= mostRedirections) {
      return response;
    }
    const next = new URL(location, target);
    if (![307, 308].includes(status) && sent.method !== "GET") {
      sent = { method: "GET", headers: { ...sent.headers } };
    }
    if (next.host !== new URL(target).host) {
      const headers = Object.entries(sent.headers ?? {});
      const kept = headers.filter(([name]) => name !== "Authorization");
      sent = { ...sent, headers: Object.fromEntries(kept) };
    }
    target = next.href;
  }
}

const followed = new Set([300, 301, 302, 303, 307, 308]);
