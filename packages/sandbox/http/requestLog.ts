import type { RequestHandler } from "express";

/** One request that a sandbox server has answered (or lost on purpose). */
export interface LoggedRequest {
  method: string;
  /** Path with query as sent, percent-encoding untouched. */
  url: string;
  /** Status of the answer; 0 when the connection ended without one. */
  status: number;
  /** Milliseconds from the arrival to the end of the answer. */
  milliseconds: number;
}

const writes = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Everything a sandbox server was asked, in the order in which the answers ended. */
export class RequestLog {
  private entries: LoggedRequest[] = [];

  readonly middleware: RequestHandler = (request, response, next) => {
    const start = performance.now();
    response.on("close", () => {
      this.entries.push({
        method: request.method,
        url: request.originalUrl,
        status: response.writableFinished ? response.statusCode : 0,
        milliseconds: performance.now() - start,
      });
    });
    next();
  };

  get all(): readonly LoggedRequest[] {
    return this.entries;
  }

  /** Requests whose URL matches, for counting calls. */
  matching(url: RegExp): LoggedRequest[] {
    return this.entries.filter((entry) => url.test(entry.url));
  }

  /** Requests that change something, except logins (`except` matches their URL). */
  writes(except = /\/oauth2?\/token|\/client-registration\/|\/discover$/): LoggedRequest[] {
    return this.entries.filter((entry) => writes.has(entry.method) && !except.test(entry.url));
  }

  clear(): void {
    this.entries = [];
  }
}
