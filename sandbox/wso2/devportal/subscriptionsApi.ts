import { Router } from "express";
import { badRequest, generalError, internalServerError } from "../errors";
import { any, bean, oneOf, text, type Reader } from "../jackson/beans";
import type { Json } from "../jackson/json";
import { json, methodNotAllowed, nothing } from "../restOperation";
import { newId, type StoredApi, type StoredApplication, type StoredSubscription } from "../state";
import { apiInfoView } from "./apiViews";
import { applicationInfoView } from "./applicationModel";
import { ConstraintViolations } from "./constraintViolations";
import { locationOf } from "./location";
import { pageOf, pagination, readPage } from "./pagination";
import type { Portal } from "./portal";
import {
  alreadyExists,
  businessPlanNotAllowed,
  notFound,
  notPermitted,
  subscriptionPolicyNotAllowed,
} from "./portalErrors";
import type { PortalRequest } from "./portalOperation";
import { portalScopes } from "./portalScopes";
import { apiOf, subscriptionsOf } from "./subscriptions";

const statuses = [
  "BLOCKED",
  "PROD_ONLY_BLOCKED",
  "UNBLOCKED",
  "ON_HOLD",
  "REJECTED",
  "TIER_UPDATE_PENDING",
  "DELETE_PENDING",
] as const;

interface SubscriptionRequest {
  applicationId: string | null;
  apiId: string | null;
  throttlingPolicy: string | null;
}

const subscriptionReader: Reader<SubscriptionRequest | null> = bean<SubscriptionRequest>(
  () => ({ applicationId: null, apiId: null, throttlingPolicy: null }),
  {
    applicationId: text,
    apiId: text,
    throttlingPolicy: text,
    // Read and ignored.
    ...({
      subscriptionId: text,
      apiInfo: any satisfies Reader<Json>,
      applicationInfo: any satisfies Reader<Json>,
      requestedThrottlingPolicy: text,
      status: oneOf(statuses),
      redirectionParams: text,
    } as object),
  },
);

/** `/subscriptions` */
export function subscriptionsApi(portal: Portal): Router {
  const { state, operation, changed } = portal;
  const scopes = portalScopes.subscriptions;
  const router = Router({ caseSensitive: true });
  router
    .route("/")
    .get(operation({ scopes, read: nothing, answer: (request) => list(portal, request) }))
    .post(
      operation({
        scopes,
        read: json<SubscriptionRequest>(subscriptionReader),
        check: (body) => {
          if (!body) return;
          new ConstraintViolations()
            .required("applicationId", body.applicationId)
            .required("throttlingPolicy", body.throttlingPolicy)
            .throwIfAny();
        },
        answer: async (request) => {
          const subscription = await subscribe(portal, request);
          return {
            status: 201,
            location: locationOf(portal, `subscriptions/${subscription.uuid}`),
            body: view(portal, subscription),
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
          body: view(portal, ownSubscription(portal, request)),
        }),
      }),
    )
    .delete(
      operation({
        scopes,
        read: nothing,
        answer: (request) => {
          const { uuid } = ownSubscription(portal, request);
          state.subscriptions = state.subscriptions.filter((other) => other.uuid !== uuid);
          changed();
          return { status: 200 };
        },
      }),
    )
    .all(methodNotAllowed("DELETE,GET,PUT,OPTIONS,HEAD"));
  return router;
}

async function list(
  portal: Portal,
  { query, login, user, organization }: PortalRequest<undefined>,
) {
  const { state, applications, keys } = portal;
  const page = readPage(query);
  const [apiId, applicationId] = [textOf(query["apiId"]), textOf(query["applicationId"])];
  if (apiId !== "") {
    const api = state.apis.find(({ id }) => id === apiId);
    if (api?.organization !== organization) throw notFound("API", apiId);
    // All of them on one page, whatever page was asked for.
    const found = applications
      .ownedBy(login, "")
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .flatMap((application) => subscriptionsOf(state, application))
      .filter((subscription) => subscription.apiId === apiId);
    return { status: 200, body: bodyOf(portal, found, found.length, page, `apiId=${apiId}`) };
  }
  if (applicationId === "") throw badRequest("Either applicationId or apiId should be available");
  const known = applications.byId(applicationId);
  if (known) await keys.all(known, user.tenant);
  const all = subscriptionsOf(state, applications.own(applicationId, login));
  const address = `applicationId=${applicationId}`;
  return { status: 200, body: bodyOf(portal, pageOf(all, page), all.length, page, address) };
}

