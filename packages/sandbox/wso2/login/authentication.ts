import { readBasicCredentials } from "./basicCredentials";
import { unauthenticated } from "../errors";
import type { AccessTokens } from "./tokens";
import type { LoggedIn, UserStore } from "./users";

/** Logs requests to a REST API in, by HTTP Basic authentication or by an access token. */
export class Authentication {
  constructor(
    private readonly users: UserStore,
    private readonly tokens: AccessTokens,
  ) {}

  /** The user, who must have one of the scopes. */
  authenticate(header: string | undefined, scopes: readonly string[]): LoggedIn {
    const loggedIn = this.byToken(header, scopes) ?? this.byPassword(header, scopes);
    if (!loggedIn) throw unauthenticated();
    return loggedIn;
  }

  private byToken(header: string | undefined, scopes: readonly string[]): LoggedIn | undefined {
    const value = /^Bearer\s+(\S+)\s*$/.exec(header ?? "")?.[1];
    const token = value === undefined ? undefined : this.tokens.find(value);
    if (!token?.scopes.some((scope) => scopes.includes(scope))) return undefined;
    const user = this.users.byLogin(token.user);
    return user && { user, login: token.user };
  }

  private byPassword(header: string | undefined, scopes: readonly string[]): LoggedIn | undefined {
    const credentials = readBasicCredentials(header);
    if (!credentials) return undefined;
    const { username, password } = credentials;
    const loggedIn = this.users.authenticate(username.trim(), password.trim());
    const isAllowed = scopes.some(
      (scope) => loggedIn && this.users.mayHaveScope(loggedIn.user, scope),
    );
    return isAllowed ? loggedIn : undefined;
  }
}
