import type { Case } from "../judged";
import type { PortalStep } from "./portalExchange";

type PortalRow = Case<PortalStep>;

type Document = Record<string, unknown>;

/** The API in Auth0 that the Key Managers' tokens are for. */
export const audience = "https://orders.example.com/";

export const application: Document = {
  name: "orders",
  throttlingPolicy: "Unlimited",
  description: "Orders",
  tokenType: "JWT",
  attributes: {},
};

export const keys: Document = {
  keyType: "PRODUCTION",
  keyManager: "auth0",
  grantTypesToBeSupported: ["client_credentials"],
  callbackUrl: "",
  scopes: ["default"],
  validityTime: "3600",
  additionalProperties: {
    app_type: "non_interactive",
    token_endpoint_auth_method: "client_secret_post",
    audience_of_api: audience,
  },
};

const mapped: Document = {
  consumerKey: "existing",
  consumerSecret: "known",
  keyManager: "auth0",
  keyType: "PRODUCTION",
};

const tokenRequest: Document = {
  consumerSecret: "",
  validityPeriod: 3600,
  scopes: [],
  revokeToken: "",
  grantType: "CLIENT_CREDENTIALS",
  additionalProperties: null,
};

export const subscription: Document = {
  applicationId: "{a0}",
  apiId: "{api0}",
  throttlingPolicy: "Unlimited",
};

export const create = (body: unknown = application): PortalStep => ({
  method: "POST",
  path: "/applications",
  body,
});
export const read = (index = 0): PortalStep => ({
  method: "GET",
  path: `/applications/{a${index}}`,
});
export const update = (body: unknown, index = 0): PortalStep => ({
  method: "PUT",
  path: `/applications/{a${index}}`,
  body,
});
export const remove = (index = 0): PortalStep => ({
  method: "DELETE",
  path: `/applications/{a${index}}`,
});
export const list = (query = ""): PortalStep => ({ method: "GET", path: `/applications${query}` });
export const generate = (body: unknown = keys, index = 0): PortalStep => ({
  method: "POST",
  path: `/applications/{a${index}}/generate-keys`,
  body,
});
export const map = (body: unknown = mapped, index = 0): PortalStep => ({
  method: "POST",
  path: `/applications/{a${index}}/map-keys`,
  body,
});
export const listKeys = (index = 0): PortalStep => ({
  method: "GET",
  path: `/applications/{a${index}}/oauth-keys`,
});
const ofKeys = (
  method: PortalStep["method"],
  suffix = "",
  rest: Partial<PortalStep> = {},
  index = 0,
): PortalStep => ({
  method,
  path: `/applications/{a0}/oauth-keys/{k${index}}${suffix}`,
  ...rest,
});
export const readKeys = (index = 0) => ofKeys("GET", "", {}, index);
export const removeKeys = (index = 0) => ofKeys("DELETE", "", {}, index);
export const cleanUp = (index = 0) => ofKeys("POST", "/clean-up", {}, index);
export const regenerate = (index = 0) => ofKeys("POST", "/regenerate-secret", {}, index);
export const token = (body: unknown = tokenRequest, index = 0) =>
  ofKeys("POST", "/generate-token", { body }, index);
/** Sends back what a step was answered, with changes. */
export const updateKeys = (step: number, change: Document = {}, index = 0) =>
  ofKeys("PUT", "", { echo: { step, change } }, index);
export const subscribe = (body: unknown = subscription): PortalStep => ({
  method: "POST",
  path: "/subscriptions",
  body,
});
/** Sends a subscription as a step was answered it, with changes. */
export const updateSubscription = (step: number, change: Document = {}): PortalStep => ({
  method: "PUT",
  path: "/subscriptions/{s0}",
  echo: { step, change },
});
const decide = (action: "block" | "unblock", query: string): PortalStep => ({
  method: "POST",
  api: "publisher",
  path: `/subscriptions/${action}-subscription${query}`,
});
export const block = (blockState = "BLOCKED") =>
  decide("block", `?subscriptionId={s0}&blockState=${blockState}`);
export const unblock = decide("unblock", "?subscriptionId={s0}");
export const readSubscription: PortalStep = { method: "GET", path: "/subscriptions/{s0}" };
export const unsubscribe: PortalStep = { method: "DELETE", path: "/subscriptions/{s0}" };
export const listSubscriptions = (query: string): PortalStep => ({
  method: "GET",
  path: `/subscriptions${query}`,
});

