import { appendFileSync } from "node:fs";
import axios, { type AxiosInstance, type AxiosResponse } from "axios";
import { shapeOf, type AnswerShape } from "./answerShape";

/** A call, and what its answer looked like. There is no value of either in it. */
export interface RecordedAnswer {
  readonly server: "Auth0" | "WSO2";
  /** Method and path, in which ids are `{id}`, with the names of the query's parameters. */
  readonly call: string;
  readonly status: number;
  /** Media type; nothing where there is none. */
  readonly type?: string;
  /** Those headers that are read. */
  readonly headers: readonly string[];
  readonly shape: AnswerShape;
}

/** Names the file that a trial has answers recorded in. */
export const recordVariable = "AUTH0_WSO2_TRIAL_RECORD";

const readHeaders = [
  "retry-after",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
];

/** Makes a client record what it is answered, where a trial has asked for that. */
export function recordAnswers(server: RecordedAnswer["server"], http: AxiosInstance): void {
  const file = process.env[recordVariable];
  if (!file) return;
  const note = (answer: AxiosResponse | undefined) => {
    if (answer?.data !== undefined)
      appendFileSync(file, `${JSON.stringify(recordOf(server, answer))}\n`);
  };
  http.interceptors.response.use(
    (answer) => {
      note(answer);
      return answer;
    },
    (error: unknown) => {
      if (axios.isAxiosError(error)) note(error.response);
      throw error;
    },
  );
}

function recordOf(server: RecordedAnswer["server"], answer: AxiosResponse): RecordedAnswer {
  const { config, status } = answer;
  const headers = answer.headers as Record<string, string | undefined>;
  const { pathname, searchParams } = new URL(axios.getUri(config));
  const parameters = [...new Set(searchParams.keys())].sort();
  const base = (URL.parse(config.baseURL ?? "")?.pathname ?? "").replace(/\/+$/, "");
  const path = pathname.slice(base.length).split("/").map(withoutValue).join("/");
  const [type] = (headers["content-type"] ?? "").split(";");
  return {
    server,
    call: `${(config.method ?? "get").toUpperCase()} ${path}${parameters.length > 0 ? `?${parameters.join("&")}` : ""}`,
    status,
    ...(type && { type }),
    headers: readHeaders.filter((name) => headers[name] !== undefined),
    shape: shapeOf(parsed(answer.data)),
  };
}

/** Words of the APIs are of small letters; whatever else stands in a path is an id or a name. */
function withoutValue(part: string): string {
  return /^(\.?[a-z]+\d?([-.][a-z]+)*)?$/.test(part) ? part : "{id}";
}

function parsed(data: unknown): unknown {
  if (typeof data !== "string") return data;
  if (data === "") return undefined;
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return data;
  }
}
