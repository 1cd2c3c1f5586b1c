import { Agent } from "node:https";
import axios, { type AxiosInstance, type AxiosResponse } from "axios";
import { startSandbox, type Sandbox, type SandboxOptions } from "auth0-wso2-sandbox";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";

export type Body = Record<string, unknown>;
export type Answer<T = Body> = AxiosResponse<T>;
export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** What a request to Auth0 looked like: method, path and status. */
export type Call = readonly [method: string, path: string, status: number];

/** A running sandbox and ways to talk to its Developer Portal; no status makes a call throw. */
export class PortalUnderTest {
  readonly publisher: Publisher;
  readonly dashboard: Auth0Dashboard;
  private readonly http: AxiosInstance;

  private constructor(
    readonly sandbox: Sandbox,
    private readonly release: string,
  ) {
    this.publisher = new Publisher(sandbox);
    this.dashboard = new Auth0Dashboard(sandbox);
    this.http = axios.create({
      httpsAgent: new Agent({ ca: sandbox.certificateAuthority.certificate, keepAlive: true }),
      validateStatus: () => true,
    });
  }

  static async start(options: SandboxOptions = {}): Promise<PortalUnderTest> {
    return new PortalUnderTest(await startSandbox(options), options.release ?? "4.7");
  }

  get wso2() {
    return this.sandbox.wso2;
  }

  get auth0() {
    return this.sandbox.auth0;
  }

  get path(): string {
    return `/api/am/devportal/${["4.0", "4.1"].includes(this.release) ? "v2" : "v3"}`;
  }

  /** Calls the Developer Portal. */
  call<T = Body>(
    method: Method,
    path: string,
    data?: unknown,
    headers: Record<string, string> = basic("admin"),
  ): Promise<Answer<T>> {
    return this.http.request<T>({
      method,
      url: `${this.wso2.url}${this.path}${path}`,
      data,
      headers,
    });
  }

  /** Calls the admin API. */
  admin<T = Body>(
    method: Method,
    path: string,
    data?: unknown,
    headers: Record<string, string> = basic("admin"),
  ): Promise<Answer<T>> {
    const version = { "4.0": "v2", "4.1": "v3" }[this.release] ?? "v4";
    const url = `${this.wso2.url}/api/am/admin/${version}${path}`;
    return this.http.request<T>({ method, url, data, headers });
  }

  /** Calls anything. */
  request<T = Body>(method: string, url: string, options: object = {}): Promise<Answer<T>> {
    return this.http.request<T>({ method, url, ...options });
  }

  /** Calls an API through the gateway. */
  callApi<T = Body>(path: string, token?: string, method = "GET"): Promise<Answer<T>> {
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    return this.request<T>(method, `${this.wso2.gatewayUrl}${path}`, { headers });
  }

  /** An API of the Auth0 tenant, with the permission that the connector grants. */
  async createAudience(identifier: string, ...more: string[]): Promise<string> {
    const scopes = ["default", ...more].map((value) => ({ value }));
    await this.manage("POST", "/resource-servers", { identifier, scopes });
    return identifier;
  }

