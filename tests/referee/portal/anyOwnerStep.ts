import * as fc from "fast-check";
import { give, search, show, spellings, users } from "./ownerRequests";
import type { PortalStep } from "./portalExchange";
import { application, create, list, read, remove, update } from "./portalRequests";

const anyUser = fc.constantFrom(...users, ...spellings);
const anyAdmin = fc.constantFrom("admin", "admin@tenant1.com");
const anyIndex = fc.integer({ min: 0, max: 2 });
const anyApplication = fc
  .constantFrom("orders", "Orders", "stock")
  .map((name) => ({ ...application, name }));

/** Lists of the admin API are only counted: several of one name come in no order. */
export const anyOwnerStep: fc.Arbitrary<PortalStep> = fc.oneof(
  fc.tuple(anyApplication, anyUser).map(([body, user]) => ({ ...create(body), user })),
  fc.tuple(anyUser, anyIndex, anyAdmin).map((given) => give(...given)),
  fc.tuple(anyIndex, anyAdmin).map((given) => show(...given)),
  fc
    .tuple(anyUser, anyAdmin)
    .map(([user, admin]) => search(`?limit=0&user=${encodeURIComponent(user)}`, admin)),
  fc
    .tuple(anyIndex, anyUser, anyApplication)
    .chain(([index, user, body]) =>
      fc.constantFrom(
        { ...read(index), user },
        { ...list(), user },
        { ...update(body, index), user },
        { ...remove(index), user },
      ),
    ),
);
