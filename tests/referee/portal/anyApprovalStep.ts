import * as fc from "fast-check";
import { decide, tasks } from "./approvalRequests";
import type { PortalStep } from "./portalExchange";
import { application, create, read, remove, subscribe, subscription } from "./portalRequests";

const anyIndex = fc.nat({ max: 2 });
const anySubscription = fc.tuple(anyIndex, fc.nat({ max: 1 })).map(([index, api]) => ({
  ...subscription,
  applicationId: `{a${index}}`,
  apiId: `{api${api}}`,
}));
const toSubscription = (method: "GET" | "DELETE", index: number): PortalStep => ({
  method,
  path: `/subscriptions/{s${index}}`,
});

/** Only a request that was listed has an id. */
export const anyApprovalStep: fc.Arbitrary<PortalStep> = fc.oneof(
  fc.constantFrom("orders", "stock").map((name) => create({ ...application, name })),
  anySubscription.map(subscribe),
  fc.constant(tasks()),
  fc.tuple(fc.constantFrom("APPROVED", "REJECTED"), anyIndex).map((given) => decide(...given)),
  fc.tuple(fc.constantFrom("GET", "DELETE"), anyIndex).map((given) => toSubscription(...given)),
  anyIndex.chain((index) => fc.constantFrom(read(index), remove(index))),
);
