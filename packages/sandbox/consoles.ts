import { Agent } from "node:https";
import axios, { type AxiosInstance } from "axios";
import type { Sandbox } from "./index";

/** A JSON object as the servers answer it. */
export type Document = Record<string, unknown>;

/** A server with an Admin Portal: a sandbox, or what answers like one. */
export interface AdministeredServer {
  wso2: Pick<Sandbox["wso2"], "url" | "administrator">;
  certificateAuthority: Pick<Sandbox["certificateAuthority"], "certificate">;
}

/** An Auth0 tenant with a deployer: a sandbox's. */
export interface AdministeredTenant {
  auth0: Pick<Sandbox["auth0"], "domain" | "deployer">;
  certificateAuthority: Pick<Sandbox["certificateAuthority"], "certificate">;
}

/** What a person does in WSO2's Admin Portal. */
export class AdminPortal {
  private readonly http: AxiosInstance;

  constructor({ wso2, certificateAuthority }: AdministeredServer, basePath = "/api/am/admin/v4") {
    this.http = axios.create({
      baseURL: `${wso2.url}${basePath}`,
      auth: wso2.administrator,
      proxy: false,
      httpsAgent: new Agent({ ca: certificateAuthority.certificate, keepAlive: true }),
    });
  }

  /** The list of Key Managers, without the one that every server has. */
  async keyManagers(): Promise<Document[]> {
    const { data } = await this.http.get<{ list: Document[] }>("/key-managers");
    return data.list.filter((entry) => entry["type"] !== "default");
  }

  async keyManager(name: string): Promise<Document> {
    const entry = (await this.keyManagers()).find((each) => each["name"] === name);
    if (entry === undefined) throw new Error(`WSO2 has no Key Manager "${name}".`);
    return (await this.http.get<Document>(`/key-managers/${String(entry["id"])}`)).data;
  }

  async createKeyManager(document: Document): Promise<Document> {
    return (await this.http.post<Document>("/key-managers", document)).data;
  }

  /** Opens an entry, changes some fields and saves it, secret untouched. */
  async editKeyManager(name: string, change: Document): Promise<void> {
    const document = await this.keyManager(name);
    await this.http.put(`/key-managers/${String(document["id"])}`, { ...document, ...change });
  }

  async deleteKeyManager(name: string): Promise<void> {
    const { id } = await this.keyManager(name);
    await this.http.delete(`/key-managers/${String(id)}`);
  }

  /** Gives an application of the organization to another user. */
  async changeOwner(application: string, owner: string): Promise<void> {
    const { data } = await this.http.get<{ list: Document[] }>("/applications", {
      params: { name: application },
    });
    const found = data.list.find(({ name }) => name === application);
    if (found === undefined) throw new Error(`There is no application "${application}".`);
    const path = `/applications/${String(found["applicationId"])}/change-owner`;
    await this.http.post(path, undefined, { params: { owner } });
  }

  /** Decides on every creation that waits. @returns what each was about */
  async decide(status: "APPROVED" | "REJECTED"): Promise<string[]> {
    const { list } = (await this.http.get<{ list: Document[] }>("/workflows")).data;
    for (const { referenceId } of list) {
      const params = { workflowReferenceId: referenceId };
      await this.http.post("/workflows/update-workflow-status", { status }, { params });
    }
    return list.map(({ description }) => String(description));
  }
}

/** What a person does in WSO2's Developer Portal, as the administrator. */
export class DeveloperPortal {
  private readonly http: AxiosInstance;

  constructor(
    { wso2, certificateAuthority }: AdministeredServer,
    basePath = "/api/am/devportal/v3",
  ) {
    this.http = axios.create({
      baseURL: `${wso2.url}${basePath}`,
      auth: wso2.administrator,
      proxy: false,
      httpsAgent: new Agent({ ca: certificateAuthority.certificate, keepAlive: true }),
    });
  }

