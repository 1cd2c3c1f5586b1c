import type { StoredKeyManager } from "auth0-wso2-sandbox/wso2/state";
import type { KeptObject } from "../world/journal";
import type { World } from "../world/world";
import { isOfUse } from "./blockers";
import { Violation } from "./violation";

/**
 * A Key Manager whose login of before is still of use works with it, also when WSO2 starts again.
 *
 * @param released how each was before it was taken over, by id; what was looked at is taken out
 * @throws Violation where one does not
 */
export async function checkReleased(
  world: World,
  stack: string,
  released: Map<string, KeptObject>,
  restart: (server: number) => Promise<void>,
): Promise<void> {
  for (const [id, before] of released) {
    released.delete(id);
    const object = world.journal.byId(id);
    if (object?.kind !== "keyManager" || !isOfUse(world, entryIn(before))) continue;
    const { clientId, enabled, name } = entryIn(object);
    // Another login than these two somebody has given it.
    const isOurs = world.journal.ownerOf(clientId) === stack;
    if (!enabled || (!isOurs && clientId !== entryIn(before).clientId)) continue;
    const index = world.hosts.wso2.indexOf(object.server);
    await restart(index);
    if (world.wso2[index]?.loadedKeyManagers().includes(name)) continue;
    throw new Violation(8, stack, "a Key Manager that was released does not work", object.content);
  }
}

function entryIn({ content }: KeptObject) {
  const { configuration, ...row } = JSON.parse(content) as StoredKeyManager;
  const { client_id: clientId = "", client_secret: clientSecret = "" } = configuration as Partial<
    Record<string, string>
  >;
  return { ...row, clientId, clientSecret };
}
