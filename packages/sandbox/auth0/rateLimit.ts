import type { RequestHandler, Response } from "express";

/** How many calls a tenant takes. */
export interface Rate {
  /** Calls for which a new one is allowed each second. */
  perSecond: number;
  /** Calls that may come at once. Default: `perSecond`. */
  burst?: number;
  /** Whether a refusal says `Retry-After`, too. Auth0 is not known to. Default: no. */
  retryAfter?: boolean;
}

/** A token bucket: Auth0's way to limit the rate of calls. Without a rate it is always full. */
export class RateLimit {
  private limited: Required<Rate> | undefined;
  private tokens = 0;
  private filledAt = 0;

  constructor(
    /** Calls at once that a tenant announces that refuses none. */
    private readonly announced: number,
  ) {}

  /** Allows no more than that from now on; `undefined` ends it. */
  limit(rate: Rate | undefined): void {
    this.limited = rate && { burst: rate.perSecond, retryAfter: false, ...rate };
    this.tokens = this.limited?.burst ?? 0;
    this.filledAt = Date.now();
  }

  /** Announces the bucket in every answer; `refuse` answers when it is empty. */
  handler(refuse: (response: Response) => void): RequestHandler {
    return (_request, response, next) => {
      const isAllowed = this.take();
      response.set({
        "x-ratelimit-limit": String(this.limited?.burst ?? this.announced),
        "x-ratelimit-remaining": String(
          this.limited ? Math.floor(this.tokens) : this.announced - 1,
        ),
        "x-ratelimit-reset": String(this.resetAt),
      });
      if (isAllowed) {
        next();
        return;
      }
      if (this.limited?.retryAfter) {
        const seconds = this.resetAt - Math.floor(Date.now() / 1000);
        response.set("Retry-After", String(Math.max(1, seconds)));
      }
      refuse(response);
    };
  }

  private take(): boolean {
    if (!this.limited) return true;
    const { burst, perSecond } = this.limited;
    const now = Date.now();
    this.tokens = Math.min(burst, this.tokens + ((now - this.filledAt) / 1000) * perSecond);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  /** When there is a token again, in seconds since 1970. */
  private get resetAt(): number {
    const missing = this.limited ? Math.max(0, 1 - this.tokens) / this.limited.perSecond : 1;
    return Math.ceil(Date.now() / 1000 + missing);
  }
}