function bodyOf(
  portal: Portal,
  shown: readonly StoredSubscription[],
  total: number,
  page: { limit: number; offset: number },
  address: string,
) {
  return {
    count: shown.length,
    list: shown.map((subscription) => view(portal, subscription)),
    pagination: pagination(
      page,
      total,
      ({ limit, offset }) => `/subscriptions?limit=${limit}&offset=${offset}&${address}`,
    ),
  };
}

/** What the real server does not foresee is a general error here: an API that does not exist. */
async function subscribe(
  { state, applications, keys, changed }: Portal,
  { body, login, user, organization }: PortalRequest<SubscriptionRequest | undefined>,
): Promise<StoredSubscription> {
  if (!body) throw internalServerError();
  const { applicationId, apiId, throttlingPolicy: policy } = body;
  if (apiId === null) {
    throw badRequest(
      "Request must contain either apiIdentifier or apiProductIdentifier and the relevant type",
    );
  }
  const api = state.apis.find(({ id }) => id === apiId);
  if (api?.organization !== organization) throw generalError();
  const application = applications.byId(applicationId ?? "");
  if (!application) throw notFound("application", applicationId ?? "");
  await keys.all(application, user.tenant);
  if (application.status === "CREATED" || application.status === "REJECTED") {
    throw badRequest("Workflow status is not Approved");
  }
  if (/^(?:async)?defaultsubscriptionless$/i.test(policy ?? "")) {
    throw businessPlanNotAllowed(policy ?? "");
  }
  if (application.owner !== login) throw notPermitted("application", application.uuid);
  checkPolicy(api, policy ?? "", user.username);
  if (!["PUBLISHED", "PROTOTYPED"].includes(api.status)) throw generalError();
  if (isSubscribed(state.subscriptions, application, api)) {
    throw alreadyExists(
      `Specified subscription already exists for API ${apiId}, for application ${application.uuid}`,
    );
  }
  const subscription: StoredSubscription = {
    uuid: newId(),
    applicationId: application.uuid,
    apiId,
    throttlingPolicy: policy ?? "",
    requestedThrottlingPolicy: policy ?? "",
    status: "UNBLOCKED",
  };
  state.subscriptions.push(subscription);
  changed();
  return subscription;
}

function checkPolicy({ throttlingPolicies }: StoredApi, policy: string, user: string): void {
  if (!throttlingPolicies.includes(policy)) throw subscriptionPolicyNotAllowed(policy, user);
}

function isSubscribed(
  subscriptions: readonly StoredSubscription[],
  { uuid }: StoredApplication,
  { id }: StoredApi,
): boolean {
  return subscriptions.some(({ applicationId, apiId }) => applicationId === uuid && apiId === id);
}

function ownSubscription(
  { state, applications }: Portal,
  { parameter, login }: PortalRequest<unknown>,
): StoredSubscription {
  const id = parameter("subscriptionId");
  const subscription = state.subscriptions.find(({ uuid }) => uuid === id);
  if (!subscription) throw notFound("subscription", id);
  const application = applications.byId(subscription.applicationId);
  if (application?.owner !== login) throw notPermitted("subscription", id);
  return subscription;
}

function view({ state, traits, applications }: Portal, subscription: StoredSubscription) {
  const api = apiOf(state, subscription);
  const application = applications.byId(subscription.applicationId);
  return {
    subscriptionId: subscription.uuid,
    applicationId: subscription.applicationId,
    apiId: subscription.apiId,
    apiInfo: api ? apiInfoView(traits, api) : null,
    applicationInfo: application
      ? applicationInfoView(
          traits,
          application,
          application.attributes,
          applications.subscriptionCount(application),
        )
      : null,
    throttlingPolicy: subscription.throttlingPolicy,
    requestedThrottlingPolicy: subscription.requestedThrottlingPolicy,
    status: subscription.status,
    redirectionParams: null,
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
