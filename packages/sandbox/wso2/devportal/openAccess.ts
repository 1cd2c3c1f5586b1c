import { readBasicCredentials } from "../login/basicCredentials";
import { unauthenticated } from "../errors";
import type { Wso2Server } from "../server";
import type { LoggedIn } from "../login/users";
import { superTenant } from "../state";
import { anonymous } from "./subscribers";

/**
 * The server as operations without scopes see it: everybody who is logged in may use them. With
 * `anonymously` also those who are not.
 */
export function openAccess(server: Wso2Server, anonymously: boolean): Wso2Server {
  const { users, tokens } = server;
  const byToken = (header: string): LoggedIn | undefined => {
    const value = /^Bearer\s+(\S+)\s*$/.exec(header)?.[1];
    const token = value === undefined ? undefined : tokens.find(value);
    const user = token && users.byLogin(token.user);
    return user && { user, login: token.user };
  };
  const byPassword = (header: string): LoggedIn | undefined => {
    const credentials = readBasicCredentials(header);
    return (
      credentials && users.authenticate(credentials.username.trim(), credentials.password.trim())
    );
  };
  const authenticate = (header: string | undefined): LoggedIn => {
    if (header === undefined && anonymously) return nobody;
    const loggedIn = header === undefined ? undefined : (byToken(header) ?? byPassword(header));
    if (!loggedIn) throw unauthenticated();
    return loggedIn;
  };
  return { ...server, authentication: { authenticate } };
}

const nobody: LoggedIn = {
  user: { username: anonymous, password: "", tenant: superTenant, roles: [] },
  login: anonymous,
};
