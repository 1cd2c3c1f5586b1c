import type { Case } from "../judged";
import type { PortalStep } from "./portalExchange";
import {
  application,
  create,
  generate,
  keys,
  list,
  listKeys,
  map,
  read,
  regenerate,
  remove,
  removeKeys,
  subscribe,
  token,
  update,
  updateKeys,
} from "./portalRequests";

/** Everybody who logs in here; each one exists in both organizations. */
export const users = ["admin", "subscriber", "alice", "WSO2.TEST/alice", "WSO2.TEST/bob"];

/** Ways to write a login that are not the plain one. */
export const spellings = [
  "Alice",
  "PRIMARY/alice",
  "primary/alice",
  "WSO2.TEST/alice",
  "wso2.test/alice",
  "bob",
  "WSO2.TEST/bob",
  "alice@carbon.super",
  "PRIMARY/alice@carbon.super",
  "admin@tenant1.com",
  "ADMIN@Tenant1.com",
  "bob@tenant1.com",
  "nobody",
  "OTHER/alice",
];

export const as = (user: string, ...steps: PortalStep[]) =>
  steps.map((step) => ({ ...step, user }));
export const search = (query = "", user = "admin"): PortalStep => ({
  method: "GET",
  path: `/applications${query}`,
  user,
  api: "admin",
});
export const show = (index = 0, user = "admin"): PortalStep => ({
  ...read(index),
  user,
  api: "admin",
});
const changeOwner = (query: string, index = 0, user = "admin"): PortalStep => ({
  method: "POST",
  path: `/applications/{a${index}}/change-owner${query}`,
  user,
  api: "admin",
});
export const give = (owner: string, index = 0, user = "admin") =>
  changeOwner(`?owner=${encodeURIComponent(owner)}`, index, user);
const named = (name: string, more: object = {}) => create({ ...application, name, ...more });

// No two of an organization have a name or an owner in common: in which order those come is chance.
const several = [
  ...as("alice", named("orders")),
  ...as("subscriber", named("stock", { groups: ["sales", "support"] })),
  ...as("WSO2.TEST/bob", named("Bills")),
  ...as("PRIMARY/alice", named("reorders")),
  ...as("admin@tenant1.com", named("orders")),
  ...as("alice@tenant1.com", named("Stock")),
];

const queries = [
  ...["", "?unknown=1", "?tenantDomain=tenant1.com", "?user=", "?name=", "?user=&name="],
  ...["alice", "ALICE", "lic", "bob", "PRIMARY/alice", "TEST", "nobody", "%25", "_lice"].map(
    (user) => `?user=${user}`,
  ),
  ...["admin@tenant1.com", "nobody@tenant1.com", "alice@nowhere.com", "alice@"].map(
    (user) => `?user=${user}`,
  ),
  ...["orders", "ORDERS", "rder", "none", "o%25s", "_rders"].map((name) => `?name=${name}`),
  ...["?user=alice&name=stock", "?user=subscriber&name=none", "?user=none&name=orders"],
  "?user=alice&user=subscriber",
  ...["name", "owner", "Owner", "NAME", "other", ""].map((column) => `?sortBy=${column}`),
  ...["asc", "desc", "DESC", "other", ""].map((order) => `?sortOrder=${order}`),
  "?sortBy=owner&sortOrder=desc&user=alice",
  ...["1", "0", "-1", "x", "1.5", "", "1000"].map((limit) => `?limit=${limit}`),
  ...["1", "3", "100", "-1", "x", ""].map((offset) => `?offset=${offset}`),
  ...["?limit=2&offset=1", "?limit=2&offset=4", "?user=alice&limit=1&offset=1"],
];

/** What each release answers about applications that have no keys. */
export const ownerCases: readonly Case<PortalStep>[] = [
  ...["admin", "admin@tenant1.com"].map((user) => ({
    title: `lists for ${user}`,
    steps: [...several, ...queries.map((query) => search(query, user))],
  })),
  {
    title: "one by one",
    steps: [
      ...several,
      ...[0, 1, 3, 5].flatMap((index) => [show(index), show(index, "admin@tenant1.com")]),
      { method: "GET", path: "/applications/nothing", api: "admin" },
      { method: "GET", path: "/applications/%20", api: "admin" },
    ],
  },
  {
    title: "methods that are none",
    steps: (["PUT", "PATCH", "POST", "DELETE"] as const).flatMap((method) =>
      ["/applications", "/applications/x", "/applications/x/change-owner"].map(
        (path): PortalStep => ({ method, path, api: "admin" }),
      ),
    ),
  },
  ...["alice", "subscriber", "admin", ...spellings, " alice", "@", "alice@"].map((owner) => ({
    title: `to ${owner}`,
    steps: [
      ...as("alice", create()),
      give(owner),
      show(),
      search("?sortBy=owner"),
      ...as("alice", read(), list()),
    ],
  })),
  ...["bob@tenant1.com", "alice@tenant1.com", "admin@tenant1.com", "alice"].map((owner) => ({
    title: `from another organization to ${owner}`,
    steps: [
      ...as("subscriber@tenant1.com", create()),
      // Whoever has been there is a subscriber, which the user store cannot tell of a tenant's user.
      ...as("alice@tenant1.com", list()),
      give(owner),
      give(owner, 0, "admin@tenant1.com"),
      show(0, "admin@tenant1.com"),
      ...as("alice@tenant1.com", read(), list()),
    ],
  })),
  {
    title: "a name that is taken there",
    steps: [
      ...as("alice", named("orders")),
      ...as("subscriber", named("ORDERS")),
      give("subscriber"),
      ...as("subscriber", update({ ...application, name: "other" }, 1)),
      give("subscriber"),
      give("subscriber", 1),
      show(),
      ...as("alice", named("orders")),
      give("alice"),
    ],
  },
  {
    title: "there and back",
    steps: [
      ...as("alice", named("orders", { groups: ["sales"] })),
      give("subscriber"),
      ...as("subscriber", read(), update({ ...application, description: "changed" })),
      give("alice"),
      ...as("alice", read(), remove()),
      give("alice"),
    ],
  },
  {
    title: "deleting",
    steps: [
      ...as("alice", create()),
      { ...remove(), user: "admin", api: "admin" },
      { ...remove(), user: "admin", api: "admin" },
      ...as("admin@tenant1.com", create()),
      { ...remove(1), user: "admin", api: "admin" },
    ],
  },
  {
    title: "an owner that is none",
    steps: [
      ...as("alice", create()),
      changeOwner(""),
      changeOwner("?owner="),
      changeOwner("?owner=subscriber&owner=nobody"),
      { ...give("alice"), body: "no JSON" },
      show(),
    ],
  },
];

