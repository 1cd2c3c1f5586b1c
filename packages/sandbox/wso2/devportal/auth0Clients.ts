import { clientIn, grantIn, grantsIn, tokenIn, type Auth0Client } from "../registry/auth0Answers";
import { sendPatiently, tokenRequest, type Auth0Connector } from "../registry/auth0Connector";
import { ConnectorFailure, used } from "../registry/connectorFailure";
import type { OutboundRequest, OutboundResponse } from "../registry/outboundHttp";
import { audienceOf, clientOf, propertiesOf } from "./auth0Client";
import type { PortalTraits } from "./portalTraits";
import type { ClientToken, OAuthApplication, OAuthAppRequest } from "./oauthApplication";

type Method = OutboundRequest["method"];

const scopeOfEveryGrant = "default";

/** What WSO2's Auth0 connector does with applications in Auth0, call by call. */
export class Auth0Clients {
  constructor(
    private readonly connector: Auth0Connector,
    private readonly version: PortalTraits["connector"],
  ) {}

  private get readsGrants(): boolean {
    return this.version !== "1.0.1";
  }

  /** Makes a client and its grant. If the grant cannot be made, the client stays. None for an empty answer. */
  async create(request: OAuthAppRequest): Promise<OAuthApplication | undefined> {
    const client = clientIn(await this.call("POST", "clients", clientOf(request)));
    if (client === null) return undefined;
    const application = await this.describe(client);
    const audience = audienceOf(request);
    if (audience !== "") await this.createGrant(application.clientId, audience);
    return application;
  }

  /** Changes a client; another audience gets a grant of its own, beside those that are there. */
  async update(clientId: string, request: OAuthAppRequest): Promise<OAuthApplication> {
    const path = `clients/${encodeURIComponent(clientId)}`;
    const client = used(clientIn(await this.call("PATCH", path, clientOf(request))));
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
    return this.describe(used(clientIn(await this.call("GET", path))));
  }

  async delete(clientId: string): Promise<void> {
    await this.call("DELETE", `clients/${encodeURIComponent(clientId)}`);
  }

  /** Gives the client a new secret. */
  async rotateSecret(clientId: string): Promise<string | null> {
    const path = `clients/${encodeURIComponent(clientId)}/rotate-secret`;
    return used(clientIn(await this.call("POST", path))).client_secret;
  }

  /** A token for the audience of the client's first grant, whichever that is. */
  async requestToken(
    clientId: string | null,
    clientSecret: string | null,
    scopes: readonly string[],
    grantType: string,
  ): Promise<ClientToken | undefined> {
    const request = tokenRequest({
      clientId: String(clientId),
      clientSecret: String(clientSecret),
      grantType,
      audience: this.readsGrants
        ? await this.audienceOfFirstGrant(String(clientId))
        : this.connector.lastAudience,
      scope: scopes.join(" "),
    });
    const token = tokenIn(await this.send("tokens", this.connector.tokenEndpoint, request));
    return token === null
      ? undefined
      : {
          accessToken: token.access_token,
          scopes: token.scope?.split(/\s+/) ?? null,
          validityTime: token.expires_in ?? 0,
        };
  }

  /** The grants are read before a new one is made, so that its audience is not shown yet. */
  private async describe(client: Auth0Client): Promise<OAuthApplication> {
    const { client_id: clientId, client_secret: clientSecret, callbacks, grant_types } = client;
    const audience = clientId && this.readsGrants ? await this.audienceOfFirstGrant(clientId) : "";
    return {
      clientId,
      clientSecret,
      callbackUrl: joined(callbacks, ","),
      grantTypes: joined(grant_types, this.readsGrants ? " " : ","),
      additionalProperties: propertiesOf(client, this.readsGrants ? audience : undefined),
    };
  }

  private async audienceOfFirstGrant(clientId: string): Promise<string | null> {
    const query = `client_id=${encodeURIComponent(clientId)}`;
    const [first] = used(grantsIn(await this.call("GET", `client-grants?${query}`)));
    return first === undefined ? "" : used(first).audience;
  }

  private async createGrant(clientId: string | null, audience: string): Promise<void> {
    // A client without an id makes a grant that names none.
    const client = clientId === null ? {} : { client_id: clientId };
    const grant = { ...client, audience, scope: [scopeOfEveryGrant] };
    grantIn(await this.call("POST", "client-grants", grant));
    this.connector.lastAudience = audience;
  }

  /** A body is announced as JSON even where there is none. */
  private async call(method: Method, path: string, body?: object): Promise<OutboundResponse> {
    const client = path.startsWith("clients") ? "clients" : "grants";
    return this.send(client, this.connector.managementUrl(path), {
      method,
      headers: {
        "Content-Type": "application/json",
        Authorization: `Bearer ${await this.connector.managementToken()}`,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  private async send(
    client: keyof Auth0Connector["http"],
    url: string,
    request: OutboundRequest,
  ): Promise<OutboundResponse> {
    const response = await sendPatiently(this.connector.http[client], url, request);
    const { status } = response;
    if (status < 200 || status > 299) {
      throw new ConnectorFailure(`${request.method} ${url} answered ${status}`);
    }
    return response;
  }
}

/** As Java's `String.join` does it; nothing for no elements. */
function joined(elements: readonly (string | null)[] | null, separator: string): string | null {
  return elements?.length ? elements.map(String).join(separator) : null;
}
