import { setTimeout as pause } from "node:timers/promises";
import type { KeyManagerConfiguration } from "../keyManagers/keyManagerConfiguration";
import type { OutboundHttp, OutboundRequest, OutboundResponse } from "./outboundHttp";

/** The connector could not get a token: it is not constructed, so the Key Manager is not loaded. */
export class ManagementLoginFailed extends Error {}

/** What a request for a token of the client credentials grant is made of. */
export interface TokenRequest {
  clientId: string;
  clientSecret: string;
  grantType: string;
  audience: string;
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
      ["audience", audience],
      ["scope", scope],
    ]).toString(),
  };
}

interface ManagementToken {
  accessToken: string;
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
  private constructor(
    private readonly http: OutboundHttp,
    private readonly account: Account,
    private token: ManagementToken,
  ) {}

  /** Gets a token at once, and so fails at once. */
  static async load(
    http: OutboundHttp,
    configuration: KeyManagerConfiguration,
  ): Promise<Auth0Connector> {
    const read = (name: string): string => {
      const value = configuration.properties.get(name);
      return typeof value === "string" ? value : "";
    };
    const account = {
      tokenEndpoint: read("token_endpoint"),
      clientId: read("client_id"),
      clientSecret: read("client_secret"),
      audience: read("audience"),
    };
    return new Auth0Connector(http, account, await requestToken(http, account));
  }

  /**
   * URL of a Management API resource. The audience is not given the slash that it may lack, and
   * then every URL is wrong.
   */
  managementUrl(resource: string): string {
    return `${this.account.audience}${resource}`;
  }

  get tokenEndpoint(): string {
    return this.account.tokenEndpoint;
  }

  /** Kept until it expires, not renewed before, nor when it is refused. */
  async managementToken(): Promise<string> {
    if (Date.now() >= this.token.expiresAt) {
      this.token = await requestToken(this.http, this.account);
    }
    return this.token.accessToken;
  }
}

async function requestToken(http: OutboundHttp, account: Account): Promise<ManagementToken> {
  const { clientId, clientSecret, audience, tokenEndpoint } = account;
  if (!URL.canParse(tokenEndpoint)) throw new ManagementLoginFailed(`${tokenEndpoint} is no URL`);
  const request = tokenRequest({
    clientId,
    clientSecret,
    grantType: "client_credentials",
    audience,
    scope: "",
  });
  const response = await sendPatiently(http, tokenEndpoint, request);
  if (response.status < 200 || response.status > 299) {
    throw new ManagementLoginFailed(`${tokenEndpoint} answered ${response.status}`);
  }
  return readToken(response);
}

function readToken({ body }: OutboundResponse): ManagementToken {
  let answer: { access_token?: unknown; expires_in?: unknown } | null;
  try {
    answer = JSON.parse(body) as typeof answer;
  } catch {
    throw new ManagementLoginFailed("The token endpoint did not answer with JSON");
  }
  const { access_token: accessToken, expires_in: expiresIn } = answer ?? {};
  if (typeof accessToken !== "string") throw new ManagementLoginFailed("No access_token");
  const lifetime = typeof expiresIn === "number" ? expiresIn : 0;
  return { accessToken, expiresAt: Date.now() + lifetime * 1000 };
}

/** Tries again when there was no answer, or one with `Retry-After`, as the Feign client does. */
export async function sendPatiently(
  http: OutboundHttp,
  url: string,
  request: OutboundRequest,
): Promise<OutboundResponse> {
  const { closed } = http;
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt === attempts || closed.aborted;
    const outcome = await http
      .send(url, request)
      .catch((error: unknown) => new ManagementLoginFailed(String(error)));
    const retryAfter = retryAfterOf(outcome);
    if (isLast || retryAfter === "never") {
      if (outcome instanceof ManagementLoginFailed) throw outcome;
      return outcome;
    }
    const milliseconds = retryAfter ?? firstPause * 1.5 ** attempt;
    const signal = { signal: closed };
    await pause(Math.min(milliseconds, longestPause), undefined, signal).catch(() => undefined);
  }
}

/** Milliseconds; `undefined` if the answer is missing and so does not say. */
function retryAfterOf(
  outcome: OutboundResponse | ManagementLoginFailed,
): number | "never" | undefined {
  if (outcome instanceof ManagementLoginFailed) return undefined;
  const header = outcome.status > 299 ? outcome.headers["retry-after"] : undefined;
  return header === undefined ? "never" : Number(header) * 1000;
}
