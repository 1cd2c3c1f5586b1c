import { fieldNames, fields } from "../../wso2/keyManager/fields";
import { userOfLogin, type Wso2Connection } from "../../wso2/rest/connection";
import { connectionFailure } from "../../wso2/rest/connectionFailure";
import { installConnector, isNotAllowed, isNotFound, isNotServed } from "../../wso2/rest/errors";
import type { Release } from "../../wso2/rest/releases";
import { Transport } from "../../wso2/rest/transport";
import { apisAt } from "../../wso2/server";
import { reachability } from "./reached";
import { failed, notSeen, NotSeen, ok, warning, type Reply, type Question } from "./question";
import { releasesWith } from "./seenReleases";

/** Milliseconds until a call without an answer is given up. */
const timeout = 10_000;

const section = "WSO2";

/** What a stack needs of WSO2. */
export interface Needed {
  readonly keyManagers: boolean;
  readonly applications: boolean;
}

/** A server's REST APIs, with the login of the stack. */
export interface Wso2Asked extends ReturnType<typeof apisAt> {
  readonly connection: Wso2Connection;
}

/** The release is found out, be it that one is declared. */
export function askedServer(connection: Wso2Connection): Wso2Asked {
  const { url, certificateAuthority, login } = connection;
  const server = {
    url,
    login,
    ...(certificateAuthority !== undefined && { certificateAuthority }),
  };
  const transport = new Transport(server, { timeout, firstDelay: 0 });
  return { connection, ...apisAt(server, transport) };
}

/**
 * Those that the server can be, oldest first.
 *
 * @throws NotSeen where it is like none of them
 */
export async function releasesOf(server: Wso2Asked): Promise<[Release, ...Release[]]> {
  const fields = await server.keyManagers.knownFields();
  const paths = seenPaths(server);
  const [oldest, ...later] = releasesWith(paths, fields);
  if (oldest !== undefined) return [oldest, ...later];
  throw new NotSeen(`none that this module knows, at ${paths.join(" and ")}`);
}

const seenPaths = ({ admin, portal }: Wso2Asked) =>
  [admin.basePath, portal.basePath].filter((path) => path !== undefined);

/** Those of the questions to WSO2 that others build on. */
export interface Wso2Questions {
  readonly all: Question[];
  readonly keyManagers: Question;
  readonly applications: Question;
  readonly release: Question;
}

/** What can be told of a server and of what its login may do there. */
export function questionsToWso2(server: Wso2Asked, needed: Needed): Wso2Questions {
  const { connection } = server;
  const { reached, others } = reachability({
    section,
    name: "WSO2",
    url: connection.url,
    authorities: connection.certificateAuthority,
    explain: (error) => connectionFailure(`GET ${connection.url}`, error),
  });
  const login: Question = {
    section,
    question: "login",
    needs: [reached],
    ask: () => loginAnswer(server),
  };
  const keyManagers: Question = {
    section,
    question: "may manage Key Managers",
    needs: [login],
    ask: () => allowed(() => server.keyManagers.list(), needed.keyManagers),
  };
  const applications: Question = {
    section,
    question: "may manage applications and keys",
    needs: [login],
    ask: () => applicationsAnswers(server, needed.applications),
  };
  const subscriptions: Question = {
    section,
    question: "may manage subscriptions",
    needs: [applications],
    ask: () => subscriptionsAnswer(server, needed.applications),
  };
  const deletion: Question = {
    section,
    question: "may delete Key Managers",
    needs: [keyManagers],
    ask: () => deletionAnswer(server),
  };
  const release: Question = {
    section,
    question: "release, REST APIs",
    needs: [keyManagers],
    ask: () => releaseAnswer(server),
  };
  const connector: Question = {
    section,
    question: "connector of type Auth0",
    needs: [keyManagers],
    ask: () => connectorAnswer(server),
  };
  const all = [reached, ...others, login, keyManagers, deletion, applications, subscriptions];
  return { all: [...all, release, connector], keyManagers, applications, release };
}

