import type { Fault, FaultEffect } from "auth0-wso2-sandbox/http/faults";
import type { Case } from "../judged";
import type { PortalStep } from "./portalExchange";
import {
  create,
  generate,
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
const effects: Readonly<Record<string, FaultEffect>> = {
  "429": { kind: "answer", status: 429, body: { statusCode: 429, error: "Too Many Requests" } },
  // Waiting is the same for every call, and takes time.
  "429 with Retry-After": { kind: "answer", status: 429, headers: { "Retry-After": "0" } },
  "403": { kind: "answer", status: 403, body: { statusCode: 403, error: "Forbidden" } },
  "404": { kind: "answer", status: 404, body: { statusCode: 404, error: "Not Found" } },
  "500": { kind: "answer", status: 500, body: html },
  "200 that is no JSON": { kind: "answer", status: 200, body: html },
  "200 that is {}": { kind: "answer", status: 200, body: {} },
  "200 that is a list": { kind: "answer", status: 200, body: [] },
  "502 after the work": { kind: "replaceAnswer", status: 502, body: html },
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

export const faultCases: readonly Case<PortalStep>[] = Object.entries(operations).flatMap(
  ([call, affected]) =>
    affected.flatMap(([what, step]) =>
      Object.entries(effects).map(([effect, fault]) => ({
        title: `${what}, ${call}: ${effect}`,
        steps: [
          create(),
          ...(what === "generating" ? [] : [generate(), readKeys()]),
          { ...step, fault: { ...calls[call], effect: fault, times: Infinity } },
          listKeys(),
        ],
      })),
    ),
);
