import { Router, type Request } from "express";
import { forget } from "../approvals/approvals";
import { furtherReaders } from "../furtherFields";
import { json, methodNotAllowed, nothing } from "../restOperation";
import type { StoredSubscription } from "../state";
import { isVisible } from "./applications";
import { ConstraintViolations } from "./constraintViolations";
import { listSubscriptions } from "./listSubscriptions";
import { locationOf } from "./location";
import type { Portal } from "./portal";
import { notFound, notPermitted } from "./portalErrors";
import type { PortalRequest } from "./portalOperation";
import { portalScopes } from "./portalScopes";
import { subscribe } from "./subscribe";
import {
  subscriptionReader,
  subscriptionView,
  type SubscriptionRequest,
} from "./subscriptionModel";
import { updateSubscription } from "./updateSubscription";

/** `/subscriptions` */
export function subscriptionsApi(portal: Portal): Router {
  const { operation, state } = portal;
  const read = (request: Request) =>
    json<SubscriptionRequest>(subscriptionReader(furtherReaders(state)))(request);
  const scopes = portalScopes.subscriptions;
  const router = Router({ caseSensitive: true });
  router
    .route("/")
    .get(
      operation({ scopes, read: nothing, answer: (request) => listSubscriptions(portal, request) }),
    )
    .post(
      operation({
        scopes,
        read,
        check,
        answer: async (request) => {
          const subscription = await subscribe(portal, request);
          return {
            status: 201,
            location: locationOf(portal, `subscriptions/${subscription.uuid}`),
            body: subscriptionView(portal, subscription, { isNew: true }),
          };
        },
      }),
    )
    .all(methodNotAllowed("POST,GET,OPTIONS,HEAD"));
  router
    .route("/:subscriptionId")
    .get(
      operation({
        scopes,
        read: nothing,
        answer: (request) => ({
          status: 200,
          body: subscriptionView(portal, ownSubscription(portal, request)),
        }),
      }),
    )
    .put(
      operation({
        scopes,
        read,
        check,
        answer: async (request) => ({
          status: 200,
          body: subscriptionView(portal, await updateSubscription(portal, request)),
        }),
      }),
    )
    .delete(
      operation({
        scopes,
        read: nothing,
        answer: (request) => {
          unsubscribe(portal, ownSubscription(portal, request));
          return { status: 200 };
        },
      }),
    )
    .all(methodNotAllowed("DELETE,GET,PUT,OPTIONS,HEAD"));
  return router;
}

function check(body: SubscriptionRequest | null | undefined): void {
  if (!body) return;
  new ConstraintViolations()
    .required("applicationId", body.applicationId)
    .required("throttlingPolicy", body.throttlingPolicy)
    .throwIfAny();
}

/** A block outlives the subscription, and so does what was decided. */
function unsubscribe({ state, changed }: Portal, subscription: StoredSubscription): void {
  const { uuid } = subscription;
  forget(state, ({ objectId, status }) => objectId === uuid && status === "CREATED");
  if (["BLOCKED", "PROD_ONLY_BLOCKED"].includes(subscription.status)) subscription.isRemoved = true;
  else state.subscriptions = state.subscriptions.filter((other) => other !== subscription);
  changed();
}

function ownSubscription(
  { state, applications }: Portal,
  { parameter, login, user }: PortalRequest<unknown>,
): StoredSubscription {
  const id = parameter("subscriptionId");
  const subscription = state.subscriptions.find(({ uuid }) => uuid === id);
  if (!subscription) throw notFound("subscription", id);
  const application = applications.byId(subscription.applicationId);
  if (!application || !isVisible(application, { login, user })) {
    throw notPermitted("subscription", id);
  }
  return subscription;
}