/** WSO2 answers the same to a wrong password and to a missing role: one API that lets in tells them apart. */
async function loginAnswer({ connection, keyManagers, applications }: Wso2Asked): Promise<Reply> {
  const tries = await Promise.allSettled([keyManagers.list(), applications.policies()]);
  const failures = tries.flatMap((each) =>
    each.status === "rejected" ? [each.reason as unknown] : [],
  );
  if (failures.length === tries.length)
    throw failures.find((each) => !isNotAllowed(each)) ?? failures[0];
  const { login } = connection;
  return ok(`${userOfLogin(login) ?? "a client"}, by ${wayOf[login.kind]}`);
}

const wayOf: Readonly<Record<Wso2Connection["login"]["kind"], string>> = {
  basic: "user and password",
  token: "a token",
  client: "an OAuth client",
  registeredClient: "an OAuth client that is registered for it",
};

/** The list alone is also for those who may only export applications. */
async function applicationsAnswers(
  { applications }: Wso2Asked,
  isNeeded: boolean,
): Promise<Reply[]> {
  const listing = await allowed(() => applications.list(), isNeeded);
  if (listing.status !== "ok") return [listing];
  const [any] = await applications.list();
  if (any !== undefined) return [await allowed(() => applications.whole(any), isNeeded)];
  return [ok("may list them"), notSeen("whether it may change them: there is none to look at")];
}

/** @param read takes one of the scopes that writing takes */
async function allowed(read: () => Promise<unknown>, isNeeded: boolean): Promise<Reply> {
  try {
    await read();
    return ok("yes");
  } catch (error) {
    if (!isNotAllowed(error)) throw error;
    if (isNeeded) throw error;
    return notSeen("this login may not, and the stack has none");
  }
}

async function subscriptionsAnswer(
  { applications, subscriptions }: Wso2Asked,
  isNeeded: boolean,
): Promise<Reply> {
  const [any] = await applications.list();
  if (any === undefined) return notSeen("there is no application to look at");
  return allowed(() => subscriptions.list(any.applicationId), isNeeded);
}

/** What uses a Key Manager takes the scope that deleting one takes. */
async function deletionAnswer({ keyManagers }: Wso2Asked): Promise<Reply> {
  const [any] = await keyManagers.list();
  if (any === undefined) return notSeen("there is no Key Manager to look at");
  try {
    await keyManagers.fetchUsages(any.id);
    return ok("yes");
  } catch (error) {
    if (isNotFound(error)) return ok("yes");
    if (isNotServed(error)) return notSeen("releases before 4.3 do not show it");
    if (!isNotAllowed(error)) throw error;
    return warning(
      "no: removing or renaming one will be refused",
      "Give the login a role with the scope apim:admin_operations (Admin Portal: Settings, Scope Assignments).",
    );
  }
}

async function releaseAnswer(server: Wso2Asked): Promise<Reply> {
  const seen = await releasesOf(server);
  const [oldest] = seen;
  const newest = seen.at(-1) ?? oldest;
  const range = oldest === newest ? oldest : `${oldest} to ${newest}`;
  const found = `${range}, at ${seenPaths(server).join(" and ")}`;
  const { release } = server.connection;
  if (release === undefined || seen.includes(release)) return ok(found);
  const todo = "Correct it, or let it be found out: pulumi config rm --path wso2.release";
  return failed(`${found}, but wso2.release is ${release}`, todo);
}

async function connectorAnswer({ keyManagers }: Wso2Asked): Promise<Reply[]> {
  let connectors;
  try {
    connectors = await keyManagers.connectors();
  } catch (error) {
    if (!isNotAllowed(error)) throw error;
    return [
      notSeen("this login lacks the scope apim:admin_settings, which only this question needs"),
    ];
  }
  const connector = connectors.find(({ type }) => type === "Auth0");
  if (connector === undefined) {
    const types = connectors.map(({ type }) => type).join(", ") || "none";
    return [failed(`is not installed; there is: ${types}`, installConnector)];
  }
  const names = connector.configurations.map(({ name }) => name);
  const foreign = connector.configurations.filter(({ name, required }) => required && !known(name));
  return [
    ok(`installed, with the fields ${names.join(", ")}`),
    ...foreign.map(({ name }) =>
      warning(
        `it asks for ${name}, which this module does not know`,
        `Set it in the stack config: keyManager.additionalProperties.${name}`,
      ),
    ),
  ];
}

const known = (property: string) =>
  fieldNames.some((field) => fields[field].connectorProperty === property);
