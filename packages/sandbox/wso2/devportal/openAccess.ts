import { readBasicCredentials } from "../login/basicCredentials";
import { unauthenticated } from "../errors";
import type { Wso2Server } from "../server";
import { superTenant, type User } from "../state";
import { anonymous } from "./subscribers";

/**
 * The server as operations without scopes see it: everybody who is logged in may use them. With
 * `anonymously` also those who are not.
 */
export function openAccess(server: Wso2Server, anonymously: boolean): Wso2Server {
  const { users, tokens } = server;
  const byToken = (header: string): User | undefined => {
    const value = /^Bearer\s+(\S+)\s*$/.exec(header)?.[1];
    const token = value === undefined ? undefined : tokens.find(value);
    return token && users.byLogin(token.user);
  };
  const byPassword = (header: string): User | undefined => {
    const credentials = readBasicCredentials(header);
    return (
      credentials && users.authenticate(credentials.username.trim(), credentials.password.trim())
    );
  };
  const authenticate = (header: string | undefined): User => {
    if (header === undefined && anonymously) return nobody;
    const user = header === undefined ? undefined : (byToken(header) ?? byPassword(header));
    if (!user) throw unauthenticated();
    return user;
  };
  return { ...server, authentication: { authenticate } };
}

const nobody: User = { username: anonymous, password: "", tenant: superTenant, roles: [] };
