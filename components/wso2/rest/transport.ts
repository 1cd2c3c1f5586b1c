import { Agent } from "node:https";
import axios, { AxiosError, type AxiosInstance, type AxiosResponse } from "axios";
import type { Wso2Connection, Wso2Login } from "./connection";
import { connectionFailure } from "./connectionFailure";
import { unknownRate } from "./connectorRate";
import { refusal, Wso2Error, type Wso2ErrorBody } from "./errors";
import { connectorCalls } from "../../http/connectorCalls";
import { maskedIn } from "../../http/masking";
import { recordAnswers } from "../../http/recordedAnswers";
import { isAnswered, repeatTemporaryFailures } from "../../http/retries";

/** How patient a transport is. */
export interface RequestPatience {
  /** Milliseconds until a request without an answer is given up. */
  timeout: number;
  /** Milliseconds before the first repetition; doubled each time. */
  firstDelay: number;
}

/** How often a failure is laid to Auth0's limit at most. */
const mostTries = 5;

const usualPatience: RequestPatience = { timeout: 30_000, firstDelay: 250 };

/** A request to WSO2. */
export interface Wso2Request {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path below the root URL. */
  path: string;
  authorization: string;
  /** Sent as JSON, `URLSearchParams` and `FormData` as a form. */
  body?: object;
  /** Whether doing it twice is as good as once. Default: true for all methods but POST. */
  isRepeatable?: boolean;
  /** Calls that WSO2's connector may make in a row for it: it waits until Auth0 takes them. Default: it does not wait. */
  callsAuth0?: number;
  /** Whether a successful answer is what was asked for. Default: any JSON is. */
  isExpected?: (answer: unknown) => boolean;
}

/** Sends requests to one WSO2 API Manager and turns every failure into a {@link Wso2Error}. */
export class Transport {
  private readonly http: AxiosInstance;
  private readonly secrets: string[];

  constructor(
    private readonly connection: Omit<Wso2Connection, "release">,
    { timeout, firstDelay } = usualPatience,
    private readonly rate = unknownRate,
  ) {
    const { url, certificateAuthority, login } = connection;
    this.secrets = secretsOf(login);
    this.http = axios.create({
      baseURL: url,
      timeout,
      // A redirect means a login page or a wrong port, never WSO2's REST API.
      maxRedirects: 0,
      responseType: "text",
      transformResponse: (body: string) => body,
      httpsAgent: new Agent({
        keepAlive: true,
        ...(certificateAuthority !== undefined && { ca: certificateAuthority }),
      }),
    });
    recordAnswers("WSO2", this.http);
    repeatTemporaryFailures(this.http, firstDelay);
  }

  /** The parsed JSON of a successful answer, `undefined` for an empty one. */
  async send(request: Wso2Request): Promise<unknown> {
    const subject = `${request.method} ${this.connection.url}${request.path}`;
    const { status, headers, data } = await this.unthrottled(request, subject);
    if (status >= 300 && status < 400) {
      throw new Wso2Error(
        `${subject} was redirected to ${String(headers["location"])}, so this is not WSO2's ` +
          "REST API. Check WSO2_URL (or wso2.url): it is the root URL of the management node.",
        "notWso2",
        status,
      );
    }
    const json = parseJson(data);
    const { isExpected = () => true } = request;
    if (status < 300 && json !== notJson && isExpected(json)) return json;
    if (json !== notJson && isErrorBody(json)) {
      throw refusal(subject, status, this.withoutSecrets(json, request.authorization));
    }
    throw new Wso2Error(
      `${subject} answered ${status} with something that is not WSO2's JSON. Check that WSO2_URL ` +
        "(or wso2.url) leads to WSO2's management node and that no proxy answers in its place.",
      "notWso2",
      status,
    );
  }

  /** A failure says nothing of what was asked where Auth0 may have refused a call of WSO2's for its rate. */
  private async unthrottled(request: Wso2Request, subject: string): Promise<AxiosResponse<string>> {
    const { method, isRepeatable = method !== "POST", callsAuth0 } = request;
    for (let tries = 1, inRoom = callsAuth0 !== undefined; ; tries += 1, inRoom = true) {
      let startedAt = 0;
      const ask = () => {
        startedAt = Date.now();
        return this.exchange(request, subject);
      };
      const answer = await (inRoom
        ? this.rate.whenRoom(callsAuth0 ?? connectorCalls.look, ask)
        : ask());
      if (answer.status !== 500 || !isRepeatable || tries >= mostTries) return answer;
      if (!(await this.rate.mayHaveRefused(startedAt, inRoom))) return answer;
    }
  }

  private async exchange(request: Wso2Request, subject: string): Promise<AxiosResponse<string>> {
    const { method, path, authorization, body, isRepeatable } = request;
    try {
      return await this.http.request<string>({
        method,
        url: path,
        headers: { Authorization: authorization, Accept: "application/json", ...contentType(body) },
        // axios would leave out keys such as "prototype".
        data: isForm(body) ? body : JSON.stringify(body),
        ...(isRepeatable !== undefined && { isRepeatable }),
      });
    } catch (error) {
      if (error instanceof AxiosError && isAnswered(error)) {
        return error.response as AxiosResponse<string>;
      }
      throw connectionFailure(subject, error);
    }
  }

  /** What a server repeats of a request must not reach anybody's log. */
  private withoutSecrets(body: Wso2ErrorBody, authorization: string): Wso2ErrorBody {
    const credentials = authorization.replace(/^\w+ /, "");
    return maskedIn(body, [...this.secrets, credentials]);
  }
}

function isForm(body: object | undefined): boolean {
  return body instanceof URLSearchParams || body instanceof FormData;
}

/** A form has one of its own. */
function contentType(body: object | undefined): Record<string, string> {
  return body === undefined || isForm(body) ? {} : { "Content-Type": "application/json" };
}

/** A password that is also the user's name is not to be hidden by taking the name out of errors. */
function secretsOf(login: Wso2Login): string[] {
  const { username, ...rest } = { ...login } as Record<string, string>;
  const { password = "", clientSecret = "", accessToken = "" } = rest;
  return [password, clientSecret, accessToken].filter((secret) => secret !== username);
}

const notJson = Symbol("not JSON");

function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return notJson;
  }
}

/**
 * OAuth endpoints have an error form of their own. That of WSO2's gateway is like the REST APIs',
 * but its code is a text: its 404 says nothing about what a REST API holds.
 */
function isErrorBody(json: unknown): json is Wso2ErrorBody {
  if (typeof json !== "object" || json === null) return false;
  const { code } = json as { code?: unknown };
  return (typeof code === "number" && "description" in json) || "error_description" in json;
}
