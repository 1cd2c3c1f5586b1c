import type { KeyManagerDocument, KeyManagerListItem } from "../keyManager/model";
import type { Wso2Connection } from "./connection";
import { Transport, type Wso2Request } from "./transport";

/** The key-manager resources of WSO2's admin REST API, version 4. */
export class AdminApi {
  private readonly transport: Transport;
  private readonly authorization: string;
  private list: Promise<KeyManagerListItem[]> | undefined;

  constructor({ username, password, ...server }: Wso2Connection) {
    this.transport = new Transport({ username, password, ...server });
    this.authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  }

  /** The entry of that name. One list serves all look-ups until something is written. */
  async findKeyManager(name: string): Promise<KeyManagerListItem | undefined> {
    this.list ??= this.send({ method: "GET", path: "/key-managers" }).then(
      (answer) => (answer as { list: KeyManagerListItem[] }).list,
    );
    try {
      return (await this.list).find((item) => item.name === name);
    } catch (error) {
      this.list = undefined;
      throw error;
    }
  }

  async fetchKeyManager(id: string): Promise<KeyManagerDocument> {
    return (await this.send({ method: "GET", path: pathOf(id) })) as KeyManagerDocument;
  }

  /** @returns the id of the new entry */
  async createKeyManager(document: KeyManagerDocument): Promise<string> {
    const answer = await this.write({ method: "POST", path: "/key-managers", body: document });
    return (answer as { id: string }).id;
  }

  async updateKeyManager(id: string, document: KeyManagerDocument): Promise<void> {
    await this.write({ method: "PUT", path: pathOf(id), body: document });
  }

  async deleteKeyManager(id: string): Promise<void> {
    await this.write({ method: "DELETE", path: pathOf(id) });
  }

  private write(request: Omit<Wso2Request, "authorization">): Promise<unknown> {
    this.list = undefined;
    return this.send(request);
  }

  private send(request: Omit<Wso2Request, "authorization">): Promise<unknown> {
    return this.transport.send({
      ...request,
      path: `/api/am/admin/v4${request.path}`,
      authorization: this.authorization,
    });
  }
}

const pathOf = (id: string) => `/key-managers/${encodeURIComponent(id)}`;
