import type { Case } from "../judged";
import type { PortalStep } from "./portalExchange";
import {
  application,
  block,
  create,
  list,
  listSubscriptions,
  read,
  readSubscription,
  remove,
  subscribe,
  subscription,
  unblock,
  unknownId,
  unsubscribe,
  update,
  updateSubscription,
} from "./portalRequests";

export const tasks = (query = ""): PortalStep => ({
  method: "GET",
  api: "admin",
  path: `/workflows${query}`,
});
const task = (id: string): PortalStep => tasks(`/${id}`);
const decideOn = (query: string, body: unknown): PortalStep => ({
  method: "POST",
  api: "admin",
  path: `/workflows/update-workflow-status${query}`,
  body,
});
export const decide = (status: unknown, index = 0) =>
  decideOn(`?workflowReferenceId={w${index}}`, { status, description: "said" });

/** An application that may be used: its creation is the first request of all. */
const approved = [create(), tasks(), decide("APPROVED")];
const subscribeStock = subscribe({ ...subscription, apiId: "{api1}" });
const toGold = { requestedThrottlingPolicy: "Gold" };
/** The subscription's creation is the second request. */
const subscribed = [...approved, subscribeStock, tasks()];
const stateOfSubscription = [
  readSubscription,
  listSubscriptions("?applicationId={a0}"),
  read(),
  tasks(),
];

const types = [
  "APPLICATION_CREATION",
  "AM_APPLICATION_CREATION",
  "SUBSCRIPTION_CREATION",
  "AM_SUBSCRIPTION_CREATION",
  "AM_USER_SIGNUP",
  "NOTHING",
  "",
];

