import axios, { AxiosError, AxiosHeaders, type AxiosAdapter, type AxiosResponse } from "axios";
import { ConnectionBroken, type NetworkAnswer, type NetworkRequest } from "./inMemoryNetwork";

/** Makes axios send its requests with `send`; failures are those of its adapter for Node. */
export function axiosAdapter(
  send: (request: NetworkRequest) => Promise<NetworkAnswer>,
): AxiosAdapter {
  return async (config) => {
    const headers = AxiosHeaders.from(config.headers);
    if (config.auth) {
      const { username, password } = config.auth;
      const credentials = Buffer.from(`${username}:${password}`).toString("base64");
      headers.set("Authorization", `Basic ${credentials}`);
    }
    const request: NetworkRequest = {
      method: (config.method ?? "get").toUpperCase(),
      url: axios.getUri(config),
      headers: textsOf(headers),
    };
    await addBody(request, config.data);
    const fail = (message: string, code: string, response?: AxiosResponse) =>
      new AxiosError(message, code, config, request, response);

    const answer = await withinTime(send(request), config.timeout ?? 0).catch((error: unknown) => {
      if (!(error instanceof ConnectionBroken)) throw error;
      throw error.code === "timeout"
        ? fail(`timeout of ${config.timeout ?? 0}ms exceeded`, AxiosError.ECONNABORTED)
        : fail(error.code === "ECONNRESET" ? "socket hang up" : error.code, error.code);
    });
    const response: AxiosResponse = {
      status: answer.status,
      statusText: "",
      headers: AxiosHeaders.from(answer.headers),
      config,
      request,
      data: undefined,
    };
    if (answer.isBrokenOff) {
      throw fail("stream has been aborted", AxiosError.ERR_BAD_RESPONSE, response);
    }
    response.data = answer.body.toString("utf8");
    if (config.validateStatus?.(answer.status) ?? true) return response;
    throw fail(
      `Request failed with status code ${answer.status}`,
      answer.status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE,
      response,
    );
  };
}

function textsOf(headers: InstanceType<typeof AxiosHeaders>): Record<string, string> {
  const named = Object.entries(headers.toJSON()).filter(([, value]) => !isNothing(value));
  return Object.fromEntries(named.map(([name, value]) => [name, String(value)]));
}

async function addBody(request: NetworkRequest, data: unknown): Promise<void> {
  if (data === undefined || data === null) return;
  if (data instanceof FormData) {
    const form = new Response(data);
    request.headers["Content-Type"] = form.headers.get("content-type") ?? "";
    request.body = Buffer.from(await form.arrayBuffer());
  } else {
    request.body = Buffer.isBuffer(data) || typeof data === "string" ? data : JSON.stringify(data);
  }
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === false;
}

function withinTime<Result>(work: Promise<Result>, timeout: number): Promise<Result> {
  if (timeout === 0) return work;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new ConnectionBroken("timeout"));
    }, timeout);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
