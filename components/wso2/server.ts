import { AdministeredApplications } from "./application/administered";
import { ApplicationsApi } from "./application/api";
import { attachedTo } from "./attached";
import type { ApplicationServer } from "./application/kind";
import { markIn } from "./application/markedDescription";
import { Reach } from "./application/reach";
import { KeysApi } from "./applicationKeys/api";
import type { KeysServer } from "./applicationKeys/mode";
import { userOfLogin, type Wso2Connection } from "./rest/connection";
import { unknownRate } from "./rest/connectorRate";
import { ifThere, isNotAllowed } from "./rest/errors";
import { adminApi, developerPortalApi } from "./rest/restApis";
import { Transport } from "./rest/transport";
import type { Mark } from "../marks/mark";
import { organizationOf } from "./ownership/place";
import { Turns } from "./provider/turns";
import { KeyManagersApi } from "./keyManager/api";
import { markOfEntry } from "./keyManager/conversion";
import type { KeyManagerListItem } from "./keyManager/document";
import type { KeyManagerServer } from "./keyManager/kind";
import { SubscriptionsApi } from "./subscription/api";
import type { SubscriptionServer } from "./subscription/kind";

/** A WSO2 API Manager, as the kinds of resources need it. */
export type Wso2Server = ApplicationServer & KeyManagerServer & KeysServer & SubscriptionServer;

/** What is called of a server, with one login for each of its REST APIs. */
export function apisAt(connection: Wso2Connection, transport: Transport) {
  const portal = developerPortalApi(connection, transport);
  const admin = adminApi(connection, transport);
  const turns = new Turns();
  return {
    portal,
    admin,
    applications: new ApplicationsApi(portal),
    keyManagers: new KeyManagersApi(admin),
    keys: new KeysApi(portal, turns),
    subscriptions: new SubscriptionsApi(portal, turns),
  };
}

/** A server as the kinds need it. */
export function serverAt(
  connection: Wso2Connection,
  rate = unknownRate,
  transport: Transport = new Transport(connection, undefined, rate),
): Wso2Server {
  const { admin, applications, keyManagers, keys, subscriptions } = apisAt(connection, transport);
  const { url: server } = connection;
  const user = userOfLogin(connection.login);
  const home = { server, ...(user !== undefined && { owner: user }) };
  const reach = new Reach(applications, new AdministeredApplications(admin), home);
  return {
    home,
    organizationHome: {
      server,
      ...(user !== undefined && { organization: organizationOf(user) }),
    },
    reach,
    ownerOf: async (id) =>
      id === undefined ? undefined : (await applications.findById(id))?.owner,
    hasMarked: async (owner) =>
      owner !== undefined && (await leftoversOf(owner, { applications, keyManagers })).length > 0,
    ...(connection.release !== undefined && { release: connection.release }),
    keyManagers,
    applications,
    keys,
    subscriptions,
    attachedTo: (...of) => attachedTo(...of, { keys, subscriptions, keyManagers }),
    async applicationMark(id) {
      const look = await reach.look(id, home);
      return look.met === "object" ? markIn(look.live.description) : undefined;
    },
    async application(id) {
      const found = await applications.findById(id);
      return found && { ...found, mark: markIn(found.description) };
    },
  };
}

/** A login that may not see Key Managers has made none. */
async function visible(keyManagers: KeyManagersApi): Promise<KeyManagerListItem[]> {
  try {
    return await keyManagers.list();
  } catch (error) {
    if (isNotAllowed(error)) return [];
    throw error;
  }
}

/**
 * Describes what carries the mark of an owner, beside what it has only adopted.
 *
 * @param isKnown whether a state has the object of a mark
 */
export async function leftoversOf(
  owner: string,
  { applications, keyManagers }: Pick<Wso2Server, "applications" | "keyManagers">,
  isKnown: (mark: Mark) => boolean = () => false,
): Promise<string[]> {
  const isLeft = (mark: Mark | undefined) =>
    mark?.owner === owner && !mark.adopted && !isKnown(mark);
  const left = (await applications.list())
    .filter(({ description }) => isLeft(markIn(description)))
    .map(({ name, applicationId }) => `the application "${name}" (id ${applicationId})`);
  for (const { id, name, type } of await visible(keyManagers)) {
    const live = type === "Auth0" ? await ifThere(keyManagers.fetch(id)) : undefined;
    if (isLeft(live && markOfEntry(live))) {
      left.push(`the Key Manager "${name}" (id ${id})`);
    }
  }
  return left;
}
