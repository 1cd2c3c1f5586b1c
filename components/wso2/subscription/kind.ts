import { Wso2Error } from "../rest/errors";
import type { Kind } from "../provider/kind";
import type { Reach } from "../application/reach";
import type { Mark } from "../ownership/mark";
import type { Place } from "../ownership/place";
import { object } from "../ownership/sight";
import type { SubscriptionsApi } from "./api";
import type { SubscriptionAddition, SubscriptionValues } from "./args";
import type { SubscribableApi, SubscriptionDocument } from "./document";
import { subscriptionFields } from "./fields";

type Declaration = SubscriptionValues;

/** What subscriptions need of the server that the stack is configured for. */
export interface SubscriptionServer {
  /** Server and user of this login. */
  readonly home: Place;
  readonly reach: Reach;
  readonly ownerOf: (applicationId: string | undefined) => Promise<string | undefined>;
  readonly subscriptions: SubscriptionsApi;
  /** The mark of an application, which vouches for what hangs on it. */
  readonly applicationMark: (applicationId: string) => Promise<Mark | undefined>;
}

/**
 * A subscription. WSO2 keeps no text with it, so its id tells it from others: one that is taken over
 * is made anew.
 */
export function subscriptionKind(
  server: () => SubscriptionServer,
): Kind<Declaration, SubscriptionDocument, SubscriptionAddition> {
  const api = () => server().subscriptions;

  const subscribe = async (inputs: Declaration) => {
    const { applicationId, throttlingPolicy = "Unlimited" } = inputs;
    const { id: apiId } = await requireApi(inputs, api());
    const live = await api().subscribe({ applicationId, apiId, throttlingPolicy });
    reportApproval(inputs, live);
    return { id: live.subscriptionId, live };
  };

  return {
    label: "WSO2 subscription to API",
    noun: "a subscription",
    fields: subscriptionFields,
    // An application has one subscription to an API at most.
    deleteBeforeReplace: true,
    marked: "nowhere",
    wayOut:
      "Remove it in the Developer Portal, or take the application over together with it (adopt: " +
      "true of the application).",
    here: () => server().home,
    parts: ["server", "owner"],
    describe: ({ id }) => `a subscription of the application to that API (id ${id})`,
    mark: (_live, { applicationId }) => server().applicationMark(applicationId),
    read: ({ throttlingPolicy }) => ({ throttlingPolicy }),
    added: ({ apiId, status }) => ({ apiId, status }),
    mayExist: (error) => error instanceof Wso2Error && error.status === 409,
    isHome: ({ applicationId }) => server().reach.has(applicationId),
    owner: ({ applicationId }) => server().ownerOf(applicationId),

    async look(id, state) {
      const live = await api().fetch(id);
      return live ? object(live) : server().reach.lookBelow(state.applicationId, state);
    },

    async find(inputs) {
      const { id: apiId } = await requireApi(inputs, api());
      const live = await api().find(inputs.applicationId, apiId);
      return live && { id: live.subscriptionId, live };
    },

    create: subscribe,

    /** Nothing can change without a replacement. */
    write: (found) => Promise.resolve(found),

    async takeOver({ id }, inputs) {
      await api().unsubscribe(id);
      return subscribe(inputs);
    },

    remove: (id) => api().unsubscribe(id),
  };
}

async function requireApi(
  { api: name, version }: Declaration,
  api: SubscriptionsApi,
): Promise<SubscribableApi> {
  const found = await api.findApi(name, version);
  if (found !== undefined) return found;
  throw new Error(
    `the Developer Portal has no API "${name}" ${version}. Publish it, or correct name and version.`,
  );
}

function reportApproval({ api, version }: Declaration, { status }: SubscriptionDocument): void {
  if (status === "UNBLOCKED") return;
  console.log(
    `The subscription to "${api}" ${version} is ${status}: somebody has to approve it (Admin ` +
      "Portal: Tasks, Subscription Creation) before the gateway lets the application in.",
  );
}
