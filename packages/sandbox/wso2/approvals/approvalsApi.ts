import { Router, type Request } from "express";
import { ConstraintViolations } from "../devportal/constraintViolations";
import { pageOf, pagination, readPage } from "../devportal/pagination";
import { notFound } from "../devportal/portalErrors";
import { textMap } from "../devportal/textMap";
import { ApiError, badRequest } from "../errors";
import { bean, oneOf, text } from "../jackson/beans";
import { adminScopes } from "../login/scopes";
import { tenantOf } from "../login/users";
import { queryText } from "../queryText";
import {
  json,
  methodNotAllowed,
  nothing,
  restOperation,
  type RestAnswer,
  type RestRequest,
} from "../restOperation";
import type { Wso2Server } from "../server";
import type { StoredApproval } from "../state";
import { decide, type Decision } from "./approvals";

interface DecisionRequest {
  status: Decision | null;
  attributes: Record<string, string | null> | null;
  description: string | null;
}

interface DecisionOn {
  reference: string | null;
  decision: DecisionRequest | undefined;
}

const decisionReader = bean<DecisionRequest>(
  () => ({ status: null, attributes: {}, description: null }),
  { status: oneOf(["APPROVED", "REJECTED"]), attributes: textMap, description: text },
);

const allowed = methodNotAllowed("GET,OPTIONS,HEAD");

/** `/workflows` of the admin API: what waits for an administrator's approval. */
export function approvalsApi(server: Wso2Server): Router {
  const scopes = adminScopes(server.traits);
  const router = Router({ caseSensitive: true });
  router
    .route("/")
    .get(
      restOperation(server, {
        scopes: scopes.workflowList,
        read: ({ query }) => readPage(query),
        answer: ({ body: page, query, login }) => {
          const found = waiting(server, login).filter(({ type }) => isOfType(query, type));
          const list = pageOf(found, page).map(view);
          const { next, previous } = pagination(
            page,
            found.length,
            ({ limit, offset }) =>
              `/applications?limit=${limit}&offset=${offset}&groupId={groupId}`,
          );
          return { status: 200, body: { count: list.length, next, previous, list } };
        },
      }),
    )
    .all(allowed);
  router.post(
    "/update-workflow-status",
    restOperation<DecisionOn>(server, {
      scopes: scopes.workflowDecision,
      read: (request) => ({
        reference: queryText(request.query, "workflowReferenceId") ?? null,
        decision: json(decisionReader)(request),
      }),
      check,
      answer: (request) => answerDecision(server, request),
    }),
  );
  router
    .route("/:id")
    .get(
      restOperation(server, {
        scopes: scopes.workflowList,
        read: nothing,
        answer: ({ id, login }) => {
          const found = waiting(server, login).find(({ referenceId }) => referenceId === id);
          if (!found) throw workflowNotFound();
          return { status: 200, body: view(found) };
        },
      }),
    )
    .all(allowed);
  return router;
}

function waiting({ state }: Wso2Server, login: string): StoredApproval[] {
  return state.approvals.filter(
    ({ status, tenant }) => status === "CREATED" && tenant === tenantOf(login),
  );
}

function isOfType(query: Request["query"], type: StoredApproval["type"]): boolean {
  const wanted = queryText(query, "workflowType") ?? type;
  return wanted === type || wanted === `AM_${type}`;
}

function check({ reference, decision }: DecisionOn): void {
  const violations = new ConstraintViolations();
  violations.required("workflowsUpdateWorkflowStatusPost.arg0", reference);
  if (decision) violations.required("status", decision.status);
  violations.throwIfAny();
}

function answerDecision(
  { state, changed }: Wso2Server,
  { body: { reference, decision }, login }: RestRequest<DecisionOn>,
): RestAnswer {
  const approval = state.approvals.find(({ referenceId }) => referenceId === reference);
  if (!approval) throw notFound("workflow", reference ?? "");
  if (approval.tenant !== tenantOf(login)) return { status: 401 };
  if (!decision?.status) throw badRequest("Request payload is missing");
  decide(state, approval, decision.status);
  changed();
  return { status: 200, body: { ...decision } };
}

function view({ type, status, createdAt, referenceId, properties, description }: StoredApproval) {
  return {
    workflowType: type,
    workflowStatus: status,
    createdTime: new Date(createdAt).toISOString().replace("T", " ").replace("Z", ""),
    updatedTime: null,
    referenceId,
    properties,
    description,
  };
}

function workflowNotFound(): ApiError {
  const description = "Workflow entry cannot be found for the given reference id";
  return new ApiError(404, 900551, "Workflow error", description);
}
