import { superTenant, type User, type Wso2State } from "../state";

/** The users of all tenants. */
export class UserStore {
  constructor(private readonly state: Wso2State) {}

  /** `admin`, `admin@carbon.super` or `admin@tenant1.com`. */
  byLogin(login: string): User | undefined {
    return this.find(tenantOf(login), login.replace(/@[^@]*$/, ""));
  }

  /** By the name within a tenant. */
  find(tenant: string, username: string): User | undefined {
    return this.state.users.find((user) => user.username === username && user.tenant === tenant);
  }

  authenticate(login: string, password: string): User | undefined {
    const user = this.byLogin(login);
    return user?.password === password ? user : undefined;
  }

  /** Whether one of the user's roles is given the scope; a scope without roles is everyone's. */
  mayHaveScope(user: User, scope: string): boolean {
    const roles = this.state.restApiScopes[scope];
    return roles === undefined || roles.some((role) => user.roles.includes(role));
  }

  hasTenant(domain: string): boolean {
    return this.state.tenants.some((tenant) => tenant.domain === domain);
  }

  /** Names of a tenant's roles. */
  rolesOf(domain: string): string[] {
    return this.state.tenants.find((tenant) => tenant.domain === domain)?.roles ?? [];
  }
}

/** The tenant that a login names. */
export function tenantOf(login: string): string {
  const at = login.lastIndexOf("@");
  return at < 0 ? superTenant : login.slice(at + 1);
}

/** The name with which a user logs in. */
export function loginOf({ username, tenant }: User): string {
  return tenant === superTenant ? username : `${username}@${tenant}`;
}