const existing = { consumerKey: "gone", keyManager: "auth0", keyType: "PRODUCTION" };
const sandboxKeys = { ...keys, keyType: "SANDBOX" };

/** The same with keys and subscriptions, where those are refereed. */
export const ownerCasesWithKeys: readonly Case<PortalStep>[] = [
  {
    title: "generated keys and subscriptions",
    steps: [
      ...as("alice", create(), generate(), generate(sandboxKeys), subscribe()),
      search("?user=alice"),
      give("subscriber"),
      search("?user=subscriber"),
      show(),
      ...as("alice", listKeys(), token(), removeKeys(), generate()),
      ...as("subscriber", listKeys(), token(), regenerate(), generate()),
      { method: "GET", path: "/applications/{a0}/oauth-keys/{k0}", user: "subscriber" },
      ...as("subscriber", updateKeys(16)),
      { method: "GET", path: "/subscriptions?applicationId={a0}", user: "subscriber" },
      { method: "GET", path: "/subscriptions?applicationId={a0}", user: "alice" },
      { method: "DELETE", path: "/subscriptions/{s0}", user: "alice" },
      { method: "DELETE", path: "/subscriptions/{s0}", user: "subscriber" },
      ...as("subscriber", removeKeys(), remove()),
    ],
  },
  {
    title: "keys that the new owner changes",
    steps: [
      ...as("alice", create(), generate()),
      give("subscriber"),
      { method: "GET", path: "/applications/{a0}/oauth-keys/{k0}", user: "subscriber" },
      ...as("subscriber", updateKeys(3), listKeys(), token()),
    ],
  },
  {
    title: "keys that the new owner leaves as they are",
    steps: [...as("alice", create(), generate()), give("subscriber")],
  },
  ...[0, 1].flatMap((skip) =>
    [403, 404, 429, 500].map((status) => ({
      title: `a client that cannot be read the ${skip === 0 ? "first" : "second"} time (${status})`,
      steps: [
        ...as("alice", create(), generate()),
        {
          ...give("subscriber"),
          fault: {
            method: "GET",
            url: /clients\//,
            skip,
            times: Infinity,
            effect: { kind: "answer" as const, status, body: { statusCode: status } },
          },
        },
        show(),
      ],
    })),
  ),
  {
    title: "deleting with keys",
    steps: [
      ...as("alice", create(), generate(), map({ ...existing, keyType: "SANDBOX" })),
      { ...remove(), user: "admin", api: "admin" },
      ...as("alice", create(), generate(), subscribe()),
      { ...remove(1), user: "admin", api: "admin" },
    ],
  },
  {
    title: "refused with keys",
    steps: [...as("alice", create(), generate()), give("nobody"), give("alice"), show()],
  },
  {
    title: "mapped keys that can be read",
    steps: [
      ...as("alice", create(), generate()),
      ...as("alice", named("other"), map({ ...existing, consumerKey: "{c0}" }, 1)),
      give("subscriber", 1),
      ...as("subscriber", { ...listKeys(1) }),
    ],
  },
  {
    title: "mapped keys of a client that is gone",
    steps: [...as("alice", create(), map(existing)), give("subscriber"), show(), search()],
  },
  {
    title: "a new owner of an organization that is none",
    steps: [...as("alice", create()), give("alice@nowhere.com"), show()],
  },
  {
    title: "a new owner of another organization than the Key Manager",
    steps: [...as("alice", create(), generate()), give("alice@tenant1.com"), show()],
  },
  ...["alice", ...spellings].map((user) => ({
    title: `keys of ${user}`,
    steps: [
      ...as(user, create(), generate(), listKeys(), list()),
      { method: "GET" as const, path: "/applications/{a0}/oauth-keys/{k0}", user },
      ...as(user, updateKeys(4, { supportedGrantTypes: ["password"] }), token()),
      search("?name=orders"),
      give("subscriber"),
    ],
  })),
  {
    title: "Key Managers of two organizations",
    steps: ["admin", "admin@tenant1.com"].flatMap((user) => [
      { method: "GET", path: "/key-managers", user, api: "admin" },
      { method: "GET", path: "/key-managers/{kmCarbon.super}", user, api: "admin" },
      { method: "GET", path: "/key-managers/{kmTenant1.com}", user, api: "admin" },
      { method: "DELETE", path: "/key-managers/{kmTenant1.com}0", user, api: "admin" },
      { method: "GET", path: "/key-managers", user },
      ...as(user, create(), generate({ ...keys, keyManager: "{kmCarbon.super}" })),
      ...as(user, generate({ ...keys, keyManager: "{kmTenant1.com}" })),
    ]),
  },
];
