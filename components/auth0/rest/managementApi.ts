import type { AxiosError } from "axios";
import { isObjectWith } from "../../http/answers";
import { requestToken } from "./authenticationApi";
import type { ClientCredentials } from "./clientCredentials";
import { exchange, http, NotInAuth0 } from "./auth0Http";
import { Room } from "./room";
import { tenantAt } from "./tenants";

/** An application of the tenant, as far as it is used. */
export interface Auth0Client {
  client_id: string;
  name: string;
  app_type?: string;
  callbacks?: string[];
  client_metadata?: Record<string, string>;
  /** Whatever else was asked for. */
  [property: string]: unknown;
}

/** What an application may call an API for, as far as it is used. */
export interface Auth0ClientGrant {
  id: string;
  /** Missing where it is for all third-party applications. */
  client_id?: string;
  /** Missing where all scopes of the API are allowed. */
  scope?: string[];
  allow_all_scopes?: boolean;
}

/** The largest page that Auth0 gives. */
const pageSize = 100;

/** A token is not used for longer than this, in milliseconds; Auth0's live for a day. */
const tokenLifetime = 10 * 60_000;

/**
 * Auth0's Management API, as the application with which WSO2 calls it: what WSO2 leaves behind there
 * can be seen and removed with the permissions that WSO2 has.
 */
export class ManagementApi {
  private token: Promise<string> | undefined;
  private requestedAt = 0;
  /** The list of all applications that is under way, or was. */
  private list: Promise<unknown> = Promise.resolve();
  private nextList: Promise<Auth0Client[]> | undefined;
  /** For what WSO2 calls with the same login. */
  readonly room: Room;

  constructor(private readonly credentials: ClientCredentials) {
    this.room = new Room(tenantAt(credentials.audience) ?? credentials.audience, () =>
      this.call("GET", "client-grants?page=0&per_page=1", Array.isArray),
    );
  }

  /** Its own identifier, which says in which tenant it is. */
  get identifier(): string {
    return this.credentials.audience;
  }

  /**
   * All applications, as they are after the call. A tenant may have thousands: who asks while a list is under way
   * shares the next one with all others who do.
   */
  listClients(): Promise<Auth0Client[]> {
    this.nextList ??= this.list.then(() => {
      const list = this.pages<Auth0Client>(
        "clients?fields=client_id%2Cname%2Capp_type%2Ccallbacks%2Cclient_metadata&include_fields=true&is_global=false",
      );
      this.nextList = undefined;
      this.list = list.catch(() => undefined);
      return list;
    });
    return this.nextList;
  }

  /** All grants for all APIs. */
  listAllGrants(): Promise<Auth0ClientGrant[]> {
    return this.pages("client-grants?");
  }

  /** All grants for an API: those with which applications call it for themselves, and for users. */
  listGrants(audience: string): Promise<Auth0ClientGrant[]> {
    return this.pages(`client-grants?${new URLSearchParams({ audience }).toString()}`);
  }

  /** All grants with which applications call an API for themselves. */
  listOwnGrants(audience: string): Promise<Auth0ClientGrant[]> {
    const query = new URLSearchParams({ audience, subject_type: "client" });
    return this.pages(`client-grants?${query.toString()}`);
  }

  /** Makes scopes all that a grant allows. */
  async updateGrant(
    { id, allow_all_scopes: all }: Auth0ClientGrant,
    scope: readonly string[],
  ): Promise<void> {
    const isGrant = (answer: unknown) => isObjectWith("id", answer);
    const changes = { scope, ...(all === true && { allow_all_scopes: false }) };
    // The permission for it may be newer than the token.
    this.token = undefined;
    await this.call("PATCH", `client-grants/${encodeURIComponent(id)}`, isGrant, changes);
  }

  /**
   * `undefined` where there is no such application.
   *
   * @param properties what is to be told of it beside name and metadata
   */
  async fetchClient(
    clientId: string,
    properties: readonly string[] = [],
  ): Promise<Auth0Client | undefined> {
    const fields = ["client_id", "name", "client_metadata", ...properties].join("%2C");
    try {
      const path = `${pathOf(clientId)}?fields=${fields}&include_fields=true`;
      return await this.call("GET", path, isClient);
    } catch (error) {
      if (error instanceof NotInAuth0) return undefined;
      throw error;
    }
  }

