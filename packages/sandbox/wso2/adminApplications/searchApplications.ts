import type { Request } from "express";
import { likePattern } from "../devportal/applications";
import { listBody, pageOf, type PageRequest } from "../devportal/pagination";
import { internalServerError } from "../errors";
import { tenantOf } from "../login/users";
import { queryText } from "../queryText";
import type { LaterAdminApplicationField, ReleaseTraits } from "../releases";
import type { RestAnswer } from "../restOperation";
import type { Wso2Server } from "../server";
import type { StoredApplication, Wso2State } from "../state";

/** `GET /applications` of the admin API: a page of those that the users of an organization own. */
export function searchApplications(
  { traits, state }: Wso2Server,
  page: PageRequest,
  query: Request["query"],
  admin: string,
): RestAnswer {
  const owner = queryText(query, "user") ?? "";
  const name = queryText(query, "name") ?? "";
  const asker = owner === "" ? admin : owner;
  const tenant = tenantOf(admin);
  if (traits.foreignUserInSearch === 403 && tenantOf(asker) !== tenant) {
    const text = `User ${asker} is not available for the current tenant domain`;
    return { status: 403, text };
  }
  const sorted = sort(traits, query, state.applications);
  if (!sorted || page.limit < 0 || page.offset < 0) {
    throw internalServerError(`Error while retrieving applications of the user ${asker}`);
  }
  const isWanted = search(traits, owner, name);
  const found = sorted.filter(
    (application) => tenantOf(application.owner) === tenant && isWanted(application),
  );
  const list = pageOf(found, page).map((application) => infoView(traits, state, application));
  return {
    status: 200,
    body: listBody(
      list,
      page,
      found.length,
      ({ limit, offset }) => `/applications?limit=${limit}&offset=${offset}&groupId=`,
    ),
  };
}

/** Owner and name need to contain what is asked for; a part that is not asked for finds nothing. */
function search({ applicationSearch }: ReleaseTraits, owner: string, name: string) {
  const contains = (text: string, part: string) => likePattern(part, "s").test(text);
  return (application: StoredApplication): boolean => {
    if (applicationSearch === "both" || owner + name === "") {
      return contains(application.owner, owner) && contains(application.name, name);
    }
    return (
      (owner !== "" && contains(application.owner, owner)) ||
      (name !== "" && contains(application.name, name))
    );
  };
}

/** Sorted as asked for; `undefined` if the release takes what it does not know to the database. */
function sort(
  { unknownSorting }: ReleaseTraits,
  query: Request["query"],
  applications: readonly StoredApplication[],
): StoredApplication[] | undefined {
  const by = queryText(query, "sortBy") ?? "name";
  const order = (queryText(query, "sortOrder") ?? "asc").toLowerCase();
  if (unknownSorting === 500 && !["name", "owner"].includes(by)) return undefined;
  if (unknownSorting === 500 && !["asc", "desc", ""].includes(order)) return undefined;
  const key = by.toLowerCase() === "owner" ? "owner" : "name";
  const sign = order === "desc" ? -1 : 1;
  return [...applications].sort((one, other) => {
    const [a, b] = [one[key], other[key]];
    return a === b ? 0 : a < b ? -sign : sign;
  });
}

function infoView(
  { adminApplicationFields }: ReleaseTraits,
  state: Wso2State,
  application: StoredApplication,
) {
  const later: Record<LaterAdminApplicationField, unknown> = {
    tokenType: application.tokenType,
    createdTime: new Date(application.createdAt).toISOString().replace("T", " ").replace("Z", ""),
    keyManagers: keyManagersOf(state, application),
  };
  return {
    applicationId: application.uuid,
    name: application.name,
    owner: application.owner,
    status: application.status,
    groupId: application.groups,
    ...Object.fromEntries(adminApplicationFields.map((field) => [field, later[field]])),
  };
}

/** An entry has the fields of the list of Key Managers, though only two are filled in. */
const unfilled = {
  id: null,
  description: null,
  enabled: null,
  isGlobal: null,
  isUsed: null,
  tokenType: "DIRECT",
};

function keyManagersOf({ keyManagers }: Wso2State, { keyMappings }: StoredApplication) {
  return keyManagers
    .filter(({ uuid }) => keyMappings.some(({ keyManager }) => keyManager === uuid))
    .map(({ name, type }) => ({ ...unfilled, name, type }));
}
