import { isAvailable, releases, type Release } from "./releases";
import type { Wso2Connection } from "./connection";
import { logInWith } from "./login/logInWith";
import { RestApi } from "./restApi";
import type { Transport } from "./transport";

/** One of WSO2's REST APIs, as its releases serve it. */
interface RestApiFacts {
  /** Base paths, newest first, each with the release that it came with. */
  basePaths: readonly { path: string; since: Release }[];
  /** A path below the right base path that always answers. */
  probe: string;
  /** Best first; any one of them is enough for most. */
  scopes: readonly string[];
}

const admin: RestApiFacts = {
  basePaths: [
    { path: "/api/am/admin/v4", since: "4.2" },
    { path: "/api/am/admin/v3", since: "4.1" },
    { path: "/api/am/admin/v2", since: "4.0" },
  ],
  probe: "/key-managers",
  // Deleting and usages need one of the last two.
  scopes: ["apim:keymanagers_manage", "apim:admin_operations", "apim:admin"],
};

const developerPortal: RestApiFacts = {
  basePaths: [
    { path: "/api/am/devportal/v3", since: "4.2" },
    { path: "/api/am/devportal/v2", since: "4.0" },
  ],
  probe: "/throttling-policies/application?limit=1",
  // The first is enough for everything, the second for applications and their keys.
  scopes: ["apim:subscribe", "apim:app_manage"],
};

/** The base paths at which a release serves them: the admin REST API's, and the Developer Portal's. */
export function basePathsOf(release: Release): string[] {
  return [admin, developerPortal].flatMap((facts) => pathsUpTo(release, facts).slice(0, 1));
}

/** The admin REST API of a server. */
export function adminApi(connection: Wso2Connection, transport: Transport): RestApi {
  return restApi(admin, connection, transport);
}

/** The Developer Portal's REST API of a server. */
export function developerPortalApi(connection: Wso2Connection, transport: Transport): RestApi {
  return restApi(developerPortal, connection, transport);
}

function restApi(
  facts: RestApiFacts,
  { login, release }: Wso2Connection,
  transport: Transport,
): RestApi {
  const { probe, scopes } = facts;
  const paths = pathsUpTo(release ?? newest, facts);
  return new RestApi(transport, logInWith(login, transport, scopes), {
    candidates: release === undefined ? paths : paths.slice(0, 1),
    probe,
  });
}

/** Newest first. */
function pathsUpTo(release: Release, { basePaths }: RestApiFacts): string[] {
  return basePaths.filter(({ since }) => isAvailable(since, release)).map(({ path }) => path);
}

const newest = releases.at(-1) ?? "4.7";