  /** Applications that somebody has created; the one that every user gets is left out. */
  async applications(): Promise<Document[]> {
    const { list } = (await this.http.get<{ list: Document[] }>("/applications")).data;
    return list.filter(({ name }) => name !== "DefaultApplication");
  }

  async application(name: string): Promise<Document> {
    const found = (await this.applications()).find((each) => each["name"] === name);
    if (found === undefined) throw new Error(`There is no application "${name}".`);
    return found;
  }

  async createApplication(name: string): Promise<Document> {
    const document = { name, throttlingPolicy: "Unlimited" };
    return (await this.http.post<Document>("/applications", document)).data;
  }

  async editApplication(name: string, change: Document): Promise<void> {
    const { applicationId, throttlingPolicy, description, attributes } =
      await this.application(name);
    const document = { name, throttlingPolicy, description, attributes, ...change };
    await this.http.put(`/applications/${String(applicationId)}`, document);
  }

  async deleteApplication(name: string): Promise<void> {
    const { applicationId } = await this.application(name);
    await this.http.delete(`/applications/${String(applicationId)}`);
  }

  /** The keys of an application, as far as WSO2 can read them. */
  async keys(name: string): Promise<Document[]> {
    const { applicationId } = await this.application(name);
    const path = `/applications/${String(applicationId)}/oauth-keys`;
    return (await this.http.get<{ list: Document[] }>(path)).data.list;
  }

  /** Has a Key Manager make a client for an application that calls an API of Auth0. */
  async generateKeys(
    name: string,
    keyManager: string,
    audience: string,
    keyType: "PRODUCTION" | "SANDBOX" = "PRODUCTION",
  ): Promise<void> {
    const { applicationId } = await this.application(name);
    await this.http.post(`/applications/${String(applicationId)}/generate-keys`, {
      keyType,
      keyManager,
      grantTypesToBeSupported: ["client_credentials"],
      callbackUrl: "",
      additionalProperties: {
        app_type: "non_interactive",
        token_endpoint_auth_method: "client_secret_basic",
        audience_of_api: audience,
      },
    });
  }

  /** Tells WSO2 a client that exists already. */
  async mapKeys(
    name: string,
    keyManager: string,
    client: Document,
    keyType: "PRODUCTION" | "SANDBOX" = "SANDBOX",
  ): Promise<void> {
    const { applicationId } = await this.application(name);
    await this.http.post(`/applications/${String(applicationId)}/map-keys`, {
      keyType,
      keyManager,
      consumerKey: client["client_id"],
      consumerSecret: client["client_secret"],
    });
  }

  /** Removes keys of a type, and with them the client of generated ones. */
  async deleteKeys(name: string, keyType: "PRODUCTION" | "SANDBOX"): Promise<void> {
    const { applicationId } = await this.application(name);
    for (const keys of await this.keys(name)) {
      if (keys["keyType"] !== keyType) continue;
      const path = `/applications/${String(applicationId)}/oauth-keys/${String(keys["keyMappingId"])}`;
      await this.http.delete(path);
    }
  }

  /** Makes WSO2 forget the keys of an application; their clients stay in Auth0. */
  async forgetKeys(name: string): Promise<void> {
    const { applicationId } = await this.application(name);
    for (const { keyMappingId } of await this.keys(name)) {
      const path = `/applications/${String(applicationId)}/oauth-keys/${String(keyMappingId)}`;
      await this.http.post(`${path}/clean-up`);
    }
  }

  /** Changes the settings of an application's client. */
  async editKeys(name: string, change: Document): Promise<void> {
    const { applicationId } = await this.application(name);
    for (const keys of await this.keys(name)) {
      const path = `/applications/${String(applicationId)}/oauth-keys/${String(keys["keyMappingId"])}`;
      await this.http.put(path, { ...keys, ...change });
    }
  }

  async subscriptions(name: string): Promise<Document[]> {
    const { applicationId } = await this.application(name);
    const path = `/subscriptions?applicationId=${String(applicationId)}`;
    return (await this.http.get<{ list: Document[] }>(path)).data.list;
  }

