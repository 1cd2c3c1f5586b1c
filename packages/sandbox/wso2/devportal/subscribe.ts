import { badRequest, generalError, internalServerError } from "../errors";
import { newId, type StoredApi, type StoredApplication, type StoredSubscription } from "../state";
import { isVisible } from "./applications";
import type { Portal } from "./portal";
import {
  alreadyExists,
  businessPlanNotAllowed,
  notFound,
  notPermitted,
  subscriptionPolicyNotAllowed,
} from "./portalErrors";
import type { PortalRequest } from "./portalOperation";
import type { SubscriptionRequest } from "./subscriptionModel";

/** `POST /subscriptions`. An API that does not exist is not foreseen: a general error. */
export async function subscribe(
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
  if (!isVisible(application, { login, user })) throw notPermitted("application", application.uuid);
  checkPolicy(api, policy ?? "", user.username);
  if (!["PUBLISHED", "PROTOTYPED"].includes(api.status)) throw generalError();
  if (isSubscribed(state.subscriptions, application, api)) {
    throw alreadyExists(
      `Specified subscription already exists for API ${apiId}, for application ${application.uuid}`,
    );
  }
  // A subscription refers to its application in the database, which may be gone by now.
  if (!applications.byId(application.uuid)) throw generalError();
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
