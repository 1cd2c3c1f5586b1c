/** Where an object is, and, of what a user owns, which user that is; what is missing is not known. */
export interface Place {
  /** Root URL of the server. */
  readonly server?: string;
  /** The organization (WSO2's tenant) of the server that has the object. */
  readonly organization?: string;
  /** The WSO2 user that owns the object; its organization is the user's. */
  readonly owner?: string;
}

/** WSO2's first organization, which a login need not name. */
const superOrganization = "carbon.super";

/** One spelling for each user: `admin`, `Admin`, `PRIMARY/admin` and `admin@carbon.super` are one. */
export function userOf(login: string): string {
  return login
    .toLowerCase()
    .replace(/^primary\//, "")
    .replace(new RegExp(`@${superOrganization}$`), "");
}

export function isSameUser(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || userOf(one) === userOf(other);
}

export function organizationOf(login: string): string {
  return /@([^@]+)$/.exec(userOf(login))?.[1] ?? superOrganization;
}

/** The respects in which an object is known to be elsewhere. */
export function differencesOf(there: Place, here: Place): (keyof Place)[] {
  const differs = (one: string | undefined, other: string | undefined) =>
    one !== undefined && other !== undefined && one !== other;
  return [
    ...(differs(there.server, here.server) ? (["server"] as const) : []),
    ...(differs(organizationIn(there), organizationIn(here)) ? (["organization"] as const) : []),
    ...(isSameUser(there.owner, here.owner) ? [] : (["owner"] as const)),
  ];
}

function organizationIn({ organization, owner }: Place): string | undefined {
  return organization ?? (owner === undefined ? undefined : organizationOf(owner));
}

/** A place in words. */
export function describePlace({ server = "a server", ...place }: Place): string {
  const organization = organizationIn(place);
  const user = place.owner === undefined ? "" : `, user ${place.owner}`;
  return organization === undefined
    ? `${server}${user}`
    : `${server}, organization ${organization}${user}`;
}
