import { AsyncLocalStorage } from "node:async_hooks";
import axios, { type AxiosError, type AxiosInstance } from "axios";
import axiosRetry from "axios-retry";
import { sayWait } from "./sayWait";

declare module "axios" {
  interface AxiosRequestConfig {
    /** Whether doing it twice is as good as once. Default: true for all methods but POST. */
    isRepeatable?: boolean;
    /** Milliseconds since 1970 at which the first try started. */
    startedAt?: number;
  }
}

/** How often a request is repeated at most, where the server does not say when to come again. */
const retries = 3;

/** Milliseconds after which a request is not repeated any more, whatever came of it. */
const budget = 60_000;

/** The same where the server only asks for patience: refused means that nothing was done. */
export const throttlingBudget = 5 * 60_000;

/** Milliseconds to wait before the first repetition; doubled each time, with up to 20 % on top. */
const usualFirstDelay = 250;

/** Answers of a server or a proxy that is only busy or starting. */
export const temporaryStatuses: readonly number[] = [429, 502, 503, 504];

/** Failures before a request was sent, after which even a creation may be repeated. */
const neverSent = ["ECONNREFUSED", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

/** Failures after which the server may have done what was asked. */
const withoutAnswer = ["ECONNRESET", "ECONNABORTED", "ETIMEDOUT", "EPIPE", "ERR_BAD_RESPONSE"];

const impatient = new AsyncLocalStorage<boolean>();

/** Does work whose requests are never repeated: for whoever asks how a server is at this moment. */
export function withoutRepeating<Result>(work: () => Promise<Result>): Promise<Result> {
  return impatient.run(true, work);
}

/**
 * Makes a client repeat what failed for a while and may be repeated. A server that throttles is
 * believed: `Retry-After` and `x-ratelimit-reset` say when to come again.
 */
export function repeatTemporaryFailures(
  http: AxiosInstance,
  firstDelay: number = usualFirstDelay,
): void {
  const delay = (repetition: number, error: AxiosError) =>
    Math.max(axiosRetry.exponentialDelay(repetition - 1, error, firstDelay), askedFor(error));
  http.interceptors.request.use((config) => {
    config.startedAt ??= Date.now();
    return config;
  });
  axiosRetry(http, {
    retries: Infinity,
    shouldResetTimeout: true,
    retryCondition: (error) => mayBeRepeated(error) && isWithinBudget(error),
    // Doubling for ever is no patience; what is throttled comes again when it was told to.
    retryDelay: (repetition, error) => delay(Math.min(repetition, retries), error),
    onRetry: tellThrottling,
  });
}

/** Whether an answer arrived in full; one that breaks off has a status, but no data. */
export function isAnswered(
  error: AxiosError,
): error is AxiosError & Required<Pick<AxiosError, "response">> {
  return error.response?.data !== undefined;
}

function isThrottled(error: AxiosError): boolean {
  return isAnswered(error) && error.response.status === 429;
}

function mayBeRepeated(error: AxiosError): boolean {
  if (impatient.getStore() === true) return false;
  // Throttled means refused: nothing was done.
  if (isThrottled(error)) return true;
  if ((error.config?.["axios-retry"]?.retryCount ?? 0) >= retries) return false;
  const status = isAnswered(error) ? error.response.status : undefined;
  const code = error.code ?? "";
  const isRepeatable = error.config?.isRepeatable ?? error.config?.method !== "post";
  if (neverSent.includes(code)) return true;
  if (!isRepeatable || axios.isCancel(error)) return false;
  return status === undefined ? withoutAnswer.includes(code) : temporaryStatuses.includes(status);
}

function isWithinBudget(error: AxiosError): boolean {
  const startedAt = error.config?.startedAt ?? 0;
  const next = Date.now() + Math.max(usualFirstDelay, askedFor(error));
  return next - startedAt < (isThrottled(error) ? throttlingBudget : budget);
}

/** Milliseconds that a server wants to be left alone for. */
function askedFor(error: AxiosError): number {
  const headers = error.response?.headers ?? {};
  const after = String(headers["retry-after"] ?? "");
  if (/^\d+$/.test(after)) return Number(after) * 1000;
  const at = after === "" ? resetOf(error) : Date.parse(after);
  return Number.isNaN(at) ? 0 : Math.max(0, at - Date.now());
}

/** Auth0 says the second since 1970 at which its bucket has a token again. */
function resetOf(error: AxiosError): number {
  return isThrottled(error) ? Number(error.response?.headers["x-ratelimit-reset"]) * 1000 : NaN;
}

function tellThrottling(_repetition: number, error: AxiosError): void {
  const milliseconds = askedFor(error);
  if (!isThrottled(error) || milliseconds === 0) return;
  const { host } = new URL(axios.getUri(error.config));
  sayWait(
    host,
    `${host} accepts no more calls for now (429). Waiting ${Math.ceil(milliseconds / 1000)} ` +
      "s as it asks ...",
  );
}