  /** Subscribes an application to an API, which is published. */
  async subscribe(name: string, { id }: { id: string }): Promise<void> {
    const { applicationId } = await this.application(name);
    const document = { applicationId, apiId: id, throttlingPolicy: "Unlimited" };
    await this.http.post("/subscriptions", document);
  }

  async unsubscribe(name: string): Promise<void> {
    for (const { subscriptionId } of await this.subscriptions(name)) {
      await this.http.delete(`/subscriptions/${String(subscriptionId)}`);
    }
  }
}

/** What a person does in Auth0's dashboard. */
export class Auth0Dashboard {
  private readonly http: AxiosInstance;

  constructor(private readonly sandbox: AdministeredTenant) {
    this.http = axios.create({
      baseURL: `https://${sandbox.auth0.domain}`,
      proxy: false,
      httpsAgent: new Agent({ ca: sandbox.certificateAuthority.certificate, keepAlive: true }),
    });
  }

  /** Applications that somebody has created; the deployer's own is left out. */
  async clients(): Promise<Document[]> {
    const clients = (await this.get("/clients?is_global=false")) as Document[];
    return clients.filter((each) => each["client_id"] !== this.sandbox.auth0.deployer.clientId);
  }

  /** APIs that somebody has created. */
  async apis(): Promise<Document[]> {
    const apis = (await this.get("/resource-servers")) as Document[];
    return apis.filter((each) => each["is_system"] !== true);
  }

  /** Grants of applications, those of the deployer left out. */
  async grants(): Promise<Document[]> {
    const grants = (await this.get("/client-grants")) as Document[];
    return grants.filter((each) => each["client_id"] !== this.sandbox.auth0.deployer.clientId);
  }

  /** @param path below the Management API, e.g. `/clients/<id>` */
  async get(path: string): Promise<unknown> {
    return (await this.http.get<unknown>(`/api/v2${path}`, await this.authorized())).data;
  }

  async create(path: string, document: Document): Promise<Document> {
    const { data } = await this.http.post<Document>(
      `/api/v2${path}`,
      document,
      await this.authorized(),
    );
    return data;
  }

  /** A machine-to-machine application that may use an API, with its secret. */
  async machineApplication(
    name: string,
    audience: string,
    scope: readonly string[],
  ): Promise<Document> {
    const client = await this.create("/clients", {
      name,
      app_type: "non_interactive",
      grant_types: ["client_credentials"],
    });
    const { client_id } = client;
    await this.create("/client-grants", { client_id, audience, scope });
    return client;
  }

  /** The variables of a login of its own that has these permissions of the Management API. */
  async login(
    name: string,
    permissions: readonly string[],
  ): Promise<{ AUTH0_CLIENT_ID: string; AUTH0_CLIENT_SECRET: string }> {
    const audience = `https://${this.sandbox.auth0.domain}/api/v2/`;
    const { client_id, client_secret } = await this.machineApplication(name, audience, permissions);
    return { AUTH0_CLIENT_ID: String(client_id), AUTH0_CLIENT_SECRET: String(client_secret) };
  }

  async change(path: string, change: Document): Promise<void> {
    await this.http.patch(`/api/v2${path}`, change, await this.authorized());
  }

  async remove(path: string): Promise<void> {
    await this.http.delete(`/api/v2${path}`, await this.authorized());
  }

  /** A new secret for an application. */
  async rotateSecret(clientId: string): Promise<void> {
    await this.http.post(
      `/api/v2/clients/${clientId}/rotate-secret`,
      undefined,
      await this.authorized(),
    );
  }

  private async authorized() {
    const { clientId, clientSecret } = this.sandbox.auth0.deployer;
    const { data } = await this.http.post<{ access_token: string }>("/oauth/token", {
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      audience: `https://${this.sandbox.auth0.domain}/api/v2/`,
    });
    return { headers: { Authorization: `Bearer ${data.access_token}` } };
  }
}
