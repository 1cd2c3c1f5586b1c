import express, { type Request, type Router } from "express";
import { authenticateClient, exchangeClientCredentials } from "./clientCredentialsGrant";
import { openidConfiguration } from "./discovery";
import { AuthenticationError, authenticationErrors } from "./errors";
import { jsonWebKeySet } from "./keys";
import type { RateLimit } from "./rateLimit";
import type { Tenant } from "./tenant";

/** Addresses that Auth0 has, and which only users need. */
const unplayed = [
  ...["/authorize", "/userinfo", "/login", "/logout", "/v2/logout", "/oidc/logout"],
  ...["/oauth/device/code", "/oauth/par", "/bc-authorize", "/mfa/{*rest}", "/passwordless/{*rest}"],
  ...["/oidc/register", "/dbconnections/{*rest}", "/samlp/{*rest}", "/wsfed/{*rest}"],
];

/** Auth0's Authentication API as far as machines use it. */
export function authenticationApi(tenant: Tenant, rateLimit: RateLimit): Router {
  const router = express.Router();

  router.get(
    ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"],
    ({ headers }, response) => {
      response.json(openidConfiguration(tenant.issuerAt(headers.host)));
    },
  );

  router.get("/.well-known/jwks.json", (_request, response) => {
    response.json(jsonWebKeySet(tenant.state.signingKeys));
  });

  router.use(
    "/oauth",
    rateLimit.handler(() => {
      throw new AuthenticationError(
        429,
        "too_many_requests",
        "Too many requests. Check the X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset headers.",
      );
    }),
    express.urlencoded(),
    express.json(),
  );

  router.post("/oauth/token", async (request, response) => {
    const { host, authorization } = request.headers;
    const issuer = tenant.issuerAt(host);
    const sent = parameters(request);
    const token = await exchangeClientCredentials(tenant, issuer, authorization, sent);
    response.set("Cache-Control", "no-store").json(token);
  });

  // Only refresh tokens can be revoked and machines have none: any token is accepted.
  router.post("/oauth/revoke", (request, response) => {
    const { authorization } = request.headers;
    const sent = parameters(request);
    if (sent["token"] === undefined) {
      throw new AuthenticationError(400, "invalid_request", "Missing required parameter: token");
    }
    authenticateClient(tenant, authorization, sent);
    response.status(200).end();
  });

  router.all(unplayed, ({ method, path }, response) => {
    response.status(501).type("text/plain").send(`The sandbox does not play ${method} ${path}.`);
  });
  router.use((_request, response) => {
    response.status(404).type("text/plain").send("Not found.");
  });
  router.use(authenticationErrors);
  return router;
}

function parameters(request: Request): Readonly<Record<string, unknown>> {
  const body: unknown = request.body;
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}
