import { builtInRoles, superTenant, type User, type Wso2State } from "../state";

/** A user to add. */
export interface NewUser {
  /** `alice`, in another organization `alice@tenant1.com`, in a secondary store `WSO2.TEST/alice`. */
  login: string;
  /** Default: the name alone, `alice`. */
  password?: string;
  /** Beside `Internal/everyone`; such as `admin` or `Internal/subscriber`. */
  roles: readonly string[];
  /** Those of a group see each other's applications that name it. */
  groups?: readonly string[];
}

/** Who is logged in. */
export interface LoggedIn {
  user: User;
  /**
   * What WSO2 takes the user for: the name that was typed, only with the secondary store in front.
   * So `alice`, `Alice`, `PRIMARY/alice` and `alice@carbon.super` own different applications.
   */
  login: string;
}

/** The users of all tenants. */
export class UserStore {
  constructor(
    private readonly state: Wso2State,
    private readonly changed: () => void,
  ) {}

  /** Adds a user; a tenant that is not there yet is added, too. */
  add({ login, password, roles, groups }: NewUser): User {
    if (this.has(login)) throw new Error(`There is a user ${login} already.`);
    const [tenant, username] = [tenantOf(login), withoutPrimary(withoutTenant(login))];
    const user: User = {
      username,
      password: password ?? nameIn(username),
      tenant,
      roles: [...roles, "Internal/everyone"],
      ...(groups && { groups: [...groups] }),
    };
    if (!this.hasTenant(tenant)) this.state.tenants.push({ domain: tenant, roles: builtInRoles() });
    this.state.users.push(user);
    this.changed();
    return user;
  }

  /** In the store that the login names, or else in the primary one. */
  has(login: string): boolean {
    const wanted = withoutPrimary(withoutTenant(login)).toLowerCase();
    return this.state.users.some(
      ({ username, tenant }) => tenant === tenantOf(login) && username.toLowerCase() === wanted,
    );
  }

  /** `admin`, `admin@carbon.super` or `admin@tenant1.com`. */
  byLogin(login: string): User | undefined {
    return this.find(tenantOf(login), withoutTenant(login));
  }

  /** By the name within a tenant. Unless it names a store, the primary one is asked first. */
  find(tenant: string, name: string): User | undefined {
    return this.candidates(tenant, name)[0];
  }

  authenticate(login: string, password: string): LoggedIn | undefined {
    const user = this.candidates(tenantOf(login), withoutTenant(login)).find(
      (candidate) => candidate.password === password,
    );
    if (!user) return undefined;
    const store = login.includes("/") ? "" : user.username.replace(/[^/]*$/, "");
    return { user, login: store + login };
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

  /** Case does not matter. */
  private candidates(tenant: string, name: string): User[] {
    const wanted = name.toLowerCase();
    const found = this.state.users.filter((user) => {
      const username = user.username.toLowerCase();
      const isMeant = wanted.includes("/")
        ? username === withoutPrimary(wanted)
        : nameIn(username) === wanted;
      return user.tenant === tenant && isMeant;
    });
    return found.sort((one, other) => storesIn(one.username) - storesIn(other.username));
  }
}

/** The tenant that a login names. */
export function tenantOf(login: string): string {
  const at = login.lastIndexOf("@");
  return (at < 0 ? "" : login.slice(at + 1).toLowerCase()) || superTenant;
}

/** The name with which a user logs in, and what tokens are issued for. */
export function loginOf({ username, tenant }: User): string {
  return tenant === superTenant ? username : `${username}@${tenant}`;
}

const withoutTenant = (login: string) => login.replace(/@[^@]*$/, "");
const withoutPrimary = (name: string) => name.replace(/^primary\//i, "");
const nameIn = (username: string) => username.replace(/^.*\//, "");
const storesIn = (username: string) => username.split("/").length;
