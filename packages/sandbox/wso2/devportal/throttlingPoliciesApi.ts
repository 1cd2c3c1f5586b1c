import { Router } from "express";
import { ApiError } from "../errors";
import { methodNotAllowed, nothing } from "../restOperation";
import { listBody, pageOf, readPage } from "./pagination";
import type { Portal } from "./portal";
import { notFound } from "./portalErrors";
import {
  findPolicy,
  policyLevels,
  policyView,
  throttlingPolicies,
  type PolicyLevel,
} from "./throttlingPolicies";

/** `/throttling-policies` */
export function throttlingPoliciesApi({ traits, openOperation }: Portal): Router {
  const router = Router({ caseSensitive: true });
  router
    .route("/:level")
    .get(
      openOperation({
        read: nothing,
        answer: ({ parameter, query }) => {
          const level = levelOf(parameter("level"), "tierLevel");
          const page = readPage(query);
          const all = throttlingPolicies[level].filter(({ isListed = true }) => isListed);
          const list = pageOf(all, page).map((policy) => policyView(traits, level, policy));
          return {
            status: 200,
            body: listBody(
              list,
              page,
              all.length,
              ({ limit, offset }) =>
                `/throttling-policies/${level}?limit=${limit}&offset=${offset}`,
            ),
          };
        },
      }),
    )
    .all(methodNotAllowed("GET,OPTIONS,HEAD"));
  router
    .route("/:level/:name")
    .get(
      openOperation({
        read: nothing,
        answer: ({ parameter }) => {
          const level = levelOf(parameter("level"), "Policy level");
          const policy = findPolicy(level, parameter("name"));
          if (!policy) throw notFound("tier", parameter("name"));
          return { status: 200, body: policyView(traits, level, policy) };
        },
      }),
    )
    .all(methodNotAllowed("GET,OPTIONS,HEAD"));
  return router;
}

function levelOf(text: string, what: string): PolicyLevel {
  const level = policyLevels.find((each) => each === text);
  if (level) return level;
  const levels = policyLevels.join(", ");
  throw new ApiError(404, 404, "Not Found", `${what} should be one of [${levels}]`);
}
