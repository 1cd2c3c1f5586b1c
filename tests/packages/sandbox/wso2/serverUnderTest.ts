import { Agent } from "node:https";
import axios, { type AxiosInstance, type AxiosResponse } from "axios";
import { startAuth0, type Auth0Sandbox } from "auth0-wso2-sandbox/auth0";
import { CertificateAuthority } from "auth0-wso2-sandbox/http/certificateAuthority";
import { startWso2, type Wso2Sandbox, type Wso2SandboxOptions } from "auth0-wso2-sandbox/wso2";

export type Body = Record<string, unknown>;
export type Answer<T = Body> = AxiosResponse<T>;
export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** A running server and ways to talk to it; no status makes a call throw. */
export class ServerUnderTest {
  private constructor(
    readonly wso2: Wso2Sandbox,
    private readonly authority: CertificateAuthority,
    readonly http: AxiosInstance,
    private readonly adminPath: string,
  ) {}

  static async start(
    options: Partial<Wso2SandboxOptions> = {},
    authority?: CertificateAuthority,
  ): Promise<ServerUnderTest> {
    const known = authority ?? (await CertificateAuthority.create());
    const { release = "4.7" } = options;
    const wso2 = await startWso2({
      certificate: await known.issueServerCertificate(),
      trustedAuthority: known.certificate,
      ...options,
      release,
    });
    const http = axios.create({
      baseURL: wso2.url,
      httpsAgent: new Agent({ ca: known.certificate, keepAlive: true }),
      validateStatus: () => true,
    });
    return new ServerUnderTest(wso2, known, http, `/api/am/admin/${adminVersionOf(release)}`);
  }

  /** Another server with the same state, as after a restart. */
  restart(): Promise<ServerUnderTest> {
    return ServerUnderTest.start({ state: this.wso2.state }, this.authority);
  }

  /** Calls the admin API. */
  call<T = Body>(
    method: Method,
    path: string,
    data?: unknown,
    headers: Record<string, string> = basic("admin"),
  ): Promise<Answer<T>> {
    return this.http.request<T>({ method, url: `${this.adminPath}${path}`, data, headers });
  }

  /** Sends a body as it is, and gets the answer's as it is. */
  async send(
    method: Method,
    path: string,
    body: string,
  ): Promise<{ status: number; text: string }> {
    const { status, data } = await this.http.request<string>({
      method,
      url: `${this.adminPath}${path}`,
      data: body,
      headers: { ...basic("admin"), "Content-Type": "application/json" },
      transformRequest: (sent: string) => sent,
      transformResponse: (text: string) => text,
    });
    return { status, text: data };
  }

  /** Creates a Key Manager that the test needs, and returns its id. */
  async create(keyManager: Body, path = "/key-managers"): Promise<string> {
    const { status, data } = await this.call("POST", path, keyManager);
    if (status !== 201) throw new Error(`POST ${path}: ${status} ${JSON.stringify(data)}`);
    return String(data["id"]);
  }

  async read(id: string): Promise<Body> {
    return (await this.call("GET", `/key-managers/${id}`)).data;
  }

  async list(headers?: Record<string, string>): Promise<Body[]> {
    const { data } = await this.call<{ list: Body[] }>("GET", "/key-managers", undefined, headers);
    return data.list;
  }
}

function adminVersionOf(release: string): string {
  return { "4.0": "v2", "4.1": "v3" }[release] ?? "v4";
}

/** Starts a server for the tests of the enclosing `describe`. */
export function useServer(options?: Partial<Wso2SandboxOptions>): () => ServerUnderTest {
  let server: ServerUnderTest | undefined;
  before(async () => {
    server = await ServerUnderTest.start(options);
  });
  after(() => server?.wso2.close());
  return () => {
    if (!server) throw new Error("The server is started before the first test");
    return server;
  };
}

/** A server, and an Auth0 tenant whose certificate it trusts. */
export interface Pair {
  server: ServerUnderTest;
  auth0: Auth0Sandbox;
}

/** Starts both for every test of the enclosing `describe`. */
export function useAuth0AndServer(options?: Partial<Wso2SandboxOptions>): () => Pair {
  let pair: Pair | undefined;
  beforeEach(async () => {
    const authority = await CertificateAuthority.create();
    const auth0 = await startAuth0({ certificate: await authority.issueServerCertificate() });
    pair = { auth0, server: await ServerUnderTest.start(options, authority) };
  });
  afterEach(async () => {
    await pair?.server.wso2.close();
    await pair?.auth0.close();
  });
  return () => {
    if (!pair) throw new Error("Both are started before every test");
    return pair;
  };
}

/** The header of HTTP Basic authentication; passwords are like user names here. */
export function basic(login: string, password = login.split("@")[0]): Record<string, string> {
  const credentials = Buffer.from(`${login}:${password ?? ""}`).toString("base64");
  return { Authorization: `Basic ${credentials}` };
}

export const connectorProperties = {
  client_id: "abc",
  client_secret: "s3cr3t",
  audience: "https://tenant.example/api/v2/",
};

/** The least that a Key Manager needs. */
export function keyManager(name: string, changes: Body = {}): Body {
  return {
    name,
    type: "Auth0",
    enabled: true,
    introspectionEndpoint: "none",
    clientRegistrationEndpoint: "https://tenant.example/oidc/register",
    tokenEndpoint: "https://tenant.example/oauth/token",
    revokeEndpoint: "https://tenant.example/oauth/revoke",
    additionalProperties: connectorProperties,
    ...changes,
  };
}

/** The body of a refusal. */
export function refusal(code: number, message: string, description = message): Body {
  return { code, message, description, moreInfo: "", error: [] };
}

export const badRequest = (description: string): Body => refusal(400, "Bad Request", description);

export const unauthenticated = refusal(401, "", "Unauthenticated request");

export const notFound = refusal(901411, "Key Manager not Found", "Key Manager not found");

export const missing = refusal(
  901401,
  "Required Key Manager configuration missing",
  "Missing required configuration",
);

export const internalServerError = refusal(
  500,
  "Internal server error",
  "The server encountered an internal error. Please contact administrator.",
);

/** Waits until `condition` holds; mocha's timeout ends the waiting. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}
