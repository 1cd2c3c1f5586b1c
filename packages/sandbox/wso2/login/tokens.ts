import type { AccessToken, OAuthClient, User, Wso2State } from "../state";
import { newId } from "../state";
import { loginOf } from "./users";

/** Seconds. */
const lifetime = 3600;

/** The access tokens that the server has issued. */
export class AccessTokens {
  constructor(
    private readonly state: Wso2State,
    private readonly changed: () => void,
  ) {}

  /** `undefined` for a token that is unknown or has expired. */
  find(accessToken: string): AccessToken | undefined {
    return this.state.accessTokens.find(
      (token) => token.accessToken === accessToken && isValid(token),
    );
  }

  byRefreshToken(client: OAuthClient, refreshToken: string): AccessToken | undefined {
    return this.state.accessTokens.find(
      (token) => token.refreshToken === refreshToken && token.clientId === client.clientId,
    );
  }

  /** For the same client, user and scopes the token that is still valid is handed out again. */
  issue(client: OAuthClient, user: User, scopes: string[], refreshable: boolean): AccessToken {
    const login = loginOf(user);
    const known = this.state.accessTokens.find(
      (token) =>
        token.clientId === client.clientId &&
        token.user === login &&
        token.scopes.join(" ") === scopes.join(" ") &&
        (token.refreshToken !== null) === refreshable &&
        isValid(token),
    );
    return known ?? this.create(client, login, scopes, refreshable);
  }

  /** Replaces a token, whose refresh token is used up. */
  renew(client: OAuthClient, token: AccessToken): AccessToken {
    this.state.accessTokens = this.state.accessTokens.filter((other) => other !== token);
    return this.create(client, token.user, token.scopes, true);
  }

  private create(
    { clientId }: OAuthClient,
    user: string,
    scopes: string[],
    refreshable: boolean,
  ): AccessToken {
    const token: AccessToken = {
      accessToken: newId(),
      refreshToken: refreshable ? newId() : null,
      clientId,
      user,
      scopes,
      expiresAt: Date.now() + lifetime * 1000,
    };
    this.state.accessTokens.push(token);
    this.changed();
    return token;
  }
}

/** Seconds that a token is still valid. */
export function secondsLeft({ expiresAt }: AccessToken): number {
  return Math.max(0, Math.round((expiresAt - Date.now()) / 1000));
}

function isValid({ expiresAt }: AccessToken): boolean {
  return expiresAt > Date.now();
}