  /** Calls Auth0's Management API as the deployer. */
  async manage(method: string, path: string, data?: unknown): Promise<Body> {
    const { clientId, clientSecret } = this.auth0.deployer;
    const { data: token } = await this.request<{ access_token: string }>(
      "POST",
      `${this.auth0Url}/oauth/token`,
      {
        data: {
          grant_type: "client_credentials",
          client_id: clientId,
          client_secret: clientSecret,
          audience: `${this.auth0Url}/api/v2/`,
        },
      },
    );
    const headers = { Authorization: `Bearer ${token.access_token}` };
    const url = `${this.auth0Url}/api/v2${path}`;
    const { status, data: answer } = await this.request(method, url, { data, headers });
    if (status > 299) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  get auth0Url(): string {
    return `https://${this.auth0.domain}`;
  }

  /** A Key Manager that can log in to Auth0. */
  keyManager(name: string, changes: Body = {}, properties: Body = {}): Body {
    const { deployer } = this.auth0;
    return {
      name,
      type: "Auth0",
      enabled: true,
      issuer: `${this.auth0Url}/`,
      introspectionEndpoint: "none",
      clientRegistrationEndpoint: `${this.auth0Url}/oidc/register`,
      tokenEndpoint: `${this.auth0Url}/oauth/token`,
      revokeEndpoint: `${this.auth0Url}/oauth/revoke`,
      certificates: { type: "JWKS", value: `${this.auth0Url}/.well-known/jwks.json` },
      availableGrantTypes: ["client_credentials"],
      enableTokenGeneration: true,
      enableMapOAuthConsumerApps: true,
      enableOAuthAppCreation: true,
      additionalProperties: {
        client_id: deployer.clientId,
        client_secret: deployer.clientSecret,
        audience: `${this.auth0Url}/api/v2/`,
        ...properties,
      },
      ...changes,
    };
  }

  /** Creates a Key Manager and waits until it is loaded. */
  async createKeyManager(
    name: string,
    changes: Body = {},
    properties: Body = {},
    login = "admin",
  ): Promise<string> {
    const document = this.keyManager(name, changes, properties);
    const { status, data } = await this.admin("POST", "/key-managers", document, basic(login));
    if (status !== 201) throw new Error(`POST key manager: ${status} ${JSON.stringify(data)}`);
    const organization = /@(.*)/.exec(login)?.[1] ?? "carbon.super";
    await until(() => this.wso2.loadedKeyManagers(organization).includes(name));
    return String(data["id"]);
  }

  /** Creates an application and returns its id. */
  async createApplication(name: string, login = "admin"): Promise<string> {
    const application = { name, throttlingPolicy: "Unlimited" };
    const { status, data } = await this.call("POST", "/applications", application, basic(login));
    if (status !== 201) throw new Error(`POST application: ${status} ${JSON.stringify(data)}`);
    return String(data["applicationId"]);
  }

  /** Generates keys, which must succeed. */
  async generateKeys(applicationId: string, request: Body, login = "admin"): Promise<Body> {
    const path = `/applications/${applicationId}/generate-keys`;
    const { status, data } = await this.call("POST", path, request, basic(login));
    if (status !== 200) throw new Error(`POST ${path}: ${status} ${JSON.stringify(data)}`);
    return data;
  }

  /** Production keys of the Key Manager "auth0", whose client may call an API of Auth0. */
  generateProductionKeys(applicationId: string, audience: string, login = "admin"): Promise<Body> {
    const request = {
      keyType: "PRODUCTION",
      keyManager: "auth0",
      grantTypesToBeSupported: ["client_credentials"],
      additionalProperties: {
        token_endpoint_auth_method: "client_secret_post",
        audience_of_api: audience,
      },
    };
    return this.generateKeys(applicationId, request, login);
  }

  /** What the server has asked Auth0 while `work` ran; ids are left out of the paths. */
  async callsDuring(work: () => Promise<unknown>): Promise<Call[]> {
    const before = this.auth0.requests.all.length;
    await work();
    return this.auth0.requests.all
      .slice(before)
      .map(({ method, url, status }) => [method, withoutIds(url), status]);
  }
}

function withoutIds(url: string): string {
  return url
    .replace(/client_id=[^&]+/, "client_id=…")
    .replace(/\/clients\/[^/?]+/, "/clients/…")
    .replace(/^\/api\/v2/, "");
}

/** Starts a sandbox for the tests of the enclosing `describe`. */
export function usePortal(options?: SandboxOptions): () => PortalUnderTest {
  let portal: PortalUnderTest | undefined;
  before(async () => {
    portal = await PortalUnderTest.start(options);
  });
  after(() => portal?.sandbox.close());
  return () => {
    if (!portal) throw new Error("The sandbox is started before the first test");
    return portal;
  };
}

/** The header of HTTP Basic authentication; passwords are like the names alone here. */
export function basic(
  login: string,
  password = login.replace(/^.*\/|@.*$/g, "").toLowerCase(),
): Record<string, string> {
  const credentials = Buffer.from(`${login}:${password}`).toString("base64");
  return { Authorization: `Basic ${credentials}` };
}

/** The body of a refusal. */
export function refusal(code: number, message: string, description = message): Body {
  return { code, message, description, moreInfo: "", error: [] };
}

export const internalServerError = refusal(
  500,
  "Internal server error",
  "The server encountered an internal error. Please contact administrator.",
);

export const generalError = refusal(900967, "General Error", "Server Error Occurred");

/** Waits until `condition` holds; mocha's timeout ends the waiting. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}
