import { Router } from "express";
import { ConstraintViolations } from "../devportal/constraintViolations";
import type { Portal } from "../devportal/portal";
import { notFound } from "../devportal/portalErrors";
import { statusOf } from "../devportal/subscriptionModel";
import type { PublishedApis } from "../gateway/publishedApis";
import { queryText } from "../queryText";
import { methodNotAllowed, notPlayed, restOperation, type RestAnswer } from "../restOperation";
import type { Wso2Server } from "../server";
import type { StoredSubscription } from "../state";

const scopes = ["apim:subscription_block", "apim:subscription_manage"];

type Status = StoredSubscription["status"];

/** `/subscriptions` of the Publisher's REST API, as far as blocking them is concerned. */
export function publisherApi(server: Wso2Server, portal: Portal, apis: PublishedApis): Router {
  const router = Router({ caseSensitive: true });
  const operation = (name: string, source: "blockState" | "UNBLOCKED") =>
    restOperation(server, {
      scopes,
      read: ({ query }) => ({
        id: queryText(query, "subscriptionId") ?? null,
        status: source === "blockState" ? (queryText(query, source) ?? null) : source,
      }),
      check: ({ id, status }) => {
        new ConstraintViolations()
          .required(`${name}.arg0`, id)
          .required(`${name}.arg1`, status)
          .throwIfAny();
      },
      answer: ({ body: { id, status } }) => {
        const subscription = apis.setSubscriptionStatus(id ?? "", status as Status);
        if (!subscription) throw notFound("subscription", id ?? "");
        return subscriptionAnswer(portal, subscription);
      },
    });
  router
    .route("/subscriptions/block-subscription")
    .post(operation("blockSubscription", "blockState"))
    .all(methodNotAllowed("POST,OPTIONS,HEAD"));
  router
    .route("/subscriptions/unblock-subscription")
    .post(operation("unBlockSubscription", "UNBLOCKED"))
    .all(methodNotAllowed("POST,OPTIONS,HEAD"));
  for (const resource of others) router.use(`/${resource}`, notPlayed);
  return router;
}

/** What else the Publisher has, in one release or another. */
const others = [
  ...[
    "ai-service-providers",
    "alert-types",
    "api-categories",
    "api-products",
    "apis",
    "applications",
  ],
  ...[
    "certificates",
    "client-certificates",
    "endpoint-certificates",
    "environments",
    "external-stores",
  ],
  ...[
    "gateway-policies",
    "key-managers",
    "labels",
    "llm-providers",
    "mcp-servers",
    "me",
    "monetization",
  ],
  ...["operation-policies", "roles", "scopes", "search", "settings", "subscriptions", "tenants"],
  ...["throttling-policies", "usage-plans"],
];

function subscriptionAnswer(
  { applications }: Portal,
  subscription: StoredSubscription,
): RestAnswer {
  const { uuid, applicationId, throttlingPolicy } = subscription;
  const application = applications.byId(applicationId);
  return {
    status: 200,
    body: {
      subscriptionId: uuid,
      applicationInfo: {
        applicationId,
        name: application?.name ?? null,
        subscriber: application?.owner ?? null,
        description: application?.description ?? null,
        subscriptionCount: 0,
      },
      throttlingPolicy,
      subscriptionStatus: statusOf(subscription),
    },
  };
}