  /** Its client secret; `undefined` where there is none, or it may not be read. */
  async secretOf(clientId: string): Promise<string | undefined> {
    try {
      const path = `${pathOf(clientId)}?fields=client_id%2Cclient_secret&include_fields=true`;
      return (await this.call<{ client_secret?: string }>("GET", path, isClient)).client_secret;
    } catch (error) {
      if (error instanceof NotInAuth0) return undefined;
      throw error;
    }
  }

  /** The id of the grant with which an application calls an API for itself. */
  async findGrant(clientId: string, audience: string): Promise<string | undefined> {
    const query = new URLSearchParams({ client_id: clientId, audience, subject_type: "client" });
    const path = `client-grants?${query.toString()}`;
    const [grant] = await this.call<{ id: string }[]>("GET", path, Array.isArray);
    return grant?.id;
  }

  /** The id of an API (resource server); `undefined` where there is no such API. */
  async findApi(identifier: string): Promise<string | undefined> {
    try {
      const path = `resource-servers/${encodeURIComponent(identifier)}`;
      const hasId = (answer: unknown) => isObjectWith("id", answer);
      return (await this.call<{ id: string }>("GET", path, hasId)).id;
    } catch (error) {
      if (error instanceof NotInAuth0) return undefined;
      throw error;
    }
  }

  /** Changes properties of an application. Others stay as they are, and so do other keys of its metadata. */
  async updateClient(clientId: string, changes: Partial<Auth0Client>): Promise<void> {
    await this.call("PATCH", pathOf(clientId), isClient, changes);
  }

  /** Deletes an application and with it its grants. One that is gone already is fine. */
  deleteClient(clientId: string): Promise<void> {
    return this.delete(pathOf(clientId));
  }

  /** Deletes an API and with it the grants for it. One that is gone already is fine. */
  deleteApi(id: string): Promise<void> {
    return this.delete(`resource-servers/${encodeURIComponent(id)}`);
  }

  private async delete(path: string): Promise<void> {
    try {
      await this.call("DELETE", path, isEmpty);
    } catch (error) {
      if (!(error instanceof NotInAuth0)) throw error;
    }
  }

  private async pages<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    for (let page = 0; ; page += 1) {
      const found = await this.call<Item[]>(
        "GET",
        `${path}&page=${page}&per_page=${pageSize}`,
        Array.isArray,
      );
      items.push(...found);
      if (found.length < pageSize) return items;
    }
  }

  /** The identifier of the Management API is also its base URL. */
  private async call<Answer = unknown>(
    method: "GET" | "PATCH" | "DELETE",
    path: string,
    isExpected: (answer: unknown) => boolean,
    data?: object,
  ): Promise<Answer> {
    const url = this.credentials.audience + path;
    const headers = { Authorization: `Bearer ${await this.requestToken()}` };
    // Lists of clients have a limit of their own.
    const note = (answer: { headers: object } | undefined) => {
      if (answer && !path.startsWith("clients?")) this.room.note({ ...answer.headers });
    };
    const send = async () => {
      try {
        const answer = await http.request<Answer>({ method, url, headers, data });
        note(answer);
        return answer;
      } catch (error) {
        note((error as Partial<AxiosError>).response);
        throw error;
      }
    };
    return exchange<Answer>(method, url, send, isExpected);
  }

  /** The token that calls are made with. */
  requestToken(): Promise<string> {
    if (this.token === undefined || Date.now() - this.requestedAt > tokenLifetime) {
      this.requestedAt = Date.now();
      this.token = requestToken(this.credentials).catch((error: unknown) => {
        this.token = undefined;
        throw error;
      });
    }
    return this.token;
  }
}

const pathOf = (clientId: string) => `clients/${encodeURIComponent(clientId)}`;

const isClient = (answer: unknown) => isObjectWith("client_id", answer);

/** A deletion is answered without a body. */
const isEmpty = (answer: unknown) => answer === "" || answer === undefined;
