/** A request to the key-manager resources; `{0}`, `{1}` … in its path are ids of entries made before. */
export interface Step {
  method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
  /** Below the base path of the admin API. Default: `/key-managers`. */
  path?: string;
  /** An object is sent as JSON, a text as it is. */
  body?: unknown;
  /** Sends what an earlier step was answered, as it is; counted from 0. */
  echo?: number;
  headers?: Record<string, string>;
}

/** What a server answered, freed of what may differ between two servers. */
export interface Answer {
  status: number;
  contentType: string | undefined;
  location: string | undefined;
  /** Parsed JSON, or the text where it is none. */
  body: unknown;
}

/** A server that is compared: where it is and how to log in. */
export interface Contestant {
  url: string;
  send(url: string, init: RequestInit): Promise<Response>;
}

/** Plays steps one after the other, each with the ids that the earlier ones have brought. */
export async function play(contestant: Contestant, steps: readonly Step[]): Promise<Answer[]> {
  const ids: string[] = [];
  const answers: Answer[] = [];
  const texts: string[] = [];
  for (const { method, path = "/key-managers", echo, headers = {}, ...step } of steps) {
    const body = echo === undefined ? step.body : texts[echo];
    const target = path.replace(/\{(\d)\}/g, (_, index) => ids[Number(index)] ?? "nothing");
    const response = await contestant.send(contestant.url + target, {
      method,
      headers: { "Content-Type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    texts.push(text);
    const id = method === "POST" ? idIn(text) : undefined;
    if (id !== undefined) ids.push(id);
    answers.push(normalize(response, text, ids));
  }
  return answers;
}

function normalize(response: Response, text: string, ids: readonly string[]): Answer {
  const withoutIds = (value: string) =>
    ids.reduce((masked, id, index) => masked.replaceAll(id, `{${index}}`), value);
  return {
    status: response.status,
    contentType: response.headers.get("content-type")?.replace(/;.*/, ""),
    location: response.headers
      .get("location")
      ?.replace(/^https?:\/\/[^/]+/, "")
      .replace(/[^/]+$/, "…"),
    body: withDetailsSorted(parse(withoutIds(text))),
  };
}

/** Numbers are kept as they were written: 5 and 5.0 are not the same answer. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text, keepNumberText as Parameters<typeof JSON.parse>[1]) as unknown;
  } catch {
    return text;
  }
}

function keepNumberText(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === "number" ? { written: context?.source ?? String(value) } : value;
}

/** WSO2 lists violations in no order: it differs from one request to the next. */
export function withDetailsSorted(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("error" in body)) return body;
  const { error } = body;
  return Array.isArray(error)
    ? { ...body, error: error.map((item) => JSON.stringify(item)).sort() }
    : body;
}

function idIn(text: string): string | undefined {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === "string" ? id : undefined;
  } catch {
    return undefined;
  }
}
