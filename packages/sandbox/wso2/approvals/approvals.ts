import { internalServerError } from "../errors";
import { tenantOf } from "../login/users";
import {
  newId,
  type StoredApi,
  type StoredApplication,
  type StoredApproval,
  type StoredSubscription,
  type Wso2State,
} from "../state";

export type Decision = Exclude<StoredApproval["status"], "CREATED">;

type Asked = Omit<StoredApproval, "referenceId" | "status" | "createdAt">;

export function askForApplication(state: Wso2State, application: StoredApplication): void {
  const { uuid, name, owner, throttlingPolicy, description, groups } = application;
  const tenant = tenantOf(owner);
  ask(state, {
    type: "APPLICATION_CREATION",
    objectId: uuid,
    tenant,
    description:
      `Approve application ${name} creation request from application creator - ${owner} ` +
      `with throttling tier - ${throttlingPolicy}`,
    properties: {
      ...(description?.trim() && { applicationDescription: description }),
      ...(groups && { groupId: groups }),
      applicationOwner: owner,
      applicationTier: throttlingPolicy,
      sharedOrganization: "private",
      tenantDomain: tenant,
      applicationName: name,
    },
  });
}

export function askForSubscription(
  state: Wso2State,
  { uuid, throttlingPolicy }: StoredSubscription,
  { name, version, context }: StoredApi,
  application: StoredApplication,
  subscriber: string,
): void {
  ask(state, {
    type: "SUBSCRIPTION_CREATION",
    objectId: uuid,
    tenant: tenantOf(subscriber),
    description:
      `Approve API ${name} - ${version} subscription creation request from subscriber - ` +
      `${subscriber} for the application - ${application.name}`,
    properties: {
      apiName: name,
      apiVersion: version,
      apiContext: context,
      subscriber,
      subscriptionTier: throttlingPolicy,
      applicationName: application.name,
    },
  });
}

/** What was decided may be decided otherwise later on. */
export function decide(
  state: Wso2State,
  { type, objectId }: Pick<StoredApproval, "type" | "objectId">,
  decision: Decision,
): void {
  if (type === "APPLICATION_CREATION") {
    const application = state.applications.find(({ uuid }) => uuid === objectId);
    if (application) application.status = decision;
  } else {
    const subscription = state.subscriptions.find(({ uuid }) => uuid === objectId);
    if (!subscription && decision === "APPROVED") throw internalServerError();
    if (subscription) subscription.status = decision === "APPROVED" ? "UNBLOCKED" : decision;
  }
  const approval = state.approvals.find((each) => each.objectId === objectId);
  if (approval) approval.status = decision;
}

/** Nobody needs to decide on what is gone. */
export function forget(state: Wso2State, isGone: (approval: StoredApproval) => boolean): void {
  state.approvals = state.approvals.filter((approval) => !isGone(approval));
}

function ask(state: Wso2State, asked: Asked): void {
  state.approvals.push({
    ...asked,
    referenceId: newId(),
    status: "CREATED",
    createdAt: Date.now(),
  });
}
