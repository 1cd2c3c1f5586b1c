import * as fc from "fast-check";
import type { PortalStep } from "./portalExchange";
import {
  application,
  cleanUp,
  create,
  generate,
  keys,
  list,
  listKeys,
  map,
  read,
  readKeys,
  regenerate,
  remove,
  removeKeys,
  subscribe,
  token,
  update,
} from "./portalRequests";

const anyApplication = fc
  .record({
    name: fc.constantFrom("orders", "other", "Orders"),
    throttlingPolicy: fc.constantFrom("Unlimited", "10PerMin", "Nothing"),
    description: fc.constantFrom("d", "", null),
  })
  .map((change) => ({ ...application, ...change }));

const anyKeys = fc
  .record({
    keyType: fc.constantFrom("PRODUCTION", "SANDBOX"),
    keyManager: fc.constantFrom("auth0", "auth0", "noTokens", "noCreation", "dead"),
    grantTypesToBeSupported: fc.constantFrom(
      ["client_credentials"],
      ["client_credentials", "password"],
    ),
  })
  .map((change) => ({ ...keys, ...change }));

const anyMapping = fc.record({
  keyType: fc.constantFrom("PRODUCTION", "SANDBOX"),
  keyManager: fc.constantFrom("auth0", "noMapping"),
  consumerKey: fc.constantFrom("one", "two"),
});

const anyIndex = fc.integer({ min: 0, max: 1 });

export const anyPortalStep: fc.Arbitrary<PortalStep> = fc.oneof(
  anyApplication.map((body) => create(body)),
  fc
    .record({ body: anyApplication, index: anyIndex })
    .map(({ body, index }) => update(body, index)),
  fc.record({ body: anyKeys, index: anyIndex }).map(({ body, index }) => generate(body, index)),
  fc.record({ body: anyMapping, index: anyIndex }).map(({ body, index }) => map(body, index)),
  anyIndex.chain((index) =>
    fc.constantFrom(
      read(index),
      remove(index),
      listKeys(index),
      readKeys(index),
      removeKeys(index),
      cleanUp(index),
      regenerate(index),
      token(undefined, index),
      subscribe(),
      list(),
    ),
  ),
);