const without = (document: Document, field: string): Document =>
  Object.fromEntries(Object.entries(document).filter(([key]) => key !== field));
const withProperties = (change: Document): Document => ({
  ...keys,
  additionalProperties: { ...(keys["additionalProperties"] as Document), ...change },
});
const show = (value: unknown) => {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

const odd: unknown[] = [null, "", "  x  ", 5, 1.5, true, {}, [], ["x"], [null]];
export const unknownId = "0b0e7a4e-0000-4000-8000-000000000000";

const everyApplicationField: Document = {
  ...application,
  applicationId: "mine",
  status: "REJECTED",
  groups: [],
  subscriptionCount: 3,
  keys: [],
  subscriptionScopes: [],
  owner: "somebody",
  hashEnabled: false,
  createdTime: "1",
  updatedTime: "1",
  visibility: "PRIVATE",
};

const applicationRows: PortalRow[] = [
  ...Object.keys(everyApplicationField).flatMap((field) => [
    {
      title: `creates an application without ${field}`,
      steps: [create(without(everyApplicationField, field)), read()],
    },
    ...odd.map((value) => ({
      title: `creates an application with ${field} = ${show(value)}`,
      steps: [create({ ...application, [field]: value }), read()],
    })),
    ...[null, "", 5, []].map((value) => ({
      title: `updates an application to ${field} = ${show(value)}`,
      steps: [create(), update({ ...application, [field]: value }), read()],
    })),
  ]),
  ...[
    ["name", 100],
    ["description", 512],
    ["throttlingPolicy", 50],
  ].flatMap(([field, longest]) =>
    [Number(longest), Number(longest) + 1, 2000].map((length) => ({
      title: `creates an application with ${length} characters of ${String(field)}`,
      steps: [create({ ...application, [String(field)]: "x".repeat(length) }), read(), list()],
    })),
  ),
  ...[512, 513].map((length) => ({
    title: `updates an application to ${length} characters of description`,
    steps: [create(), update({ ...application, description: "x".repeat(length) }), read()],
  })),
  ...["10PerMin", "unlimited", "Gold", "Nothing", " Unlimited "].map((throttlingPolicy) => ({
    title: `creates and updates with the policy ${throttlingPolicy}`,
    steps: [
      create({ ...application, throttlingPolicy }),
      create({ ...application, name: "other" }),
      update({ ...application, name: "other", throttlingPolicy }, 0),
      read(),
    ],
  })),
  ...["OAUTH", "JWT", "jwt", "OPAQUE"].map((tokenType) => ({
    title: `creates with tokens of type ${tokenType}`,
    steps: [create({ ...application, tokenType }), read()],
  })),
  ...[
    " orders",
    "orders ",
    "Orders",
    "a/b",
    "a%b",
    "a<b>",
    "ä",
    "a'b",
    'a"b',
    "a,b",
    "a+b",
    "a#b",
    "a&b",
    "a$b",
  ].map((name) => ({
    title: `creates an application of name ${show(name)}, twice`,
    steps: [
      create({ ...application, name }),
      read(),
      create({ ...application, name }),
      create(),
      list(`?query=${encodeURIComponent(name)}`),
    ],
  })),
  ...[{ a: "b" }, { a: null }, { a: 5 }, { a: {} }, { a: ["x"] }, { a: true }].map(
    (attributes) => ({
      title: `creates and updates with the attributes ${show(attributes)}`,
      steps: [
        create({ ...application, attributes }),
        read(),
        update({ ...application, attributes }),
      ],
    }),
  ),
  ...[["g"], ["g", "h"]].map((groups) => ({
    title: `creates and updates with the groups ${show(groups)}`,
    steps: [create({ ...application, groups }), read(), update({ ...application, groups }), read()],
  })),
  { title: "creates an application twice", steps: [create(), create(), list()] },
  {
    title: "renames an application to a name that is taken",
    steps: [
      create(),
      create({ ...application, name: "other" }),
      update({ ...application, name: "other" }, 0),
      read(),
      update({ ...application, name: "third" }, 0),
      read(),
      list(),
    ],
  },
  {
    title: "renames an application by case alone",
    steps: [create(), update({ ...application, name: "ORDERS" }), read()],
  },
  {
    title: "deletes an application, twice",
    steps: [create(), remove(), read(), remove(), list(), create(), list()],
  },
  ...(["GET", "PUT", "DELETE"] as const).map((method) => ({
    title: `answers ${method} of an application that there is not`,
    steps: [
      {
        method,
        path: `/applications/${unknownId}`,
        ...(method === "PUT" && { body: application }),
      },
    ],
  })),
  ...(["GET", "PUT", "DELETE"] as const).map((method) => ({
    title: `answers ${method} of somebody else's application`,
    steps: [
      create(),
      {
        method,
        path: "/applications/{a0}",
        user: "subscriber",
        ...(method === "PUT" && { body: application }),
      },
      read(),
    ],
  })),
  {
    title: "lets two users have applications of one name",
    steps: [
      create(),
      { ...create(), user: "subscriber" },
      list(),
      { ...list(), user: "subscriber" },
    ],
  },
  ...["{", "", "   ", "null", "[]", '"text"', "5", `${JSON.stringify(application)} x`].flatMap(
    (body) => [
      { title: `creates an application with the body ${show(body)}`, steps: [create(body)] },
      {
        title: `updates an application with the body ${show(body)}`,
        steps: [create(), update(body), read()],
      },
    ],
  ),
  { title: "refuses an unknown field", steps: [create({ ...application, foo: 1 })] },
];

const toGold = { requestedThrottlingPolicy: "Gold" };
const subscribeStock = subscribe({ ...subscription, apiId: "{api1}" });

const subscriptionUpdateRows: PortalRow[] = [
  {
    title: "changes the policy of a subscription, there and back",
    steps: [
      create(),
      subscribeStock,
      updateSubscription(1, toGold),
      readSubscription,
      updateSubscription(3, { requestedThrottlingPolicy: "Unlimited" }),
      readSubscription,
      listSubscriptions("?applicationId={a0}"),
      read(),
    ],
  },
  ...Object.keys(subscription)
    .concat("requestedThrottlingPolicy", "status", "subscriptionId")
    .flatMap((field) =>
      [null, "", "x", 5, [], {}].map((value) => ({
        title: `changes a subscription with ${field} = ${show(value)}`,
        steps: [
          create(),
          subscribeStock,
          updateSubscription(1, { ...toGold, [field]: value }),
          readSubscription,
        ],
      })),
    ),
  ...["Silver", "gold", "DefaultSubscriptionless", "asyncDefaultSubscriptionless", "Gold"].flatMap(
    (policy) =>
      ["throttlingPolicy", "requestedThrottlingPolicy"].map((field) => ({
        title: `changes a subscription with the policy ${policy} as ${field}`,
        steps: [
          create(),
          subscribeStock,
          updateSubscription(1, { ...toGold, [field]: policy }),
          readSubscription,
        ],
      })),
  ),
  ...[
    "UNBLOCKED",
    "BLOCKED",
    "PROD_ONLY_BLOCKED",
    "ON_HOLD",
    "REJECTED",
    "TIER_UPDATE_PENDING",
    "DELETE_PENDING",
  ].map((status) => ({
    title: `changes a subscription and calls it ${status}`,
    steps: [
      create(),
      subscribeStock,
      updateSubscription(1, { ...toGold, status }),
      readSubscription,
    ],
  })),
  {
    title: "changes a subscription with the ids of another application and API",
    steps: [
      create(),
      create({ ...application, name: "other" }),
      subscribeStock,
      updateSubscription(2, { ...toGold, apiId: "{api0}" }),
      updateSubscription(2, { requestedThrottlingPolicy: "Unlimited", apiId: "{api0}" }),
      updateSubscription(2, { ...toGold, applicationId: "{a1}" }),
      updateSubscription(2, { ...toGold, apiId: unknownId }),
      updateSubscription(2, { ...toGold, applicationId: unknownId }),
      readSubscription,
    ],
  },
  ...["{", "", "null", "[]"].map((body) => ({
    title: `changes a subscription with the body ${show(body)}`,
    steps: [
      create(),
      subscribeStock,
      { method: "PUT" as const, path: "/subscriptions/{s0}", body },
    ],
  })),
  {
    title: "changes a subscription that there is not, and somebody else's",
    steps: [
      create(),
      subscribeStock,
      { ...updateSubscription(1, toGold), path: `/subscriptions/${unknownId}` },
      { ...updateSubscription(1, toGold), user: "subscriber" },
      readSubscription,
    ],
  },
];

const blockedRows: PortalRow[] = [
  ...["BLOCKED", "PROD_ONLY_BLOCKED"].map((state) => ({
    title: `refuses to change a subscription that is ${state}, and to subscribe again`,
    steps: [
      create(),
      subscribeStock,
      block(state),
      readSubscription,
      updateSubscription(1, toGold),
      updateSubscription(3, { ...toGold, status: "UNBLOCKED" }),
      subscribeStock,
      unblock,
      updateSubscription(1, toGold),
      readSubscription,
    ],
  })),
  {
    title: "remembers the block of a subscription that was removed",
    steps: [
      create(),
      subscribeStock,
      block(),
      unsubscribe,
      readSubscription,
      listSubscriptions("?applicationId={a0}"),
      listSubscriptions("?apiId={api1}"),
      read(),
      unsubscribe,
      subscribeStock,
      unblock,
      readSubscription,
      listSubscriptions("?applicationId={a0}"),
      subscribeStock,
      readSubscription,
      listSubscriptions("?applicationId={a0}"),
    ],
  },
  {
    title: "forgets the block with the application",
    steps: [
      create(),
      subscribeStock,
      block(),
      unsubscribe,
      remove(),
      create(),
      subscribe({ ...subscription, applicationId: "{a1}", apiId: "{api1}" }),
    ],
  },
  ...[
    "",
    "?blockState=BLOCKED",
    "?subscriptionId={s0}",
    "?subscriptionId={s0}&blockState=NOTHING",
    "?subscriptionId={s0}&blockState=REJECTED",
    "?subscriptionId=&blockState=BLOCKED",
    `?subscriptionId=${unknownId}&blockState=BLOCKED`,
  ].flatMap((query) =>
    (["block", "unblock"] as const).map((action) => ({
      title: `answers ${action}-subscription${query}`,
      steps: [create(), subscribeStock, decide(action, query), readSubscription],
    })),
  ),
];

const many = ["delta", "alpha", "charlie", "bravo"].map((name, index) =>
  create({
    ...application,
    name,
    throttlingPolicy: ["Unlimited", "10PerMin", "20PerMin", "50PerMin"][index],
  }),
);
const queries = [
  "",
  "?limit=2",
  "?limit=2&offset=2",
  "?offset=9",
  "?limit=0",
  "?limit=-1",
  "?offset=-1",
  "?limit=x",
  "?offset=x",
  "?sortBy=name",
  "?sortBy=name&sortOrder=desc",
  "?sortBy=name&sortOrder=DESC",
  "?sortBy=throttlingPolicy",
  "?sortBy=status",
  "?sortBy=nothing",
  "?sortOrder=up",
  "?query=a",
  "?query=alpha",
  "?query=ALPHA",
  "?query=nothing",
  "?query=%25",
  "?query=_",
  "?query=&limit=1",
  "?query=a&limit=1&offset=1",
  "?groupId=x",
];
const listRows: PortalRow[] = queries.map((query) => ({
  title: `lists applications ${query}`,
  steps: [...many, list(query)],
}));

/** Keys without a Key Manager are those of the Resident one, which is not refereed. */
const withoutResident = (rows: readonly PortalRow[]) =>
  rows.filter(({ steps }) =>
    steps.every(({ path, body }) => {
      if (!/(generate|map)-keys$/.test(path) || typeof body === "string") return true;
      const { keyManager } = body as Document;
      return Boolean(keyManager) && keyManager !== "Resident Key Manager";
    }),
  );

const numbered = withProperties({ note: "<number>" });
const numberedChange = {
  ...{ keyType: "PRODUCTION", keyManager: "auth0", supportedGrantTypes: ["client_credentials"] },
  additionalProperties: numbered["additionalProperties"],
};
/** A number that JavaScript cannot write. */
const withNumber = (document: Document, number: string) =>
  JSON.stringify(document).replace('"<number>"', number);

const keyRows: PortalRow[] = [
  ...Object.keys({ ...keys, clientId: "", clientSecret: "" }).flatMap((field) => [
    {
      title: `generates keys without ${field}`,
      steps: [create(), generate(without(keys, field)), listKeys()],
    },
    ...odd.map((value) => ({
      title: `generates keys with ${field} = ${show(value)}`,
      steps: [create(), generate({ ...keys, [field]: value }), listKeys()],
    })),
  ]),
  ...["app_type", "token_endpoint_auth_method", "audience_of_api"].flatMap((property) => [
    {
      title: `generates keys without the property ${property}`,
      steps: [
        create(),
        generate({
          ...keys,
          additionalProperties: without(keys["additionalProperties"] as Document, property),
        }),
        listKeys(),
        generate(),
      ],
    },
    ...[null, "", "nothing", 5, true, {}, ["x"]].map((value) => ({
      title: `generates keys with the property ${property} = ${show(value)}`,
      steps: [create(), generate(withProperties({ [property]: value })), listKeys()],
    })),
  ]),
  ...[
    ["authorization_code"],
    ["implicit", "client_credentials"],
    ["password"],
    ["client_credentials", "refresh_token"],
    ["a,b"],
    ["client_credentials", "client_credentials"],
  ].flatMap((grantTypesToBeSupported) =>
    ["", "https://a.example.com/", "https://a.example.com/,https://b.example.com/"].map(
      (callbackUrl) => ({
        title: `generates keys for ${grantTypesToBeSupported.join("+")} with ${show(callbackUrl)}`,
        steps: [create(), generate({ ...keys, grantTypesToBeSupported, callbackUrl }), readKeys()],
      }),
    ),
  ),
  ...[
    "{kmAuth0}",
    "AUTH0",
    "Nothing",
    "disabled",
    "noCreation",
    "noMapping",
    "noTokens",
    "dead",
    "denied",
    "{kmDenied}",
    "{kmDisabled}",
    "{kmDead}",
    "exchanged",
  ].flatMap((keyManager) => [
    {
      title: `generates keys at the Key Manager ${keyManager}, twice`,
      steps: [
        create(),
        generate({ ...keys, keyManager }),
        listKeys(),
        readKeys(),
        generate({ ...keys, keyManager }),
      ],
    },
    {
      title: `maps keys at the Key Manager ${keyManager}, twice`,
      steps: [create(), map({ ...mapped, keyManager }), listKeys(), map({ ...mapped, keyManager })],
    },
  ]),
  ...[
    JSON.stringify(keys["additionalProperties"]),
    '{"app_type":null,"token_endpoint_auth_method":"client_secret_post","audience_of_api":""}',
    "{}",
    "{",
    "[]",
    "null",
    '"x"',
    "text",
  ].map((additionalProperties) => ({
    title: `generates keys with properties as the text ${show(additionalProperties)}`,
    steps: [create(), generate({ ...keys, additionalProperties }), listKeys()],
  })),
  ...["  ", " , ", ",", "a,,"].map((callbackUrl) => ({
    title: `generates keys with the callback ${show(callbackUrl)}`,
    steps: [create(), generate({ ...keys, callbackUrl }), readKeys()],
  })),
  ...["PRODUCTION", "SANDBOX", "production", "NOPE"].map((keyType) => ({
    title: `generates and maps keys of type ${keyType}`,
    steps: [
      create(),
      generate({ ...keys, keyType }),
      map({ ...mapped, keyType, consumerKey: "another" }),
      listKeys(),
    ],
  })),
  ...["-1", "0", "x", "3600.5", "99999999999999999999"].map((validityTime) => ({
    title: `generates keys valid for ${validityTime}`,
    steps: [create(), generate({ ...keys, validityTime }), listKeys()],
  })),
  ...[["default"], ["read:orders"], ["default", "read:orders"], ["nothing"]].map((scopes) => ({
    title: `generates keys and tokens with the scopes ${scopes.join("+")}`,
    steps: [
      create(),
      generate({ ...keys, scopes }),
      token({ ...tokenRequest, scopes, consumerSecret: "" }),
    ],
  })),
  ...[[1500], [1501], [750, 749], [750, 750]].map((lengths) => ({
    title: `generates keys with scopes of ${lengths.join(" and ")} characters`,
    steps: [
      create(),
      generate({ ...keys, scopes: lengths.map((length) => "x".repeat(length)) }),
      listKeys(),
      generate(),
    ],
  })),
  ...["9223372036854775807", "9223372036854775808", "[-9223372036854775809]"].map((number) => ({
    title: `generates and updates keys with the number ${number}`,
    steps: [
      create(),
      generate(withNumber(numbered, number)),
      listKeys(),
      generate(),
      ofKeys("PUT", "", { body: withNumber(numberedChange, number) }),
    ],
  })),
  {
    title: "generates keys that fit into no column",
    steps: [create(), generate(withProperties({ note: "x".repeat(1100) })), listKeys(), generate()],
  },
  {
    title: "generates keys for an application that needs a token of its name",
    steps: [
      create({ ...application, name: "client_credentials" }),
      generate({
        ...keys,
        grantTypesToBeSupported: ["authorization_code"],
        callbackUrl: "https://a.example.com/",
      }),
    ],
  },
  {
    title: "generates keys at an unknown audience, again and after the clean-up",
    steps: [
      create(),
      generate(withProperties({ audience_of_api: "https://nowhere.example.com/" })),
      listKeys(),
      generate(),
      cleanUp(),
      generate(),
      listKeys(),
    ],
  },
  ...Object.keys(mapped).flatMap((field) => [
    {
      title: `maps keys without ${field}`,
      steps: [create(), map(without(mapped, field)), listKeys()],
    },
    ...odd.map((value) => ({
      title: `maps keys with ${field} = ${show(value)}`,
      steps: [create(), map({ ...mapped, [field]: value }), listKeys()],
    })),
  ]),
  ...["{", "", "null", "[]"].flatMap((body) => [
    { title: `generates keys with the body ${show(body)}`, steps: [create(), generate(body)] },
    { title: `maps keys with the body ${show(body)}`, steps: [create(), map(body)] },
    {
      title: `asks for a token with the body ${show(body)}`,
      steps: [create(), generate(), token(body)],
    },
    {
      title: `updates keys with the body ${show(body)}`,
      steps: [create(), generate(), ofKeys("PUT", "", { body })],
    },
  ]),
];

const keyChangeRows: PortalRow[] = [
  ...[
    "keyMappingId",
    "keyManager",
    "consumerKey",
    "consumerSecret",
    "supportedGrantTypes",
    "callbackUrl",
    "keyState",
    "keyType",
    "mode",
    "groupId",
    "token",
    "additionalProperties",
  ].flatMap((field) =>
    [null, "", "x", 5, [], {}].map((value) => ({
      title: `updates keys to ${field} = ${show(value)}`,
      steps: [create(), generate(), readKeys(), updateKeys(2, { [field]: value }), readKeys()],
    })),
  ),
  {
    title: "updates keys to what was read and to other things",
    steps: [
      create(),
      generate(),
      readKeys(),
      updateKeys(2),
      updateKeys(2, {
        supportedGrantTypes: ["client_credentials", "authorization_code"],
        callbackUrl: "https://a.example.com/",
      }),
      readKeys(),
      updateKeys(2, { supportedGrantTypes: ["authorization_code"], callbackUrl: "" }),
      readKeys(),
      listKeys(),
    ],
  },
  {
    title: "updates keys to another audience",
    steps: [
      create(),
      generate(),
      readKeys(),
      updateKeys(2, {
        additionalProperties: {
          app_type: "regular_web",
          token_endpoint_auth_method: "client_secret_basic",
          audience_of_api: "https://stock.example.com/",
        },
      }),
      readKeys(),
      token(),
    ],
  },
  {
    title: "updates, regenerates and deletes mapped keys",
    steps: [
      create(),
      map(),
      readKeys(),
      updateKeys(1),
      regenerate(),
      token(),
      removeKeys(),
      listKeys(),
    ],
  },
  {
    title: "regenerates a secret",
    steps: [create(), generate(), regenerate(), readKeys(), token()],
  },
  {
    title: "deletes keys, twice",
    steps: [create(), generate(), removeKeys(), listKeys(), removeKeys(), generate()],
  },
  {
    title: "cleans keys up, twice",
    steps: [create(), generate(), cleanUp(), listKeys(), cleanUp(), generate()],
  },
  {
    title: "deletes an application with keys",
    steps: [create(), generate(), generate({ ...keys, keyType: "SANDBOX" }), remove(), read()],
  },
  { title: "deletes an application with mapped keys", steps: [create(), map(), remove(), read()] },
  {
    title: "maps one client to two applications",
    steps: [
      create(),
      create({ ...application, name: "other" }),
      map(),
      map(mapped, 1),
      listKeys(),
      listKeys(1),
    ],
  },
  {
    title: "takes keys by the id of another application",
    steps: [
      create(),
      create({ ...application, name: "other" }),
      generate(),
      {
        method: "GET",
        path: "/applications/{a1}/oauth-keys/{k0}",
      },
    ],
  },
  ...(["GET", "PUT", "DELETE"] as const).map((method) => ({
    title: `answers ${method} of keys that there are not`,
    steps: [
      create(),
      {
        method,
        path: `/applications/{a0}/oauth-keys/${unknownId}`,
        ...(method === "PUT" && { body: { keyType: "PRODUCTION", keyManager: "auth0" } }),
      },
    ],
  })),
  ...["regenerate-secret", "clean-up", "generate-token"].map((action) => ({
    title: `answers ${action} of keys that there are not`,
    steps: [
      create(),
      {
        method: "POST" as const,
        path: `/applications/{a0}/oauth-keys/${unknownId}/${action}`,
        ...(action === "generate-token" && { body: tokenRequest }),
      },
    ],
  })),
  ...["generate-keys", "map-keys", "oauth-keys", "oauth-keys/{k0}"].map((path) => ({
    title: `answers ${path} of an application that there is not, and of somebody else's`,
    steps: [
      create(),
      generate(),
      ...[`/applications/${unknownId}`, "/applications/{a0}"].map((base): PortalStep => ({
        method: path.startsWith("oauth") ? "GET" : "POST",
        path: `${base}/${path}`,
        user: "subscriber",
        ...(path === "generate-keys" && { body: keys }),
        ...(path === "map-keys" && { body: mapped }),
      })),
    ],
  })),
  ...Object.keys(tokenRequest).flatMap((field) => [
    {
      title: `asks for a token without ${field}`,
      steps: [create(), generate(), token(without(tokenRequest, field))],
    },
    ...[null, "", "x", 5, [], {}, ["default"]].map((value) => ({
      title: `asks for a token with ${field} = ${show(value)}`,
      steps: [create(), generate(), token({ ...tokenRequest, [field]: value })],
    })),
  ]),
  {
    title: "asks for a token where none are handed out",
    steps: [create(), generate({ ...keys, keyManager: "noTokens" }), token()],
  },
];

const subscriptionRows: PortalRow[] = [
  ...Object.keys(subscription).flatMap((field) => [
    {
      title: `subscribes without ${field}`,
      steps: [create(), subscribe(without(subscription, field))],
    },
    ...[null, "", "x", 5, [], {}].map((value) => ({
      title: `subscribes with ${field} = ${show(value)}`,
      steps: [create(), subscribe({ ...subscription, [field]: value })],
    })),
  ]),
  ...["Unlimited", "Gold", "Silver", "gold", "Nothing", "DefaultSubscriptionless"].map(
    (throttlingPolicy) => ({
      title: `subscribes with the policy ${throttlingPolicy}`,
      steps: [create(), subscribe({ ...subscription, throttlingPolicy }), readSubscription],
    }),
  ),
  {
    title: "subscribes, twice, reads and unsubscribes, twice",
    steps: [
      create(),
      subscribe(),
      subscribe(),
      readSubscription,
      read(),
      unsubscribe,
      readSubscription,
      unsubscribe,
      subscribe(),
    ],
  },
  ...[
    "?applicationId={a0}",
    "?apiId={api0}",
    "?applicationId={a0}&limit=1",
    "?applicationId={a0}&limit=1&offset=1",
    "?applicationId={a0}&offset=5",
    `?applicationId=${unknownId}`,
    `?apiId=${unknownId}`,
    "",
  ].map((query) => ({
    title: `lists subscriptions ${query}`,
    steps: [
      create(),
      subscribe(),
      subscribe({ ...subscription, apiId: "{api1}", throttlingPolicy: "Gold" }),
      listSubscriptions(query),
    ],
  })),
  {
    title: "deletes an application with a subscription",
    steps: [create(), subscribe(), remove(), readSubscription],
  },
  {
    title: "keeps somebody else from a subscription",
    steps: [
      create(),
      subscribe(),
      { ...readSubscription, user: "subscriber" },
      { ...unsubscribe, user: "subscriber" },
      { ...subscribe(), user: "subscriber" },
    ],
  },
];

const otherRows: PortalRow[] = [
  ...[
    "/throttling-policies/application",
    "/throttling-policies/nothing",
    "/throttling-policies/application?limit=2",
    "/throttling-policies/application?limit=2&offset=1",
    "/throttling-policies/application?offset=9",
    "/throttling-policies/application/Unlimited",
    "/throttling-policies/application/10PerMin",
    "/throttling-policies/application/Nothing",
    "/throttling-policies/subscription/Gold",
    "/throttling-policies/subscription/Unauthenticated",
    "/throttling-policies/api/Gold",
    "/key-managers",
    "/nothing",
  ].map((path) => ({ title: `answers ${path}`, steps: [{ method: "GET" as const, path }] })),
  ...["/applications", "/subscriptions", "/key-managers"].map((path) => ({
    title: `answers a method that ${path} has not`,
    steps: [{ method: "PATCH" as const, path }],
  })),
  ...["text/plain", "application/xml"].map((type) => ({
    title: `creates an application with content of type ${type}`,
    steps: [{ ...create(), headers: { "Content-Type": type } }],
  })),
  {
    title: "answers a wrong password",
    steps: [{ ...list(), headers: { Authorization: "Basic d3Jvbmc6d3Jvbmc=" } }],
  },
  { title: "answers no login", steps: [{ ...list(), headers: { Authorization: "" } }] },
];

/** Sequences in which each step builds on the one before. */
export const portalSequences: PortalRow[] = [
  {
    title: "the life of an application with generated keys",
    steps: [
      create(),
      generate(),
      readKeys(),
      updateKeys(2, { supportedGrantTypes: ["client_credentials", "refresh_token"] }),
      read(),
      listKeys(),
      token(),
      regenerate(),
      token(),
      removeKeys(),
      listKeys(),
      remove(),
      read(),
    ],
  },
  {
    title: "production and sandbox keys beside each other",
    steps: [
      create(),
      generate(),
      generate({ ...keys, keyType: "SANDBOX" }),
      listKeys(),
      removeKeys(1),
      listKeys(),
      generate({ ...keys, keyType: "SANDBOX" }),
      cleanUp(2),
      listKeys(),
    ],
  },
  {
    title: "keys of two Key Managers",
    steps: [
      create(),
      generate(),
      generate({ ...keys, keyManager: "noTokens" }),
      listKeys(),
      readKeys(1),
      removeKeys(0),
      listKeys(),
    ],
  },
  {
    title: "mapped keys, unmapped and mapped again",
    steps: [
      create(),
      map(),
      listKeys(),
      removeKeys(),
      map({ ...mapped, consumerKey: "second" }),
      listKeys(),
      remove(),
    ],
  },
  {
    title: "a failed generation, looked at, cleaned up and repeated",
    steps: [
      create(),
      generate(withProperties({ audience_of_api: "https://nowhere.example.com/" })),
      read(),
      listKeys(),
      readKeys(),
      regenerate(),
      removeKeys(),
      listKeys(),
      generate(),
      listKeys(),
    ],
  },
  {
    title: "a failed generation and the deletion of its application",
    steps: [
      create(),
      generate({ ...keys, keyManager: "dead" }),
      listKeys(),
      remove(),
      list(),
      create(),
    ],
  },
  {
    title: "updates that are refused and change nothing",
    steps: [
      create(),
      update({ ...application, throttlingPolicy: "Nothing" }),
      read(),
      update({ ...application, name: "" }),
      read(),
      update({ ...application, name: " x" }),
      read(),
    ],
  },
  {
    title: "subscriptions of two applications to two APIs",
    steps: [
      create(),
      create({ ...application, name: "other" }),
      subscribe(),
      subscribe({ ...subscription, applicationId: "{a1}" }),
      subscribe({
        ...subscription,
        applicationId: "{a1}",
        apiId: "{api1}",
        throttlingPolicy: "Gold",
      }),
      listSubscriptions("?apiId={api0}"),
      listSubscriptions("?applicationId={a1}"),
      read(1),
      list(),
      remove(1),
      listSubscriptions("?apiId={api0}"),
    ],
  },
  {
    title: "a mark at the end of the description",
    steps: [
      create({ ...application, description: "Orders [heritage=pulumi,owner=abc,creation=def]" }),
      read(),
      list(),
      update({ ...application, description: "Other [heritage=pulumi,owner=abc,creation=ghi]" }),
      read(),
      list("?query=orders"),
      generate(),
      subscribe(),
      read(),
    ],
  },
  {
    title: "a renamed application and its keys",
    steps: [
      create(),
      generate(),
      update({ ...application, name: "renamed" }),
      readKeys(),
      updateKeys(3),
      remove(),
    ],
  },
  {
    title: "keys of one user, application of the other",
    steps: [
      { ...create(), user: "subscriber" },
      generate(),
      { ...generate(), user: "subscriber" },
      listKeys(),
      { ...listKeys(), user: "subscriber" },
      readKeys(),
      removeKeys(),
      { ...remove(), user: "subscriber" },
    ],
  },
];

/** Everything that is compared, one request or a few at a time, by what it is about. */
export const portalRows: Readonly<Record<string, readonly PortalRow[]>> = {
  applications: applicationRows,
  "lists of applications": listRows,
  "generated and mapped keys": withoutResident(keyRows),
  "changes of keys": keyChangeRows,
  subscriptions: subscriptionRows,
  "changes of subscriptions": subscriptionUpdateRows,
  "blocked subscriptions": blockedRows,
  "everything else": otherRows,
};
