import type { Auth0Sandbox } from "auth0-wso2-sandbox/auth0";
import type { Fault } from "auth0-wso2-sandbox/http/faults";
import { withDetailsSorted, parse, type Answer, type Contestant } from "../exchange";

/**
 * A request to the Developer Portal. Path and body may name what earlier answers brought, counted
 * from 0: `{a0}` an application, `{k0}` keys, `{c0}` a consumer key, `{s0}` a subscription, `{w0}` a request for approval.
 */
export interface PortalStep {
  method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
  /** Below the base path of the API. */
  path: string;
  /** Default: the Developer Portal's. */
  api?: "admin" | "publisher";
  /** An object is sent as JSON, a text as it is. */
  body?: unknown;
  /** Sends what an earlier step was answered, with some fields changed; counted from 0. */
  echo?: { step: number; change?: Record<string, unknown> };
  headers?: Record<string, string>;
  /** Default: `admin`. A password is the name without organization and user store. */
  user?: string;
  /** What goes wrong at Auth0 meanwhile. */
  fault?: Fault;
}

/** A server that is compared, with the base paths of its REST APIs. */
export interface PortalContestant extends Contestant {
  paths: Readonly<Record<"portal" | "admin" | "publisher", string>>;
}

/** What a server answered, and what it asked Auth0 meanwhile. */
export interface PortalAnswer extends Answer {
  calls: string[];
}

export interface PortalPlay {
  answers: PortalAnswer[];
  /** What is in Auth0 afterwards that was not before. */
  clients: unknown[];
}

const kinds = {
  applicationId: "a",
  keyMappingId: "k",
  consumerKey: "c",
  subscriptionId: "s",
  referenceId: "w",
} as const;

const hidden = /"(consumerSecret|client_secret)":"([^"]+)"/g;
/** Two tokens are equal if they were asked for in the same second. */
const tokens = /"accessToken":"[^"]+"/g;
const times = /"(createdTime|updatedTime)":"(\d{13}|[\d-]{10} [\d:.]+)"/g;

/** Plays steps one after the other, and tells what Auth0 saw of it; the clients are removed then. */
export async function playPortal(
  contestant: PortalContestant,
  auth0: Auth0Sandbox,
  steps: readonly PortalStep[],
  knownIds: Readonly<Record<string, string>>,
): Promise<PortalPlay> {
  const names = new Map(Object.entries(knownIds).map(([name, id]) => [id, `{${name}}`]));
  const secrets: string[] = [];
  const before = new Set(auth0.state.clients);
  const texts: string[] = [];
  const answers: PortalAnswer[] = [];
  const withNames = (text: string) => {
    let named = text;
    for (const [id, name] of names) named = named.replaceAll(id, name);
    return named;
  };
  const withIds = (text: string) => {
    let filled = text;
    for (const [id, name] of names) filled = filled.replaceAll(name, id);
    return filled;
  };
  for (const { method, path, body, echo, headers = {}, fault, ...step } of steps) {
    const { api = "portal", user = "admin" } = step;
    auth0.requests.clear();
    auth0.faults.clear();
    if (fault) auth0.faults.inject(fault);
    const sent = echo ? changed(texts[echo.step] ?? "", echo.change) : body;
    const text = typeof sent === "string" || sent === undefined ? sent : JSON.stringify(sent);
    const password = user.replace(/^.*\/|@.*$/g, "").toLowerCase();
    const credentials = Buffer.from(`${user}:${password}`).toString("base64");
    const base = contestant.url + contestant.paths[api];
    const response = await contestant.send(base + withIds(path), {
      method,
      headers: {
        "Content-Type": "application/json",
        Authorization: `Basic ${credentials}`,
        ...headers,
      },
      ...(text !== undefined && { body: withIds(text) }),
    });
    const answer = await response.text();
    texts.push(answer);
    collect(answer, names);
    nameClients(auth0, before, names);
    const shown = withNames(answer)
      .replace(times, '"$1":"<time>"')
      .replace(tokens, '"accessToken":"<token>"')
      .replace(hidden, (_, field: string, secret: string) => {
        if (!secrets.includes(secret)) secrets.push(secret);
        return `"${field}":"<secret ${secrets.indexOf(secret)}>"`;
      });
    answers.push({
      status: response.status,
      contentType: response.headers.get("content-type")?.replace(/;.*/, ""),
      location: withNames(response.headers.get("location")?.replace(/^https?:\/\/[^/]+/, "") ?? ""),
      body: withKeysSorted(withDetailsSorted(parse(shown))),
      calls: callsOf(auth0, withNames),
    });
  }
  return { answers, clients: takeAway(auth0, before, withNames) };
}

