import { badRequest, internalServerError } from "../errors";
import { furtherOf } from "../furtherFields";
import type { StoredSubscription } from "../state";
import { isVisible } from "./applications";
import type { Portal } from "./portal";
import { notFound, notPermitted } from "./portalErrors";
import type { PortalRequest } from "./portalOperation";
import type { SubscriptionRequest } from "./subscriptionModel";

/**
 * `PUT /subscriptions/{id}`: another policy. API and application of the request are looked at, but
 * those of the subscription need not be the same.
 */
export async function updateSubscription(
  { state, traits, applications, keys, changed }: Portal,
  { body, parameter, login, user, organization }: PortalRequest<SubscriptionRequest | undefined>,
): Promise<StoredSubscription> {
  if (!body) throw internalServerError();
  const { applicationId, apiId, throttlingPolicy, requestedThrottlingPolicy, status } = body;
  const id = parameter("subscriptionId");
  const subscription = state.subscriptions.find(({ uuid }) => uuid === id);
  if (!subscription || status === null) {
    throw badRequest("Request must contain status of the subscription");
  }
  if (traits.finalStatuses.some((each) => each === status || each === subscription.status)) {
    throw badRequest("Cannot update subscriptions with provided or existing status");
  }
  if (apiId === null) {
    throw badRequest(
      "Request must contain either apiIdentifier or apiProductIdentifier and the relevant type",
    );
  }
  const api = state.apis.find((each) => each.id === apiId);
  if (api?.organization !== organization) throw notFound("API", apiId);
  const application = applications.byId(applicationId ?? "");
  if (!application) throw notFound("application", applicationId ?? "");
  await keys.all(application, user.tenant);
  if (!isVisible(application, { login, user })) throw notPermitted("application", application.uuid);
  if (!api.throttlingPolicies.includes(body[traits.policyCheckedAtChange] ?? "")) {
    throw internalServerError(
      `Error while adding the subscription API:${apiId}, application:${application.uuid}, ` +
        `tier:${throttlingPolicy ?? ""}`,
    );
  }
  if (!["PUBLISHED", "PROTOTYPED"].includes(api.status)) throw notFound("API", apiId);
  subscription.throttlingPolicy = requestedThrottlingPolicy ?? throttlingPolicy ?? "";
  subscription.requestedThrottlingPolicy = null;
  subscription.status = "UNBLOCKED";
  subscription.further = furtherOf(state, body);
  changed();
  return subscription;
}
