import { ApplicationsApi } from "./application/api";
import { markIn } from "./application/markedDescription";
import { KeysApi } from "./applicationKeys/api";
import type { KeysServer } from "./applicationKeys/mode";
import type { Wso2Connection } from "./rest/connection";
import { ifThere } from "./rest/errors";
import { adminApi, developerPortalApi } from "./rest/restApis";
import { Transport } from "./rest/transport";
import type { Mark } from "./provider/ownership";
import { Turns } from "./provider/turns";
import { KeyManagersApi } from "./keyManager/api";
import { markOfEntry } from "./keyManager/conversion";
import type { KeyManagerServer } from "./keyManager/kind";
import { SubscriptionsApi } from "./subscription/api";
import type { SubscriptionServer } from "./subscription/kind";

/** A WSO2 API Manager, as the kinds of resources need it. */
export type Wso2Server = KeyManagerServer &
  KeysServer &
  SubscriptionServer & { readonly applications: ApplicationsApi };

/** A server with one login for each of its REST APIs. */
export function serverAt(
  connection: Wso2Connection,
  transport: Transport = new Transport(connection),
): Wso2Server {
  const portal = developerPortalApi(connection, transport);
  const applications = new ApplicationsApi(portal);
  const turns = new Turns();
  const applicationMark = async (id: string) =>
    markIn((await applications.findById(id))?.description ?? null);
  return {
    url: connection.url,
    ...(connection.release !== undefined && { release: connection.release }),
    keyManagers: new KeyManagersApi(adminApi(connection, transport)),
    applications,
    keys: new KeysApi(portal, turns),
    subscriptions: new SubscriptionsApi(portal, turns),
    applicationMark,
    isApplicationThere: async (id) => (await applications.findById(id)) !== undefined,
    async application(id) {
      const found = await applications.findById(id);
      return found && { ...found, mark: markIn(found.description) };
    },
  };
}

/** Describes what carries the mark of an owner, beside what it has only adopted. */
export async function leftoversOf(
  owner: string,
  { applications, keyManagers }: Wso2Server,
): Promise<string[]> {
  const isLeft = (mark: Mark | undefined) => mark?.owner === owner && !mark.adopted;
  const left = (await applications.list())
    .filter(({ description }) => isLeft(markIn(description)))
    .map(({ name, applicationId }) => `the application "${name}" (id ${applicationId})`);
  for (const { id, name, type } of await keyManagers.list()) {
    const live = type === "Auth0" ? await ifThere(keyManagers.fetch(id)) : undefined;
    if (isLeft(live && markOfEntry(live))) {
      left.push(`the Key Manager "${name}" (id ${id})`);
    }
  }
  return left;
}
