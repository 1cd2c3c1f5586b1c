import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** A comment as the APIs answer it. */
export interface Comment {
  id: number;
  body: string;
}

/** The longest comment that GitHub takes. */
const longest = 65_536;

/**
 * Stands in for the comments of one pull request at GitHub, and for the notes of one merge request at
 * GitLab. It has a page of other people's comments.
 */
export class CommentServer {
  readonly comments: Comment[] = Array.from({ length: 100 }, (_, index) => ({
    id: index + 1,
    body: `comment ${index + 1}`,
  }));
  private readonly server = createServer((request, response) => {
    void this.answer(request).then(({ status, body }) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
  });

  /** @param tokens what the two send, as a header */
  private constructor(private readonly tokens: { github: string; gitlab: string }) {}

  static async start(tokens: { github: string; gitlab: string }): Promise<CommentServer> {
    const comments = new CommentServer(tokens);
    await new Promise<void>((resolve) => comments.server.listen(0, "127.0.0.1", resolve));
    return comments;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Comments that jobs have written. */
  get written(): Comment[] {
    return this.comments.slice(100);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const { method = "", headers } = request;
    const { pathname, searchParams } = new URL(request.url ?? "", this.url);
    const [, all, one] =
      /^(\/repos\/acme\/orders\/issues\/7\/comments|\/projects\/42\/merge_requests\/7\/notes)$|^(?:\/repos\/acme\/orders\/issues\/comments|\/projects\/42\/merge_requests\/7\/notes)\/(\d+)$/.exec(
        pathname,
      ) ?? [];
    const isGithub = pathname.startsWith("/repos/");
    const isAllowed = isGithub
      ? headers.authorization === `Bearer ${this.tokens.github}`
      : headers["private-token"] === this.tokens.gitlab;
    if (!isAllowed) return { status: 401, body: { message: "Unauthorized" } };
    if (all !== undefined && method === "GET") {
      const [size, page] = ["per_page", "page"].map((name) => Number(searchParams.get(name)));
      const start = ((page ?? 1) - 1) * (size ?? 0);
      return { status: 200, body: this.comments.slice(start, start + (size ?? 0)) };
    }
    const { body } = (await json(request)) as { body: string };
    if (body.length > longest) return { status: 422, body: { message: "Body is too long" } };
    if (all !== undefined && method === "POST") {
      const comment = { id: this.comments.length + 1, body };
      this.comments.push(comment);
      return { status: 201, body: comment };
    }
    const comment = this.comments.find(({ id }) => id === Number(one));
    if (!comment || method !== (isGithub ? "PATCH" : "PUT")) {
      return { status: 404, body: { message: "Not Found" } };
    }
    comment.body = body;
    return { status: 200, body: comment };
  }
}
