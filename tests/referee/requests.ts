import type { Step } from "./exchange";
import type { Case } from "./judged";

type Row = Case<Step>;

type Document = Record<string, unknown>;

/** Nothing listens there, so that the sandbox knows at once that it cannot load the entry. */
const origin = "https://localhost:1";

/** The least that WSO2 takes. */
export const minimal: Document = {
  name: "km",
  type: "Auth0",
  enabled: true,
  introspectionEndpoint: "none",
  clientRegistrationEndpoint: `${origin}/oidc/register`,
  tokenEndpoint: `${origin}/oauth/token`,
  revokeEndpoint: `${origin}/oauth/revoke`,
  additionalProperties: {
    client_id: "abc",
    client_secret: "s3cr3t",
    audience: `${origin}/api/v2/`,
  },
};

/** Every field with a value. */
export const full: Document = {
  ...minimal,
  displayName: "Auth0",
  description: "Tokens of Auth0",
  wellKnownEndpoint: `${origin}/.well-known/openid-configuration`,
  issuer: `${origin}/`,
  displayTokenEndpoint: `${origin}/shown/token`,
  displayRevokeEndpoint: `${origin}/shown/revoke`,
  userInfoEndpoint: `${origin}/userinfo`,
  authorizeEndpoint: `${origin}/authorize`,
  scopeManagementEndpoint: `${origin}/scopes`,
  endpoints: [],
  certificates: { type: "JWKS", value: `${origin}/jwks.json` },
  alias: "alias",
  availableGrantTypes: ["client_credentials", "authorization_code"],
  enableTokenGeneration: true,
  enableTokenEncryption: true,
  enableTokenHashing: true,
  enableMapOAuthConsumerApps: true,
  enableOAuthAppCreation: true,
  enableSelfValidationJWT: true,
  claimMapping: [{ remoteClaim: "email", localClaim: "http://wso2.org/claims/emailaddress" }],
  consumerKeyClaim: "client_id",
  scopesClaim: "permissions",
  tokenValidation: [{ id: 1, enable: true, type: "REFERENCE", value: "^[0-9a-f]+$" }],
  permissions: { permissionType: "ALLOW", roles: ["admin"] },
  tokenType: "DIRECT",
  allowedOrganizations: ["ALL"],
};

const create = (document: unknown): Step => ({ method: "POST", body: document });
const read = (index = 0): Step => ({ method: "GET", path: `/key-managers/{${index}}` });
const update = (document: unknown, index = 0): Step => ({
  method: "PUT",
  path: `/key-managers/{${index}}`,
  body: document,
});
const remove = (index = 0): Step => ({ method: "DELETE", path: `/key-managers/{${index}}` });
const list: Step = { method: "GET" };

const without = (document: Document, field: string): Document =>
  Object.fromEntries(Object.entries(document).filter(([key]) => key !== field));
