import type { RequestHandler } from "express";

/**
 * The headers by which Auth0 announces its token bucket. This tenant never throttles (faults do
 * that), so the bucket is always full but for the request at hand.
 */
export function rateLimitHeaders(burst: number): RequestHandler {
  return (_request, response, next) => {
    response.set({
      "x-ratelimit-limit": String(burst),
      "x-ratelimit-remaining": String(burst - 1),
      "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 1),
    });
    next();
  };
}
