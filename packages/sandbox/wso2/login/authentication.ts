import { readBasicCredentials } from "./basicCredentials";
import { unauthenticated } from "../errors";
import type { User } from "../state";
import type { AccessTokens } from "./tokens";
import type { UserStore } from "./users";

/** Logs requests to a REST API in, by HTTP Basic authentication or by an access token. */
export class Authentication {
  constructor(
    private readonly users: UserStore,
    private readonly tokens: AccessTokens,
  ) {}

  /** The user, who must have one of the scopes. */
  authenticate(header: string | undefined, scopes: readonly string[]): User {
    const user = this.byToken(header, scopes) ?? this.byPassword(header, scopes);
    if (!user) throw unauthenticated();
    return user;
  }

  private byToken(header: string | undefined, scopes: readonly string[]): User | undefined {
    const value = /^Bearer\s+(\S+)\s*$/.exec(header ?? "")?.[1];
    const token = value === undefined ? undefined : this.tokens.find(value);
    if (!token?.scopes.some((scope) => scopes.includes(scope))) return undefined;
    return this.users.byLogin(token.user);
  }

  private byPassword(header: string | undefined, scopes: readonly string[]): User | undefined {
    const credentials = readBasicCredentials(header);
    if (!credentials) return undefined;
    const user = this.users.authenticate(credentials.username.trim(), credentials.password.trim());
    return user && scopes.some((scope) => this.users.mayHaveScope(user, scope)) ? user : undefined;
  }
}
