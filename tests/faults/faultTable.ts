import type { Fault, FaultEffect } from "../../sandbox/http/faults";

/** Something that goes wrong with a call. */
export interface FaultCase {
  title: string;
  effect: FaultEffect;
  /** Whether the server may have done what was asked. */
  mayHaveWorked?: true;
}

const proxyPage = "<html><body><h1>Bad gateway</h1></body></html>";
const html = { "Content-Type": "text/html" };

/** Every fault that is injected. */
export const faultCases: FaultCase[] = [
  { title: "the connection breaks before the request is seen", effect: { kind: "reset" } },
  {
    title: "the answer is lost",
    effect: { kind: "loseAnswer" },
    mayHaveWorked: true,
  },
  {
    title: "half of the answer arrives",
    effect: { kind: "truncateAnswer" },
    mayHaveWorked: true,
  },
  {
    title: "the answer takes longer than the time-out",
    effect: { kind: "delay", milliseconds: 600 },
    mayHaveWorked: true,
  },
  {
    title: "500 of WSO2",
    effect: {
      kind: "answer",
      status: 500,
      body: {
        code: 500,
        message: "Internal server error",
        description: "The server encountered an internal error. Please contact administrator.",
        moreInfo: "",
        error: [],
      },
    },
  },
  {
    title: "502 of a proxy",
    effect: { kind: "answer", status: 502, headers: html, body: proxyPage },
  },
  {
    title: "503 of a proxy",
    effect: { kind: "answer", status: 503, headers: html, body: proxyPage },
  },
  {
    title: "504 of a proxy",
    effect: { kind: "answer", status: 504, headers: html, body: proxyPage },
  },
  {
    title: "404 of a proxy",
    effect: { kind: "answer", status: 404, headers: html, body: proxyPage },
  },
  {
    title: "429 with Retry-After",
    effect: { kind: "answer", status: 429, headers: { "Retry-After": "0" }, body: "slow down" },
  },
  {
    title: "a redirect to a login page",
    effect: { kind: "answer", status: 302, headers: { Location: "https://sso.example.com/" } },
  },
  {
    title: "200 with a page instead of JSON",
    effect: { kind: "answer", status: 200, headers: html, body: proxyPage },
  },
];

/** A call of an operation, by what is sent. */
export interface Call {
  method: NonNullable<Fault["method"]>;
  url: RegExp;
}

const collection = /\/key-managers$/;
const entry = /\/key-managers\/[0-9a-f-]{36}$/;

/** The calls to WSO2 that each operation makes. */
export const callsOf: Record<"create" | "read" | "update" | "delete", Call[]> = {
  create: [
    { method: "GET", url: collection },
    { method: "POST", url: collection },
  ],
  read: [{ method: "GET", url: entry }],
  update: [
    { method: "GET", url: entry },
    { method: "PUT", url: entry },
  ],
  delete: [
    { method: "GET", url: entry },
    { method: "GET", url: collection },
    { method: "DELETE", url: entry },
  ],
};