/**
 * The keys of an application are read in no order; the calls for one of them are in order. Which of
 * several is tried and fails first cannot be told.
 */
function callsOf({ requests }: Auth0Sandbox, withNames: (text: string) => string): string[] {
  const calls = requests.all.map(
    ({ method, url, status }) => `${method} ${withNames(decodeURIComponent(url))} ${status}`,
  );
  const rank = (call: string) => Number(/\{c(\d)\}/.exec(call)?.[1] ?? -1);
  const firstWrite = calls.findIndex((call) => !call.startsWith("GET "));
  const reads = firstWrite < 0 ? calls : calls.slice(0, firstWrite);
  const others = firstWrite < 0 ? [] : calls.slice(firstWrite);
  if (reads.some((call) => call.endsWith(" 404"))) return ["keys that cannot be read", ...others];
  return [...reads.sort((one, other) => rank(one) - rank(other)), ...others];
}

/** Nor are they listed in any order. */
function withKeysSorted(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return body;
  const sorted = Object.entries(body).map(([field, value]: [string, unknown]) => {
    const isKeys = Array.isArray(value) && value.some((each) => isKeyMapping(each));
    return [field, isKeys ? value.sort(byMapping) : value] as const;
  });
  return Array.isArray(body) ? body : Object.fromEntries(sorted);
}

type Mapped = { keyMappingId: string };

function isKeyMapping(value: unknown): value is Mapped {
  return typeof value === "object" && value !== null && "keyMappingId" in value;
}

function byMapping(one: Mapped, other: Mapped): number {
  return one.keyMappingId < other.keyMappingId ? -1 : 1;
}

function changed(text: string, change: Record<string, unknown> = {}): unknown {
  return { ...(JSON.parse(text) as object), ...change };
}

function collect(answer: string, names: Map<string, string>): void {
  const counts = { a: 0, k: 0, c: 0, s: 0, w: 0 };
  for (const name of names.values()) {
    const kind = /^\{([akcsw])\d+\}$/.exec(name)?.[1] as keyof typeof counts | undefined;
    if (kind) counts[kind] += 1;
  }
  for (const [field, kind] of Object.entries(kinds)) {
    for (const [, id = ""] of answer.matchAll(new RegExp(`"${field}":"([^"{}]+)"`, "g"))) {
      // What a test has made up itself may be part of many a word.
      if (names.has(id) || id.length < 3) continue;
      names.set(id, `{${kind}${counts[kind]}}`);
      counts[kind] += 1;
    }
  }
}

/** A client of which no answer tells has a name all the same. */
function nameClients(
  { state }: Auth0Sandbox,
  before: ReadonlySet<unknown>,
  names: Map<string, string>,
): void {
  for (const client of state.clients) {
    if (before.has(client) || names.has(client.client_id)) continue;
    const count = [...names.values()].filter((name) => /^\{c\d+\}$/.test(name)).length;
    names.set(client.client_id, `{c${count}}`);
  }
}

/** The new clients as the connector made them, with their grants. */
function takeAway(
  { state }: Auth0Sandbox,
  before: ReadonlySet<unknown>,
  withNames: (text: string) => string,
): unknown[] {
  const made = state.clients.filter((client) => !before.has(client));
  const shown = made.map((client) => {
    const id = client.client_id;
    const grants = state.clientGrants.filter((grant) => grant.client_id === id);
    const { name, app_type, token_endpoint_auth_method, grant_types, callbacks } = client;
    return JSON.parse(
      withNames(
        JSON.stringify({
          name,
          app_type,
          token_endpoint_auth_method,
          grant_types,
          callbacks,
          grants: grants.map(({ audience, scope }) => ({ audience, scope })),
        }),
      ),
    ) as unknown;
  });
  const ids = new Set(made.map((client) => client.client_id));
  state.clientGrants = state.clientGrants.filter((grant) => !ids.has(grant.client_id ?? ""));
  state.clients = state.clients.filter((client) => before.has(client));
  return shown;
}
