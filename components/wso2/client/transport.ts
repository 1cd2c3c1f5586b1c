import { Agent } from "node:https";
import axios, { AxiosError, type AxiosInstance, type AxiosResponse } from "axios";
import type { Wso2Connection } from "./connection";
import { remedyFor, Wso2Error, type Wso2ErrorBody } from "./errors";

/** Milliseconds until a request without an answer is given up. */
const timeout = 30_000;

/** A request to WSO2. */
export interface Wso2Request {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path below the root URL. */
  path: string;
  authorization: string;
  body?: object;
}

/** Codes of failures that happen before a request leaves this machine. */
const unreachable: Record<string, string> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the host name does not resolve",
  EAI_AGAIN: "the host name does not resolve",
  EHOSTUNREACH: "there is no route to the host",
  ENETUNREACH: "there is no route to the network",
};

/** Sends requests to one WSO2 API Manager and turns every failure into a {@link Wso2Error}. */
export class Transport {
  private readonly http: AxiosInstance;

  constructor(private readonly connection: Wso2Connection) {
    this.http = axios.create({
      baseURL: connection.url,
      timeout,
      // A redirect means a login page or a wrong port, never WSO2's REST API.
      maxRedirects: 0,
      validateStatus: () => true,
      responseType: "text",
      transformResponse: (body: string) => body,
      httpsAgent: new Agent({
        keepAlive: true,
        ...(connection.certificateAuthority !== undefined && {
          ca: connection.certificateAuthority,
        }),
      }),
    });
  }

  /** The parsed JSON of a successful answer, `undefined` for an empty one. */
  async send(request: Wso2Request): Promise<unknown> {
    const subject = `${request.method} ${this.connection.url}${request.path}`;
    const answer = await this.exchange(request, subject);
    const { status } = answer;
    if (status >= 300 && status < 400) {
      throw new Wso2Error(
        `${subject} was redirected to ${String(answer.headers["location"])}, so this is not WSO2's ` +
          "REST API. Check WSO2_URL (or wso2.url): it is the root URL of the management node.",
        "notWso2",
        status,
      );
    }
    const json = parseJson(answer.data);
    if (status < 300 && json !== notJson) return json;
    if (json !== notJson && isErrorBody(json)) throw this.refusal(subject, status, json);
    throw new Wso2Error(
      `${subject} answered ${status} with something that is not WSO2's JSON. Check that WSO2_URL ` +
        "(or wso2.url) leads to WSO2's management node and that no proxy answers in its place.",
      "notWso2",
      status,
    );
  }

  private async exchange(request: Wso2Request, subject: string): Promise<AxiosResponse<string>> {
    const { method, path, authorization, body } = request;
    try {
      return await this.http.request<string>({
        method,
        url: path,
        headers: { Authorization: authorization, Accept: "application/json" },
        data: body,
      });
    } catch (error) {
      throw connectionFailure(subject, error);
    }
  }

  private refusal(subject: string, status: number, body: Wso2ErrorBody): Wso2Error {
    const details = (body.error ?? []).map(({ message }) => message).filter(Boolean);
    const said = [body.description || body.message, ...details].join("; ");
    return new Wso2Error(
      `${subject} answered ${status}: ${said} (${body.code}). ${remedyFor(status, body.code)}`,
      "refused",
      status,
      body,
    );
  }
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

function isErrorBody(json: unknown): json is Wso2ErrorBody {
  return typeof json === "object" && json !== null && "code" in json && "description" in json;
}

/** The cause of an axios error is not kept: its request holds the password and the secret. */
function connectionFailure(subject: string, error: unknown): Wso2Error {
  const code = error instanceof AxiosError ? (error.code ?? "") : "";
  const message = error instanceof Error ? error.message : String(error);
  const reason = unreachable[code];
  if (reason !== undefined) {
    return new Wso2Error(
      `${subject}: ${reason} (${code}). Check WSO2_URL (or wso2.url) and that the server runs.`,
      "unreachable",
    );
  }
  if (/CERT|SIGNATURE|SELF_SIGNED|ISSUER|ALTNAME/i.test(code)) {
    return new Wso2Error(
      `${subject}: the server's certificate is not trusted (${code}: ${message}). Name the ` +
        "authority that signed it in WSO2_CA_FILE (or wso2.caFile), a PEM file.",
      "unreachable",
    );
  }
  return new Wso2Error(
    `${subject} got no answer (${code || message}). The server may have done what was asked; ` +
      "run pulumi up again, it continues from what is there.",
    "noAnswer",
  );
}
