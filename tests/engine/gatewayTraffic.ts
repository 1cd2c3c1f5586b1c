import { Agent } from "node:https";
import axios from "axios";
import type { Sandbox } from "auth0-wso2-sandbox";

/** What an application logs in with at Auth0. */
export interface ConsumerLogin {
  id: string;
  secret: string;
}

/** Applications that call the API `Orders` through the gateway. */
export class GatewayTraffic {
  readonly httpsAgent: Agent;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly audience: string,
  ) {
    const ca = sandbox.certificateAuthority.certificate;
    this.httpsAgent = new Agent({ ca, keepAlive: true });
  }

  close(): void {
    this.httpsAgent.destroy();
  }

  async call(token: string): Promise<number> {
    const { status } = await axios.get(`${this.sandbox.wso2.gatewayUrl}/orders/1.0.0/orders`, {
      headers: { Authorization: `Bearer ${token}` },
      httpsAgent: this.httpsAgent,
      validateStatus: () => true,
    });
    return status;
  }

  async tokenOf({ id, secret }: ConsumerLogin): Promise<string> {
    const { data } = await axios.post<{ access_token: string }>(
      `https://${this.sandbox.auth0.domain}/oauth/token`,
      { grant_type: "client_credentials", audience: this.audience },
      { auth: { username: id, password: secret }, httpsAgent: this.httpsAgent },
    );
    return data.access_token;
  }

  /** What calls were answered that were made all the while, by token. */
  async during(tokens: readonly string[], work: () => Promise<unknown>): Promise<number[][]> {
    let isOver = false;
    const traffic = tokens.map(async (token) => {
      const statuses: number[] = [];
      while (!isOver) statuses.push(await this.call(token));
      return statuses;
    });
    await work().finally(() => {
      isOver = true;
    });
    return Promise.all(traffic);
  }
}

export const isRefused = (status: number | undefined) => status !== undefined && status !== 200;

/** How often calls were refused after one that was not. */
export const stretchesRefused = (statuses: readonly number[]) =>
  statuses.filter((status, at) => isRefused(status) && !isRefused(statuses[at - 1])).length;
