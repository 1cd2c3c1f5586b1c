import { askForSubscription } from "../approvals/approvals";
import { badRequest, generalError, internalServerError } from "../errors";
import { furtherOf } from "../furtherFields";
import {
  newId,
  type StoredApi,
  type StoredApplication,
  type StoredSubscription,
  type Wso2State,
} from "../state";
import { isVisible } from "./applications";
import type { Portal } from "./portal";
import {
  alreadyExists,
  blocked,
  businessPlanNotAllowed,
  notFound,
  notPermitted,
  subscriptionPolicyNotAllowed,
} from "./portalErrors";
import type { PortalRequest } from "./portalOperation";
import type { PortalTraits } from "./portalTraits";
import type { SubscriptionRequest } from "./subscriptionModel";

/** `POST /subscriptions`. An API that does not exist is not foreseen: a general error. */
export async function subscribe(
  { state, traits, applications, keys, changed }: Portal,
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
  makeRoom(state, traits, application, api);
  // A subscription refers to its application in the database, which may be gone by now.
  if (!applications.byId(application.uuid)) throw generalError();
  const subscription: StoredSubscription = {
    uuid: newId(),
    applicationId: application.uuid,
    apiId,
    throttlingPolicy: policy ?? "",
    requestedThrottlingPolicy: policy ?? "",
    status: state.workflows.subscriptionCreation === "approval" ? "ON_HOLD" : "UNBLOCKED",
    further: furtherOf(state, body),
  };
  state.subscriptions.push(subscription);
  if (subscription.status === "ON_HOLD") {
    askForSubscription(state, subscription, api, application, login);
  }
  changed();
  return subscription;
}

function checkPolicy({ throttlingPolicies }: StoredApi, policy: string, user: string): void {
  if (!throttlingPolicies.includes(policy)) throw subscriptionPolicyNotAllowed(policy, user);
}

/** One that was removed while it was blocked makes room once it is not any more. */
function makeRoom(
  state: Wso2State,
  { blockedSubscription }: PortalTraits,
  { uuid, name }: StoredApplication,
  api: StoredApi,
): void {
  const existing = state.subscriptions.find(
    ({ applicationId, apiId }) => applicationId === uuid && apiId === api.id,
  );
  if (!existing) return;
  if (["BLOCKED", "PROD_ONLY_BLOCKED"].includes(existing.status)) {
    throw blockedSubscription === 403 ? blocked(api.name, name) : generalError();
  }
  if (!existing.isRemoved) {
    throw alreadyExists(
      `Specified subscription already exists for API ${api.id}, for application ${uuid}`,
    );
  }
  state.subscriptions = state.subscriptions.filter((other) => other !== existing);
}
