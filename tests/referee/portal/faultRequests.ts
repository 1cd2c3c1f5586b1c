import type { Fault, FaultEffect } from "auth0-wso2-sandbox/http/faults";
import type { Case } from "../judged";
import type { PortalStep } from "./portalExchange";
import {
  audience,
  create,
  generate,
  keys,
  listKeys,
  readKeys,
  regenerate,
  remove,
  removeKeys,
  token,
  updateKeys,
} from "./portalRequests";

/** Calls of the connector, in the order of a generation. */
const calls: Readonly<Record<string, Omit<Fault, "effect">>> = {
  "POST clients": { method: "POST", url: /clients$/ },
  "GET clients": { method: "GET", url: /clients\/[^/]+$/ },
  "PATCH clients": { method: "PATCH", url: /clients\// },
  "DELETE clients": { method: "DELETE", url: /clients\// },
  "POST rotate-secret": { method: "POST", url: /rotate-secret$/ },
  "GET client-grants": { method: "GET", url: /client-grants/ },
  "POST client-grants": { method: "POST", url: /client-grants/ },
  "POST token": { method: "POST", url: /oauth\/token$/ },
};

const html = "<html><body>Bad gateway</body></html>";
const answered = (body: string): FaultEffect => ({ kind: "answer", status: 200, body });
const effects: Readonly<Record<string, FaultEffect>> = {
  "429": { kind: "answer", status: 429, body: { statusCode: 429, error: "Too Many Requests" } },
  // Waiting is the same for every call, and takes time.
  "429 with Retry-After": { kind: "answer", status: 429, headers: { "Retry-After": "0" } },
  "403": { kind: "answer", status: 403, body: { statusCode: 403, error: "Forbidden" } },
  "404": { kind: "answer", status: 404, body: { statusCode: 404, error: "Not Found" } },
  "500": { kind: "answer", status: 500, body: html },
  "502 after the work": { kind: "replaceAnswer", status: 502, body: html },
  "204": { kind: "answer", status: 204 },
  ...Object.fromEntries(
    [html, "", "{}", "[]", "null", "5", '"text"', "[null]", "[{}]", "{", "{} x"].map((body) => [
      `200 that is ${body}`,
      answered(body),
    ]),
  ),
};

/** Which operations make each call, as the one that goes wrong. */
const operations: Readonly<Record<string, readonly (readonly [string, PortalStep])[]>> = {
  "POST clients": [["generating", generate()]],
  "GET clients": [
    ["reading", readKeys()],
    ["listing", listKeys()],
  ],
  "PATCH clients": [["changing", updateKeys(2)]],
  "DELETE clients": [
    ["removing keys", removeKeys()],
    ["removing the application", remove()],
  ],
  "POST rotate-secret": [["a new secret", regenerate()]],
  "GET client-grants": [
    ["generating", generate()],
    ["reading", readKeys()],
    ["changing", updateKeys(2)],
    ["a token", token()],
  ],
  "POST client-grants": [
    ["generating", generate()],
    ["changing", updateKeys(2)],
  ],
  "POST token": [
    ["generating", generate()],
    ["a token", token()],
  ],
};

function faultCase(
  call: string,
  what: string,
  title: string,
  fault: Pick<Fault, "effect" | "times">,
): Case<PortalStep> {
  const step = operations[call]?.find(([operation]) => operation === what)?.[1] ?? generate();
  return {
    title: `${what}, ${call}: ${title}`,
    steps: [
      create(),
      ...(what === "generating" ? [] : [generate(), readKeys()]),
      { ...step, fault: { ...calls[call], times: Infinity, ...fault } },
      listKeys(),
    ],
  };
}

export const faultCases: readonly Case<PortalStep>[] = [
  ...Object.entries(operations).flatMap(([call, affected]) =>
    affected.flatMap(([what]) => [
      ...Object.entries(effects).map(([title, effect]) => faultCase(call, what, title, { effect })),
      faultCase(call, what, "lost once", { effect: { kind: "loseAnswer" }, times: 1 }),
    ]),
  ),
  {
    title: "generating, POST clients: lost always, the first time on a connection that was kept",
    steps: [
      create(),
      generate(),
      {
        ...generate({ ...keys, keyType: "SANDBOX" }),
        fault: { ...calls["POST clients"], effect: { kind: "loseAnswer" }, times: Infinity },
      },
      listKeys(),
    ],
  },
];

const texts = [null, "", 5, 1.5, true, []];
const lists = [null, "x", {}, [null], [5], [[]]];
const numbers = [null, "", "x", "5", " 5", "5.0", 5, 1.5, 1e30, true, []];
const client = { client_id: "answered", client_secret: "answered secret" };
const ofGrant = { client_id: texts, audience: texts, scope: lists };

type Fields = Readonly<Record<string, readonly unknown[]>>;

/** Answers with fields of other types, each in an operation that shows what the connector makes of them. */
const oddAnswers: readonly (readonly [call: string, what: string, rest: object, odd: Fields])[] = [
  ["POST clients", "generating", client, { client_id: texts, client_secret: texts }],
  [
    "GET clients",
    "reading",
    client,
    {
      ...{ client_id: texts, client_secret: texts, name: texts, app_type: texts },
      ...{ token_endpoint_auth_method: texts, client_id_issued_at: numbers },
      ...{ grant_types: lists, callbacks: lists },
    },
  ],
  ["GET client-grants", "reading", { audience }, ofGrant],
  ["POST client-grants", "changing", { audience }, ofGrant],
  [
    "POST token",
    "a token",
    { access_token: "answered" },
    { access_token: texts, token_type: texts, scope: texts, expires_in: numbers },
  ],
];

export const oddCases: readonly Case<PortalStep>[] = oddAnswers.flatMap(([call, what, rest, odd]) =>
  Object.entries(odd).flatMap(([field, values]) =>
    values.map((value) => {
      const answer = JSON.stringify({ ...rest, [field]: value });
      const effect = answered(call === "GET client-grants" ? `[${answer}]` : answer);
      return faultCase(call, what, `${field} = ${JSON.stringify(value)}`, { effect });
    }),
  ),
);
