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

/** The server's own HTTP client, which trusts one authority only. */
export class OutboundHttp {
  private readonly closing = new AbortController();

  constructor(private readonly trustedAuthority: string) {}

  /** Aborted as soon as the server closes; so are requests under way. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  close(): void {
    this.closing.abort();
  }

  /** Rejects if no answer arrives, or if the URL is none. */
  send(url: string, { method, headers, body }: OutboundRequest): Promise<OutboundResponse> {
    return new Promise((resolve, reject) => {
      const target = new URL(url);
      const options = {
        method,
        headers: headers ?? {},
        agent: false as const,
        signal: this.closed,
      };
      const answered = (response: http.IncomingMessage): void => {
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
      request.on("error", reject);
      request.end(body);
    });
  }
}
