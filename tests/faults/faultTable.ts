import type { FaultEffect } from "auth0-wso2-sandbox/http/faults";

/** Something that goes wrong with a call. */
export interface FaultCase {
  title: string;
  effect: FaultEffect;
  /** What happens where it goes wrong for good. Default: the same at every call. */
  lasting?: FaultEffect;
  /** Whether the server may have done what was asked. */
  mayHaveWorked?: true;
  /** Whether it is worth trying again, where that is safe. */
  isTemporary?: true;
}

const proxyPage = "<html><body><h1>Bad gateway</h1></body></html>";
const html = { "Content-Type": "text/html" };

const internalServerError = {
  code: 500,
  message: "Internal server error",
  description: "The server encountered an internal error. Please contact administrator.",
  moreInfo: "",
  error: [],
};

function throttling(retryAfter: string): FaultEffect {
  const headers = { "Retry-After": retryAfter };
  return { kind: "answer", status: 429, headers, body: "slow down" };
}

/** The effect of a fault that strikes so often. */
export function effectOf({ effect, lasting = effect }: FaultCase, times: number): FaultEffect {
  return times === Infinity ? lasting : effect;
}

/** Every fault that is injected. */
export const faultCases: FaultCase[] = [
  {
    title: "the connection breaks before the request is seen",
    effect: { kind: "reset" },
    isTemporary: true,
  },
  {
    title: "the answer is lost",
    effect: { kind: "loseAnswer" },
    mayHaveWorked: true,
    isTemporary: true,
  },
  {
    title: "half of the answer arrives",
    effect: { kind: "truncateAnswer" },
    mayHaveWorked: true,
    isTemporary: true,
  },
  {
    title: "the answer takes longer than the time-out",
    effect: { kind: "delayAnswer", milliseconds: 1200 },
    mayHaveWorked: true,
    isTemporary: true,
  },
  {
    title: "500 of WSO2",
    effect: {
      kind: "answer",
      status: 500,
      body: internalServerError,
    },
  },
  {
    title: "502 of a proxy",
    effect: { kind: "answer", status: 502, headers: html, body: proxyPage },
    isTemporary: true,
  },
  {
    title: "503 of a proxy",
    effect: { kind: "answer", status: 503, headers: html, body: proxyPage },
    isTemporary: true,
  },
  {
    title: "504 of a proxy",
    effect: { kind: "answer", status: 504, headers: html, body: proxyPage },
    isTemporary: true,
  },
  {
    title: "404 of a proxy",
    effect: { kind: "answer", status: 404, headers: html, body: proxyPage },
  },
  {
    title: "429 with Retry-After",
    effect: throttling("0"),
    // A server that wants to be left alone for longer than anybody has patience.
    lasting: throttling("3600"),
    isTemporary: true,
  },
  {
    title: "a redirect to a login page",
    effect: { kind: "answer", status: 302, headers: { Location: "https://sso.example.com/" } },
  },
  {
    title: "200 with a page instead of JSON",
    effect: { kind: "answer", status: 200, headers: html, body: proxyPage },
  },
  {
    title: "200 with JSON of somebody else",
    effect: { kind: "answer", status: 200, body: { status: "UP" } },
  },
  {
    title: "404 of WSO2's gateway",
    // Its error form is not that of the REST APIs: the code is a text.
    effect: {
      kind: "answer",
      status: 404,
      body: {
        code: "404",
        type: "Status report",
        message: "Not Found",
        description: "The requested resource is not available.",
      },
    },
  },
  {
    title: "504 of a proxy that gave up waiting",
    effect: { kind: "replaceAnswer", status: 504, headers: html, body: proxyPage },
    mayHaveWorked: true,
    isTemporary: true,
  },
  {
    title: "500 of WSO2 after the work was done",
    effect: { kind: "replaceAnswer", status: 500, body: internalServerError },
    mayHaveWorked: true,
  },
  {
    title: "a login page after the work was done",
    effect: { kind: "replaceAnswer", status: 200, headers: html, body: proxyPage },
    mayHaveWorked: true,
  },
];

/** Those that take real time, until a request is given up. */
export const lateFaults = faultCases.filter(({ effect }) => effect.kind === "delayAnswer");

/** The others. */
export const promptFaults = faultCases.filter((fault) => !lateFaults.includes(fault));