const withConnector = (change: Document): Document => ({
  ...minimal,
  additionalProperties: { ...(minimal["additionalProperties"] as Document), ...change },
});
const show = (value: unknown) => {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

const oddValues: unknown[] = [null, "", "  x  ", 5, 1.5, true, "true", {}, [], ["x"], [null]];

/** Every field in turn: left out, empty, of another type. */
const fieldRows: Row[] = Object.keys(full).flatMap((field) => [
  {
    title: `creates without ${field}`,
    steps: [create(without(full, field)), read()],
  },
  {
    title: `updates without ${field}`,
    steps: [create(full), update(without(full, field)), read()],
  },
  ...oddValues.map((value) => ({
    title: `creates with ${field} = ${show(value)}`,
    steps: [create({ ...full, [field]: value }), read()],
  })),
  ...[null, "", 5, {}].map((value) => ({
    title: `updates to ${field} = ${show(value)}`,
    steps: [create(full), update({ ...full, [field]: value }), read()],
  })),
]);

const lengths: [string, number][] = [
  ["name", 100],
  ["displayName", 100],
  ["description", 256],
  ["type", 45],
];
const lengthRows: Row[] = lengths.flatMap(([field, maximum]) =>
  [maximum, maximum + 1].map((length) => ({
    title: `creates with ${length} characters of ${field}`,
    steps: [create({ ...full, [field]: "x".repeat(length) }), read()],
  })),
);

const connectorRows: Row[] = [
  ...["client_id", "client_secret", "audience"].flatMap((property) => [
    {
      title: `creates without the connector property ${property}`,
      steps: [
        create({
          ...minimal,
          additionalProperties: without(minimal["additionalProperties"] as Document, property),
        }),
      ],
    },
    ...[null, "", "  x  ", 5, true, {}, ["x"]].map((value) => ({
      title: `creates with the connector property ${property} = ${show(value)}`,
      steps: [create(withConnector({ [property]: value })), read()],
    })),
  ]),
  ...[
    1,
    5,
    -3,
    0,
    1.5,
    100000000,
    0.0001,
    true,
    false,
    "text",
    " text ",
    null,
    [],
    [1, 2],
    [null, "x"],
    {},
    { a: 1 },
    { a: { b: null, c: [1] } },
  ].map((value) => ({
    title: `keeps an additional property ${show(value)}`,
    steps: [
      create(withConnector({ extra: value })),
      read(),
      update(withConnector({ extra: value })),
      read(),
    ],
  })),
  ...[
    "issuer",
    "token_endpoint",
    "grant_types",
    "self_validate_jwt",
    "consumer_key_claim",
    "certificate_value",
    "enable_oauth_app_creation",
  ].map((key) => ({
    title: `creates with the reserved additional property ${key}`,
    steps: [create(withConnector({ [key]: "x" })), read()],
  })),
];

const strangers: [string, Document][] = [
  ["the entry", { ...minimal, foo: 1 }],
  ["the certificates", { ...minimal, certificates: { type: "JWKS", value: "x", foo: 1 } }],
  ["the permissions", { ...minimal, permissions: { permissionType: "PUBLIC", foo: 1 } }],
  ["a token rule", { ...minimal, tokenValidation: [{ id: 1, type: "JWT", foo: 1 }] }],
  [
    "a claim mapping",
    { ...minimal, claimMapping: [{ remoteClaim: "a", localClaim: "b", foo: 1 }] },
  ],
  ["an endpoint", { ...minimal, endpoints: [{ name: "a", value: "b", foo: 1 }] }],
];
const structureRows: Row[] = [
  ...strangers.map(([where, document]) => ({
    title: `creates with an unknown property in ${where}`,
    steps: [create(document)],
  })),
  ...["jwks", "NOPE", null, 5].map((type) => ({
    title: `creates with certificates of type ${show(type)}`,
    steps: [create({ ...minimal, certificates: { type, value: "x" } }), read()],
  })),
  ...["REFERENCE", "JWT", "CUSTOM", "jwt", "NOPE", null].map((type) => ({
    title: `creates with a token rule of type ${show(type)}`,
    steps: [
      create({ ...minimal, tokenValidation: [{ id: 1, enable: true, type, value: "v" }] }),
      read(),
    ],
  })),
  ...[{ body: { azp: ".*" } }, {}, [], 5, null, "text"].map((value) => ({
    title: `creates with a token rule of value ${show(value)}`,
    steps: [
      create({ ...minimal, tokenValidation: [{ id: 2, enable: false, type: "JWT", value }] }),
      read(),
    ],
  })),
  {
    title: "creates with a token rule that has nothing but its type",
    steps: [create({ ...minimal, tokenValidation: [{ type: "CUSTOM" }] }), read()],
  },
  {
    title: "creates with half a claim mapping",
    steps: [create({ ...minimal, claimMapping: [{ remoteClaim: "a" }] }), read()],
  },
  ...[
    { permissionType: "PUBLIC", roles: ["admin"] },
    { permissionType: "ALLOW" },
    { permissionType: "ALLOW", roles: [] },
    { permissionType: "ALLOW", roles: ["admin", "Internal/everyone"] },
    { permissionType: "DENY", roles: ["Internal/everyone", "admin"] },
    { permissionType: "ALLOW", roles: ["nobody"] },
    { permissionType: "deny", roles: ["admin"] },
    { roles: ["admin"] },
    {},
    null,
  ].map((permissions) => ({
    title: `creates with permissions ${show(permissions)}`,
    steps: [create({ ...minimal, permissions }), read()],
  })),
  ...[["ALL"], ["none"], ["a", "b"], ["b", "a"], [], null].map((allowedOrganizations) => ({
    title: `creates with the organizations ${show(allowedOrganizations)}`,
    steps: [create({ ...minimal, allowedOrganizations }), read()],
  })),
  ...[
    [{ name: "token_endpoint", value: "https://localhost:1/other" }],
    [{ name: "foo", value: "bar" }],
    [{ name: "token_endpoint" }],
    [{ value: "x" }],
    [null],
  ].map((endpoints) => ({
    title: `creates with the endpoints ${show(endpoints)}`,
    steps: [create({ ...minimal, endpoints }), read()],
  })),
  {
    title: "creates with an endpoint in the list alone",
    steps: [
      create({
        ...without(minimal, "tokenEndpoint"),
        endpoints: [{ name: "token_endpoint", value: "https://localhost:1/token" }],
      }),
      read(),
    ],
  },
];

const bodyRows: Row[] = [
  ["{", "a body that is cut off"],
  ["", "an empty body"],
  ["   ", "a blank body"],
  ["null", "the body null"],
  ["[]", "a list as body"],
  ['"text"', "a text as body"],
  ["5", "a number as body"],
  [`${JSON.stringify(minimal)} x`, "something behind the body"],
].flatMap(([body, title]) => [
  { title: `creates with ${title ?? ""}`, steps: [create(body)] },
  { title: `updates with ${title ?? ""}`, steps: [create(minimal), update(body), read()] },
]);

const identityRows: Row[] = [
  { title: "creates a name twice", steps: [create(minimal), create(minimal), list] },
  {
    title: "creates names that differ in case",
    steps: [create(minimal), create({ ...minimal, name: "KM" }), list],
  },
  ...["auth0", "AUTH0", "Okta", "Nothing"].map((type) => ({
    title: `creates an entry of type ${type}`,
    steps: [create({ ...minimal, type })],
  })),
  {
    title: "creates with an id in the body",
    steps: [create({ ...minimal, id: "mine" }), read()],
  },
  {
    title: "creates with the secret masked",
    steps: [create(withConnector({ client_secret: "*****" })), read()],
  },
  {
    title: "keeps the secret behind the mask",
    steps: [create(minimal), update(withConnector({ client_secret: "*****" })), read()],
  },
  {
    title: "keeps the secret behind the mask with white space",
    steps: [create(minimal), update(withConnector({ client_secret: " ***** " })), read()],
  },
  {
    title: "changes the secret",
    steps: [create(minimal), update(withConnector({ client_secret: "new" })), read()],
  },
  {
    title: "updates without a secret",
    steps: [
      create(minimal),
      update({ ...minimal, additionalProperties: { client_id: "abc", audience: "x" } }),
      read(),
    ],
  },
  { title: "renames", steps: [create(minimal), update({ ...minimal, name: "other" }), read()] },
  {
    title: "changes the type",
    steps: [create(minimal), update({ ...minimal, type: "Nothing" }), read()],
  },
  { title: "resets what an update leaves out", steps: [create(full), update(minimal), read()] },
  { title: "updates to everything", steps: [create(minimal), update(full), read()] },
  {
    title: "updates with another id in the body",
    steps: [create(minimal), update({ ...minimal, id: "other" }), read()],
  },
  ...(["GET", "PUT", "DELETE"] as const).map((method) => ({
    title: `answers ${method} of an unknown id`,
    steps: [
      {
        method,
        path: "/key-managers/0b0e7a4e-0000-4000-8000-000000000000",
        ...(method === "PUT" && { body: minimal }),
      },
    ],
  })),
  { title: "deletes", steps: [create(minimal), remove(), read(), list] },
  { title: "deletes twice", steps: [create(minimal), remove(), remove()] },
  {
    title: "creates again what was deleted",
    steps: [create(minimal), remove(), create(minimal), list],
  },
  {
    title: "trims and keeps white space",
    steps: [
      create({
        ...full,
        issuer: " https://a/ ",
        description: " d ",
        consumerKeyClaim: " azp ",
        certificates: { type: "JWKS", value: " https://a/jwks " },
      }),
      read(),
    ],
  },
  { title: "reports several violations at once", steps: [create({ name: "", type: "" })] },
  { title: "answers an empty document", steps: [create({})] },
];

const protocolRows: Row[] = [
  ...["text/plain", "application/xml", "application/x-www-form-urlencoded"].map((type) => ({
    title: `creates with content of type ${type}`,
    steps: [{ ...create(minimal), headers: { "Content-Type": type } }],
  })),
  {
    title: "answers a wrong password",
    steps: [{ ...list, headers: { Authorization: "Basic d3Jvbmc6d3Jvbmc=" } }],
  },
  { title: "answers no login", steps: [{ ...list, headers: { Authorization: "" } }] },
  { title: "answers a method that there is not", steps: [{ method: "PATCH" }] },
  { title: "answers a path that there is not", steps: [{ method: "GET", path: "/nothing" }] },
];

/** Sequences in which each step builds on the one before. */
export const sequences: Row[] = [
  {
    title: "update from what was read",
    steps: [
      create(full),
      read(),
      { method: "PUT", path: "/key-managers/{0}", echo: 1 },
      read(),
      { method: "PUT", path: "/key-managers/{0}", echo: 3 },
      remove(),
      read(),
    ],
  },
  {
    title: "create from what was read",
    steps: [create(full), read(), remove(), { method: "POST", echo: 1 }, read(1), list],
  },
  {
    title: "create, read, update with everything, read, reset, read, delete, read",
    steps: [
      create(minimal),
      read(),
      update(full),
      read(),
      update(minimal),
      read(),
      remove(),
      read(),
    ],
  },
  {
    title: "two entries that do not disturb each other",
    steps: [
      create(minimal),
      create({ ...full, name: "other" }),
      update({ ...minimal, description: "changed" }),
      read(0),
      read(1),
      remove(0),
      read(1),
      list,
    ],
  },
  {
    title: "a refused update changes nothing",
    steps: [
      create(full),
      update({ ...full, name: "renamed" }),
      read(),
      update({ ...full, tokenEndpoint: "" }),
      read(),
      update({ ...full, permissions: { permissionType: "ALLOW", roles: ["nobody"] } }),
      read(),
    ],
  },
  {
    title: "the mask after a secret was emptied",
    steps: [
      create(withConnector({ client_secret: "" })),
      read(),
      update(withConnector({ client_secret: "*****" })),
      read(),
      update(withConnector({ client_secret: "set" })),
      update(withConnector({ client_secret: "*****" })),
      read(),
    ],
  },
  {
    title: "permissions there and back",
    steps: [
      create({ ...minimal, permissions: { permissionType: "ALLOW", roles: ["admin"] } }),
      update({ ...minimal, permissions: { permissionType: "DENY", roles: ["Internal/everyone"] } }),
      read(),
      update({ ...minimal, permissions: { permissionType: "PUBLIC" } }),
      read(),
      update(minimal),
      read(),
    ],
  },
];

/** Everything that is compared, one request or a few at a time. */
export const rows: Row[] = [
  ...fieldRows,
  ...lengthRows,
  ...connectorRows,
  ...structureRows,
  ...bodyRows,
  ...identityRows,
  ...protocolRows,
];

/** The same steps without the fields that {@link full} has and a release does not know. */
export function withoutFields(steps: readonly Step[], fields: readonly string[]): Step[] {
  const isLeftOut = ([field, value]: [string, unknown]) =>
    fields.includes(field) && value === full[field];
  return steps.map((step) => {
    const { body } = step;
    if (typeof body !== "object" || body === null || Array.isArray(body)) return step;
    const kept = Object.entries(body).filter((entry) => !isLeftOut(entry));
    return { ...step, body: Object.fromEntries<unknown>(kept) };
  });
}
