import { Agent } from "node:https";
import axios, { type AxiosInstance, type AxiosResponse } from "axios";
import { startAuth0, type Auth0Sandbox } from "auth0-wso2-sandbox/auth0";
import { CertificateAuthority } from "auth0-wso2-sandbox/http/certificateAuthority";

export type Body = Record<string, unknown>;
export type Answer<T = Body> = AxiosResponse<T>;

/** A running tenant and ways to talk to it; no status makes a call throw. */
export class TenantUnderTest {
  private constructor(
    readonly auth0: Auth0Sandbox,
    readonly http: AxiosInstance,
  ) {}

  static async start(): Promise<TenantUnderTest> {
    const authority = await CertificateAuthority.create();
    const auth0 = await startAuth0({ certificate: await authority.issueServerCertificate() });
    return new TenantUnderTest(auth0, httpClient(auth0, authority));
  }

  get issuer(): string {
    return `https://${this.auth0.domain}/`;
  }

  get managementAudience(): string {
    return `${this.issuer}api/v2/`;
  }

  /** A token of the deployer for the Management API, narrowed to `scope`. */
  async deployerToken(scope?: string): Promise<string> {
    const { clientId, clientSecret } = this.auth0.deployer;
    const { data } = await this.requestToken({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      audience: this.managementAudience,
      ...(scope !== undefined && { scope }),
    });
    return String(data["access_token"]);
  }

  requestToken(parameters: Record<string, string>): Promise<Answer> {
    return this.http.post("/oauth/token", new URLSearchParams(parameters));
  }

  /** Calls the Management API as the deployer, with all its scopes or only `scope`. */
  async call<T = Body>(
    method: "GET" | "POST" | "PATCH" | "DELETE",
    path: string,
    data?: unknown,
    scope?: string,
  ): Promise<Answer<T>> {
    const headers = { Authorization: `Bearer ${await this.deployerToken(scope)}` };
    return this.http.request<T>({ method, url: `/api/v2${path}`, data, headers });
  }

  /** Creates something that the test needs. */
  async create(path: string, data: Body): Promise<Body> {
    const { status, data: created } = await this.call("POST", path, data);
    if (status !== 201) throw new Error(`POST ${path}: ${status} ${JSON.stringify(created)}`);
    return created;
  }
}

function httpClient({ domain }: Auth0Sandbox, authority: CertificateAuthority): AxiosInstance {
  return axios.create({
    baseURL: `https://${domain}`,
    httpsAgent: new Agent({ ca: authority.certificate, keepAlive: true }),
    validateStatus: () => true,
  });
}

/** Starts a tenant for the tests of the enclosing `describe`. */
export function useTenant(): () => TenantUnderTest {
  let tenant: TenantUnderTest | undefined;
  before(async () => {
    tenant = await TenantUnderTest.start();
  });
  after(() => tenant?.auth0.close());
  return () => {
    if (!tenant) throw new Error("The tenant is started before the first test");
    return tenant;
  };
}

/** Auth0's envelope for a refused Management API call. */
export function refusal(
  statusCode: number,
  error: string,
  message: string,
  errorCode?: string,
): Body {
  return { statusCode, error, message, ...(errorCode !== undefined && { errorCode }) };
}
