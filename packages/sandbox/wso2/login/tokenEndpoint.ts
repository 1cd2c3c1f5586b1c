import type { Request, RequestHandler } from "express";
import { readBasicCredentials } from "./basicCredentials";
import { rawBody } from "../restOperation";
import type { Wso2Server } from "../server";
import type { AccessToken, OAuthClient, User } from "../state";
import { secondsLeft } from "./tokens";

/** A refusal in OAuth's own form. */
class OAuthError extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    description: string,
  ) {
    super(description);
  }
}

/** `POST /oauth2/token` */
export function tokenEndpoint({ state, users, tokens }: Wso2Server): RequestHandler {
  const grants: Record<string, (client: OAuthClient, form: URLSearchParams) => AccessToken> = {
    password: (client, form) => {
      const username = form.get("username") ?? "";
      const loggedIn = users.authenticate(username, form.get("password") ?? "");
      if (!loggedIn) {
        throw new OAuthError(400, "invalid_grant", `Authentication failed for ${username}`);
      }
      const refreshable = client.grantTypes.includes("refresh_token");
      const { user } = loggedIn;
      return tokens.issue(client, user, allowedScopes(user, form), refreshable);
    },
    // The application acts for its owner, so the owner's roles decide about scopes.
    client_credentials: (client, form) => {
      const owner = users.byLogin(client.owner);
      if (!owner) throw new OAuthError(400, "invalid_grant", "The owner does not exist");
      return tokens.issue(client, owner, allowedScopes(owner, form), false);
    },
    refresh_token: (client, form) => {
      const token = tokens.byRefreshToken(client, form.get("refresh_token") ?? "");
      if (!token) {
        throw new OAuthError(400, "invalid_grant", "Persisted access token data not found");
      }
      return tokens.renew(client, token);
    },
  };

  return (request, response) => {
    response.set({ "Cache-Control": "no-store", Pragma: "no-cache" });
    try {
      const form = readForm(request);
      response.json(view(grant(authenticateClient(request.headers.authorization, form), form)));
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      if (error.status === 401) response.set("WWW-Authenticate", 'Basic realm="is.com"');
      response.status(error.status);
      response.json({ error_description: error.message, error: error.error });
    }
  };

  function authenticateClient(header: string | undefined, form: URLSearchParams): OAuthClient {
    const basic = readBasicCredentials(header);
    const id = basic?.username ?? form.get("client_id");
    const secret = basic?.password ?? form.get("client_secret");
    if (id === null || secret === null) {
      throw new OAuthError(401, "invalid_client", "Unsupported Client Authentication Method!");
    }
    const client = state.oauthClients.find(({ clientId }) => clientId === id);
    if (!client) {
      const description = `A valid OAuth client could not be found for client_id: ${id}`;
      throw new OAuthError(401, "invalid_client", description);
    }
    if (client.clientSecret !== secret) {
      throw new OAuthError(401, "invalid_client", "Client credentials are invalid.");
    }
    return client;
  }

  function grant(client: OAuthClient, form: URLSearchParams): AccessToken {
    const grantType = form.get("grant_type");
    if (!grantType) {
      throw new OAuthError(400, "invalid_request", "Missing grant_type parameter value");
    }
    const handler = Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
    if (!handler) {
      throw new OAuthError(400, "unsupported_grant_type", "Unsupported grant_type value");
    }
    if (!client.grantTypes.includes(grantType)) {
      throw new OAuthError(
        400,
        "unauthorized_client",
        "The authenticated client is not authorized to use this authorization grant type",
      );
    }
    return handler(client, form);
  }

  /** What the roles do not allow is left out without a word; nothing left is `default`. */
  function allowedScopes(user: User, form: URLSearchParams): string[] {
    const requested = (form.get("scope") ?? "").split(/\s+/).filter((scope) => scope !== "");
    const allowed = requested.filter((scope) => isAllowed(user, scope));
    return allowed.length > 0 ? [...new Set(allowed)].sort() : ["default"];
  }

  /** Scopes that no role is given for are dropped, except those for telling devices apart. */
  function isAllowed(user: User, scope: string): boolean {
    if (scope.startsWith("device_") || scope === "openid") return true;
    return Object.hasOwn(state.restApiScopes, scope) && users.mayHaveScope(user, scope);
  }
}

function readForm(request: Request): URLSearchParams {
  if (!request.is("application/x-www-form-urlencoded")) {
    throw new OAuthError(400, "invalid_request", "Missing grant_type parameter value");
  }
  return new URLSearchParams(rawBody(request).toString("utf8"));
}

function view(token: AccessToken) {
  return {
    access_token: token.accessToken,
    ...(token.refreshToken === null ? {} : { refresh_token: token.refreshToken }),
    scope: token.scopes.join(" "),
    token_type: "Bearer",
    expires_in: secondsLeft(token),
  };
}
