import type { Kind, State } from "../provider/kind";
import { additionalIn } from "../provider/additionalFields";
import { sayingOnce } from "../provider/sayOnce";
import type { Reach } from "../application/reach";
import { Holders } from "../provider/holders";
import type { Mark } from "../../marks/mark";
import type { Place } from "../ownership/place";
import { object } from "../ownership/sight";
import type { SubscriptionsApi } from "./api";
import type { SubscriptionAddition, SubscriptionValues } from "./args";
import { decisionOnSubscription, isFinal, nameOf, refuseChange } from "./decisions";
import type { SubscriptionDocument } from "./document";
import { subscriptionFields } from "./fields";
import { asDeclared, policyAskedFor, policyOf, policyReasons, requireApi } from "./policy";
import { mayBeSubscribed, subscribe } from "./subscribe";

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

/** A subscription. WSO2 keeps no text with it: its application vouches for it. */
export function subscriptionKind(
  server: () => SubscriptionServer,
): Kind<Declaration, SubscriptionDocument, SubscriptionAddition> {
  const api = () => server().subscriptions;

  const holders = new Holders<State<Declaration>>();
  const say = sayingOnce();

  return {
    label: "WSO2 subscription to API",
    noun: "a subscription",
    fields: subscriptionFields,
    // The same one is taken over: WSO2 would not make again what others have blocked.
    deleteBeforeReplace: false,
    marked: "nowhere",
    wayOut: () =>
      "Remove it in the Developer Portal, or take the application over together with it (adopt: " +
      "true of the application).",
    knownFields: ({ applicationId }) => api().knownFields(applicationId),
    here: () => server().home,
    parts: ["server", "owner"],
    describe: ({ id }) => `a subscription of the application to that API (id ${id})`,
    isHeld: ({ applicationId, api: name, version }) =>
      holders.has(
        (state) =>
          state.applicationId === applicationId && state.api === name && state.version === version,
      ),
    mark: ({ subscriptionId }) => Promise.resolve(holders.markOf(subscriptionId)),
    voucher: ({ applicationId }) => server().applicationMark(applicationId),
    read: fieldsIn,
    added: ({ apiId, status }) => ({ apiId, status }),
    decision: decisionOnSubscription,
    mayExist: mayBeSubscribed,
    isHome: ({ applicationId }) => server().reach.has(applicationId),
    owner: ({ applicationId }) => server().ownerOf(applicationId),

    prepare: async (olds, news) => ({ reasons: await policyReasons(olds, news, api()) }),

    condition(olds, changed, id) {
      holders.addKnown(id, olds);
      const replaces = changed.filter((name) => subscriptionFields[name].immutable);
      if (isFinal(olds.status) && replaces.length > 0) {
        say(
          `${nameOf(olds)} is ${olds.status ?? ""}: pulumi up removes it, and creates another one.`,
        );
      } else if (changed.length > 0) refuseChange(olds.status, policyOf(olds));
      return { isWrong: false, replaces };
    },

    async look(id, state) {
      const live = await api().fetch(id);
      if (!live) return server().reach.lookBelow(state.applicationId, state);
      holders.addKnown(id, state);
      return object(live);
    },

    async find(inputs) {
      const { id: apiId } = await requireApi(inputs, api());
      const live = await api().find(inputs.applicationId, apiId);
      return live && { id: live.subscriptionId, live };
    },

    create: (inputs) => server().reach.explaining(inputs.applicationId, subscribe(inputs, api())),

    write(found, inputs, _mark, olds) {
      holders.add(found.id, inputs);
      return asDeclared(found, inputs, olds, api());
    },

    async remove(id, _live, state) {
      if (!holders.remove(id, state)) return;
      await server().reach.assertOwn(state.applicationId, state);
      await api().unsubscribe(id);
    },
  };
}

/** Of one that others have changed nothing is told, as WSO2 lets nobody change it back. */
function fieldsIn(live: SubscriptionDocument, declared: Declaration): Partial<Declaration> {
  if (isFinal(live.status)) return {};
  return { throttlingPolicy: policyAskedFor(live), additionalFields: additionalIn(live, declared) };
}
