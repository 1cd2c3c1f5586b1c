import http from "node:http";
import https from "node:https";

export interface OutboundRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  headers?: Record<string, string>;
  body?: string;
}

export interface OutboundResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** The head of an answer came, its body broke off. */
export class BrokenBody extends Error {}

type Agents = Readonly<Record<"http:" | "https:", http.Agent>>;

/** The server's own HTTP client, which trusts one authority only. */
export class OutboundHttp {
  constructor(
    private readonly trustedAuthority: string,
    private readonly closing = new AbortController(),
    private readonly agents?: Agents,
  ) {}

  /** A client as OkHttp is one: it keeps connections, and no other client has them. */
  keepingConnections(): OutboundHttp {
    const options = { keepAlive: true };
    const agents = { "http:": new http.Agent(options), "https:": new https.Agent(options) };
    return new OutboundHttp(this.trustedAuthority, this.closing, agents);
  }

  /** Aborted as soon as the server closes; so are requests under way. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  close(): void {
    this.closing.abort();
  }

  /** Rejects if no answer arrives, or if the URL is none. What is lost on a kept connection is sent again. */
  send(url: string, given: OutboundRequest): Promise<OutboundResponse> {
    const { method, headers, body } = given;
    return new Promise((resolve, reject) => {
      const target = new URL(url);
      const options = {
        method,
        headers: headers ?? {},
        agent: this.agents?.[target.protocol as keyof Agents] ?? (false as const),
        signal: this.closed,
      };
      let isAnswered = false;
      const answered = (response: http.IncomingMessage): void => {
        isAnswered = true;
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", () => {
          reject(new BrokenBody("The body of the answer broke off"));
        });
        response.on("close", () => {
          if (!response.complete) reject(new BrokenBody("The body of the answer broke off"));
        });
        response.on("end", () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          });
        });
      };
      const request =
        target.protocol === "http:"
          ? http.request(target, options, answered)
          : https.request(target, { ...options, ca: this.trustedAuthority }, answered);
      request.on("error", (error) => {
        if (request.reusedSocket && !isAnswered) resolve(this.send(url, given));
        else reject(error);
      });
      request.end(body);
    });
  }
}
