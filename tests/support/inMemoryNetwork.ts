import type { RequestListener } from "node:http";
import { inject } from "light-my-request";
import type { listen } from "auth0-wso2-sandbox/http/httpsServer";

/** A request as it goes over the line. */
export interface NetworkRequest {
  method: string;
  /** Whole, with scheme and host. */
  url: string;
  headers: Record<string, string>;
  body?: string | Buffer | undefined;
}

/** An answer as it comes back. */
export interface NetworkAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** The connection ended before the body did. */
  isBrokenOff?: boolean;
}

/** There was no answer. */
export class ConnectionBroken extends Error {
  constructor(
    /** As Node names it, e.g. `ECONNRESET`. */
    readonly code: string,
  ) {
    super(code);
  }
}

/** Passes requests to whoever listens at their host, without sockets and without TLS. */
export class InMemoryNetwork {
  private readonly listeners = new Map<string, RequestListener>();
  private readonly aliases = new Map<string, string>();

  /** What a server that is to be reached at `host` takes in place of a port. */
  at(host: string): typeof listen {
    return (listener) => {
      separate(listener);
      this.listeners.set(host, listener);
      return Promise.resolve({
        host,
        address: host,
        close: () => {
          if (this.listeners.get(host) === listener) this.listeners.delete(host);
          return Promise.resolve();
        },
      });
    };
  }

  /** Another name for a host. */
  alias(host: string, other: string): void {
    this.aliases.set(other, host);
  }

  /** @throws ConnectionBroken where nobody listens */
  async send({ method, url, headers, body }: NetworkRequest): Promise<NetworkAnswer> {
    const { host, pathname, search } = new URL(url);
    const listener = this.listeners.get(this.aliases.get(host) ?? host);
    if (listener === undefined) throw new ConnectionBroken("ECONNREFUSED");
    const response = await inject(listener, {
      method: method as "GET",
      url: pathname + search,
      headers: { host, ...headers },
      ...(body !== undefined && { payload: body }),
    });
    const received = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
    return {
      status: response.statusCode,
      headers: Object.fromEntries(received) as Record<string, string>,
      body: response.rawPayload,
    };
  }
}

/**
 * Gives an Express app request and response prototypes of its own: light-my-request puts its own ones
 * under those that all apps of the process share, also such as listen on sockets.
 */
function separate(listener: RequestListener): void {
  for (const part of ["request", "response"]) {
    const own: unknown = Reflect.get(listener, part);
    if (typeof own !== "object" || own === null) continue;
    const shared = Object.getPrototypeOf(own) as object;
    const copy = Object.create(
      Object.getPrototypeOf(shared) as object,
      Object.getOwnPropertyDescriptors(shared),
    ) as object;
    Object.setPrototypeOf(own, copy);
  }
}
