import type { NetworkRequest, NetworkAnswer } from "../../support/inMemoryNetwork";

/** What a server has answered, as far as it is JSON. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

type Send = (request: NetworkRequest) => Promise<NetworkAnswer>;

/** Sends JSON and reads JSON. */
export async function exchange(
  send: Send,
  method: string,
  url: string,
  { body, authorization }: { body?: object | undefined; authorization?: string } = {},
): Promise<Answer> {
  const answer = await send({
    method,
    url,
    headers: {
      accept: "application/json",
      ...(authorization !== undefined && { authorization }),
      ...(body && { "content-type": "application/json" }),
    },
    body: body && JSON.stringify(body),
  });
  const isJson = /^[{[]/.test(answer.body.toString("utf8", 0, 1));
  const parsed = isJson ? (JSON.parse(answer.body.toString("utf8")) as Answer["body"]) : {};
  return { status: answer.status, body: parsed };
}

/** The login of an application at Auth0. */
export interface ClientLogin {
  clientId: string;
  clientSecret: string;
}

/** A token for the application itself; empty where it gets none. */
export async function tokenOf(
  send: Send,
  domain: string,
  { clientId, clientSecret }: ClientLogin,
  audience: string,
): Promise<string> {
  const { body } = await exchange(send, "POST", `https://${domain}/oauth/token`, {
    body: {
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      audience,
    },
  });
  return typeof body["access_token"] === "string" ? body["access_token"] : "";
}

/** The Management API of a tenant, as it is for an application. */
export class ManagementApi {
  private token: Promise<string> | undefined;

  constructor(
    private readonly send: Send,
    private readonly domain: string,
    private readonly login: ClientLogin,
  ) {}

  async call(method: string, path: string, body?: object): Promise<Answer> {
    const root = `https://${this.domain}/api/v2/`;
    this.token ??= tokenOf(this.send, this.domain, this.login, root);
    const authorization = `Bearer ${await this.token}`;
    return exchange(this.send, method, root + path, { body, authorization });
  }
}
