import {
  ManagementLoginFailed,
  sendPatiently,
  tokenRequest,
  type Auth0Connector,
} from "../registry/auth0Connector";
import type { OutboundHttp, OutboundRequest, OutboundResponse } from "../registry/outboundHttp";
import { audienceOf, clientOf, propertiesOf, type Auth0Client } from "./auth0Client";
import { ConnectorFailure } from "./connectorFailure";
import type { PortalTraits } from "./portalTraits";
import type { ClientToken, OAuthApplication, OAuthAppRequest } from "./oauthApplication";

type Method = OutboundRequest["method"];

const scopeOfEveryGrant = "default";

/** What WSO2's Auth0 connector does with applications in Auth0, call by call. */
export class Auth0Clients {
  constructor(
    private readonly http: OutboundHttp,
    private readonly connector: Auth0Connector,
    private readonly version: PortalTraits["connector"],
  ) {}

  private get readsGrants(): boolean {
    return this.version !== "1.0.1";
  }

  /** Makes a client and its grant. If the grant cannot be made, the client stays. */
  async create(request: OAuthAppRequest): Promise<OAuthApplication> {
    const client = await this.callForClient("POST", "clients", clientOf(request));
    const application = await this.describe(client);
    const audience = audienceOf(request);
    if (audience !== "") await this.createGrant(application.clientId, audience);
    return application;
  }

  /** Changes a client; another audience gets a grant of its own, beside those that are there. */
  async update(clientId: string, request: OAuthAppRequest): Promise<OAuthApplication> {
    const path = `clients/${encodeURIComponent(clientId)}`;
    const client = await this.callForClient("PATCH", path, clientOf(request));
    const application = await this.describe(client);
    const audience = audienceOf(request);
    if (audience === "") return application;
    try {
      await this.createGrant(application.clientId, audience);
    } catch (error) {
      // Usually it exists already; whatever else it is, the connector only logs it.
      if (!(error instanceof ConnectorFailure)) throw error;
    }
    return application;
  }

  async retrieve(clientId: string): Promise<OAuthApplication> {
    const path = `clients/${encodeURIComponent(clientId)}`;
    return this.describe(await this.callForClient("GET", path));
  }

  async delete(clientId: string): Promise<void> {
    await this.call("DELETE", `clients/${encodeURIComponent(clientId)}`);
  }

  /** Gives the client a new secret. */
  async rotateSecret(clientId: string): Promise<string | null> {
    const path = `clients/${encodeURIComponent(clientId)}/rotate-secret`;
    const { client_secret: secret } = await this.callForClient("POST", path);
    return secret ?? null;
  }

  /** A token for the audience of the client's first grant, whichever that is. */
  async requestToken(
    clientId: string,
    clientSecret: string | null,
    scopes: readonly string[],
    grantType: string,
  ): Promise<ClientToken> {
    const request = tokenRequest({
      clientId,
      clientSecret: String(clientSecret),
      grantType,
      audience: this.readsGrants
        ? await this.audienceOfFirstGrant(clientId)
        : this.connector.lastAudience,
      scope: scopes.join(" "),
    });
    const answer = objectIn(await this.send(this.connector.tokenEndpoint, request));
    const { access_token: accessToken, expires_in: expiresIn, scope } = answer;
    return {
      accessToken: typeof accessToken === "string" ? accessToken : null,
      scopes: typeof scope === "string" ? scope.split(/\s+/) : null,
      validityTime: typeof expiresIn === "number" ? expiresIn : 0,
    };
  }

  /** The grants are read before a new one is made, so that its audience is not shown yet. */
  private async describe(client: Auth0Client): Promise<OAuthApplication> {
    const clientId = client.client_id ?? "";
    const audience =
      clientId === "" || !this.readsGrants ? "" : await this.audienceOfFirstGrant(clientId);
    const { client_secret: clientSecret, grant_types: grantTypes, callbacks } = client;
    return {
      clientId,
      clientSecret: clientSecret ?? null,
      callbackUrl: callbacks?.length ? callbacks.join(",") : null,
      grantTypes: grantTypes?.length ? grantTypes.join(this.readsGrants ? " " : ",") : null,
      additionalProperties: propertiesOf(client, this.readsGrants ? audience : undefined),
    };
  }

  private async audienceOfFirstGrant(clientId: string): Promise<string> {
    const query = `client_id=${encodeURIComponent(clientId)}`;
    const grants = parse(await this.call("GET", `client-grants?${query}`));
    if (!Array.isArray(grants)) throw new ConnectorFailure("Not a list of grants");
    const first: unknown = grants[0];
    const audience: unknown = isObject(first) ? first["audience"] : "";
    return typeof audience === "string" ? audience : "";
  }

  private async createGrant(clientId: string, audience: string): Promise<void> {
    // A client without an id makes a grant that names none.
    const client = clientId === "" ? {} : { client_id: clientId };
    const grant = { ...client, audience, scope: [scopeOfEveryGrant] };
    objectIn(await this.call("POST", "client-grants", grant));
    this.connector.lastAudience = audience;
  }

  private async callForClient(method: Method, path: string, body?: object): Promise<Auth0Client> {
    const answer = objectIn(await this.call(method, path, body));
    return {
      grant_types: [],
      callbacks: [],
      ...(answer as Partial<Auth0Client>),
    };
  }

  /** A body is announced as JSON even where there is none. */
  private async call(method: Method, path: string, body?: object): Promise<string> {
    return this.send(this.urlOf(path), {
      method,
      headers: {
        "Content-Type": "application/json",
        Authorization: `Bearer ${await this.managementToken()}`,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  private urlOf(path: string): string {
    try {
      return this.connector.managementUrl(path);
    } catch (error) {
      throw asFailure(error);
    }
  }

  private async managementToken(): Promise<string> {
    try {
      return await this.connector.managementToken();
    } catch (error) {
      throw asFailure(error);
    }
  }

  private async send(url: string, request: OutboundRequest): Promise<string> {
    let response: OutboundResponse;
    try {
      response = await sendPatiently(this.http, url, request);
    } catch (error) {
      throw asFailure(error);
    }
    const { status, body } = response;
    if (status < 200 || status > 299) {
      throw new ConnectorFailure(`${request.method} ${url} answered ${status}`, status);
    }
    return body;
  }
}

function asFailure(error: unknown): unknown {
  return error instanceof ManagementLoginFailed ? new ConnectorFailure(error.message) : error;
}

function objectIn(body: string): Record<string, unknown> {
  const value = parse(body);
  if (!isObject(value)) throw new ConnectorFailure("Not a JSON object");
  return value;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new ConnectorFailure("Not JSON");
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