/** Both creations need approval: of an application, and of a subscription. */
export const approvalCases: Case<PortalStep>[] = [
  {
    title: "lists what waits",
    steps: [
      tasks(),
      ...subscribed,
      create({ ...application, name: "other" }),
      ...types.map((type) => tasks(`?workflowType=${type}`)),
      ...[
        "limit=1",
        "limit=1&offset=1",
        "offset=1",
        "limit=0",
        "limit=-1",
        "offset=-1",
        "limit=x",
      ].map((query) => tasks(`?${query}`)),
    ],
  },
  {
    title: "one by one",
    steps: [...subscribed, task("{w0}"), task("{w1}"), task(unknownId), task("%20")],
  },
  {
    title: "methods that are none",
    steps: [
      task("update-workflow-status"),
      { ...tasks(), method: "POST" },
      { ...task(unknownId), method: "POST" },
      ...(["PUT", "DELETE", "PATCH"] as const).flatMap((method) =>
        [tasks(), task(unknownId), task("update-workflow-status")].map((step) => ({
          ...step,
          method,
        })),
      ),
    ],
  },
  {
    title: "an application that waits",
    steps: [
      create(),
      read(),
      list(),
      update({ ...application, description: "new" }),
      subscribe(),
      create(),
      remove(),
      tasks(),
      create(),
    ],
  },
  {
    title: "an application that is rejected",
    steps: [
      create(),
      tasks(),
      decide("REJECTED"),
      tasks(),
      task("{w0}"),
      read(),
      list(),
      update({ ...application, description: "new" }),
      subscribe(),
      create(),
      remove(),
      create(),
      tasks(),
    ],
  },
  {
    title: "an application that is approved",
    steps: [
      ...approved,
      tasks(),
      read(),
      update({ ...application, description: "new" }),
      subscribe(),
      remove(),
      tasks(),
    ],
  },
  {
    title: "a subscription that waits",
    steps: [
      ...subscribed,
      ...stateOfSubscription,
      updateSubscription(3, toGold),
      updateSubscription(3, { ...toGold, status: "UNBLOCKED" }),
      subscribeStock,
      unsubscribe,
      ...stateOfSubscription,
      subscribeStock,
      tasks(),
    ],
  },
  {
    title: "a subscription that is rejected",
    steps: [
      ...subscribed,
      decide("REJECTED", 1),
      ...stateOfSubscription,
      updateSubscription(3, { ...toGold, status: "UNBLOCKED" }),
      subscribeStock,
      unsubscribe,
      ...stateOfSubscription,
      subscribeStock,
      ...stateOfSubscription,
    ],
  },
  {
    title: "a subscription that is approved",
    steps: [
      ...subscribed,
      decide("APPROVED", 1),
      ...stateOfSubscription,
      updateSubscription(3, { ...toGold, status: "UNBLOCKED" }),
      ...stateOfSubscription,
      unsubscribe,
      subscribeStock,
      tasks(),
    ],
  },
  ...["BLOCKED", "PROD_ONLY_BLOCKED"].map((state) => ({
    title: `a subscription that waits and is ${state}`,
    steps: [
      ...subscribed,
      block(state),
      readSubscription,
      decide("APPROVED", 1),
      readSubscription,
      unblock,
      readSubscription,
    ],
  })),
  {
    title: "an application that goes while subscriptions wait",
    steps: [...subscribed, remove(), tasks(), decide("APPROVED", 1), decide("APPROVED"), tasks()],
  },
  ...["APPROVED", "REJECTED"].map((status) => ({
    title: `what is ${status} and gone`,
    steps: [
      ...subscribed,
      decide(status, 1),
      unsubscribe,
      decide("REJECTED", 1),
      decide("APPROVED", 1),
      listSubscriptions("?applicationId={a0}"),
      tasks(),
    ],
  })),
  {
    title: "whose applications and subscriptions they are",
    steps: [
      ...["subscriber", "admin@tenant1.com"].map((user) => ({
        ...create({ ...application, name: "ordersToo" }),
        user,
      })),
      tasks(),
      { ...tasks(), user: "admin@tenant1.com" },
      decide("APPROVED"),
      { ...subscribeStock, user: "subscriber" },
      tasks(),
    ],
  },
  ...[null, "", " ", "x"].map((description) => ({
    title: `an application with the description ${JSON.stringify(description)}`,
    steps: [create({ ...application, description }), tasks()],
  })),
  {
    title: "an application that is shared",
    steps: [create({ ...application, groups: ["sales"], visibility: "SHARED_WITH_ORG" }), tasks()],
  },
  ...["APPROVED", "REJECTED"].flatMap((first) =>
    ["APPROVED", "REJECTED"].map((second) => ({
      title: `${first}, then ${second}`,
      steps: [
        ...approved,
        subscribeStock,
        tasks(),
        decide(first, 1),
        decide(second, 1),
        readSubscription,
        decide(second),
        read(),
        tasks(),
      ],
    })),
  ),
  ...["CREATED", "REGISTERED", "approved", "x", "", null, 5, [], {}].map((status) => ({
    title: `decides ${JSON.stringify(status)}`,
    steps: [create(), tasks(), decide(status), read(), tasks()],
  })),
  ...[
    "{",
    "",
    "null",
    "[]",
    "{}",
    { status: "REJECTED", description: null },
    { status: "REJECTED", description: 5, attributes: { reason: "none", count: 5 } },
    { status: "REJECTED", attributes: null },
    { status: "REJECTED", attributes: "x" },
    { status: "REJECTED", foo: 1 },
  ].map((body) => ({
    title: `decides with the body ${JSON.stringify(body)}`,
    steps: [create(), tasks(), decideOn("?workflowReferenceId={w0}", body), read(), tasks()],
  })),
  ...["", "?workflowReferenceId=", `?workflowReferenceId=${unknownId}`].map((query) => ({
    title: `decides on ${query || "nothing"}`,
    steps: [create(), tasks(), decideOn(query, { status: "APPROVED" }), read()],
  })),
  {
    title: "an administrator of another organization",
    steps: [
      create(),
      tasks(),
      ...[tasks(), task("{w0}"), decide("APPROVED")].map((step) => ({
        ...step,
        user: "admin@tenant1.com",
      })),
      read(),
    ],
  },
];
