import { birthUrl } from "./applicationKeys/birth";
import type { KeysApi } from "./applicationKeys/api";
import type { ApplicationKey } from "./applicationKeys/document";
import { keysIn } from "./applicationKeys/observation";
import type { KeyManagersApi } from "./keyManager/api";
import type { Managed } from "./provider/kind";
import { ifThere, isServerFault } from "./rest/errors";
import type { SubscriptionsApi } from "./subscription/api";
import type { SubscriptionDocument } from "./subscription/document";

interface Apis {
  readonly keys: KeysApi;
  readonly subscriptions: SubscriptionsApi;
  readonly keyManagers: KeyManagersApi;
}

/**
 * Names the keys and subscriptions of an application, beside keys that only a run of its owner can have
 * requested. What the state has of them is removed before the application, so they are others'.
 */
export async function attachedTo(
  applicationId: string,
  application: Managed,
  { keys, subscriptions, keyManagers }: Apis,
): Promise<string[]> {
  const isBorn = ({ callbackUrl, keyManager, keyType }: ApplicationKey) =>
    callbackUrl === birthUrl({ ...application, applicationId, keyManager, keyType });
  try {
    const subscribed = (await ifThere(subscriptions.list(applicationId))) ?? [];
    const rows = (await ifThere(keys.list(applicationId))) ?? [];
    const others = rows.filter((row) => keysIn(row) !== undefined && !isBorn(row));
    const unlisted = await keyManagers.usedBy(applicationId, (name) =>
      rows.every(({ keyManager }) => keyManager !== name),
    );
    return [
      ...subscribed.map(nameOfSubscription),
      ...others.map(nameOfKeys),
      ...unlisted.map(nameOfUnlisted),
    ];
  } catch (error) {
    if (!isServerFault(error)) throw error;
    // It lists neither while it cannot read one of the keys.
    return [`keys of which WSO2 cannot read some (${(error as Error).message})`];
  }
}

function nameOfSubscription({ apiInfo, subscriptionId }: SubscriptionDocument): string {
  const api = apiInfo ? `API "${apiInfo.name}" ${apiInfo.version}` : "an API";
  return `the subscription to ${api} (id ${subscriptionId})`;
}

function nameOfKeys({ keyType, keyManager, consumerKey }: ApplicationKey): string {
  const client = consumerKey ? `with client ${consumerKey}` : "without a client";
  return `the keys ${keyType} of the Key Manager "${keyManager}" ${client}`;
}

const nameOfUnlisted = (keyManager: string) =>
  `keys of the Key Manager "${keyManager}", which WSO2 does not list while it is disabled or not loaded`;
