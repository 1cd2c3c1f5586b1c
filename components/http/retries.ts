import axios, { type AxiosError, type AxiosInstance } from "axios";
import axiosRetry from "axios-retry";

declare module "axios" {
  interface AxiosRequestConfig {
    /** Whether doing it twice is as good as once. Default: true for all methods but POST. */
    isRepeatable?: boolean;
    /** Milliseconds since 1970 at which the first try started. */
    startedAt?: number;
  }
}

/** How often a request is repeated at most. */
const retries = 3;

/** Milliseconds after which a request is not repeated any more, whatever came of it. */
const budget = 60_000;

/** Milliseconds to wait before the first repetition; doubled each time, with up to 20 % on top. */
const usualFirstDelay = 250;

/** Answers of a server or a proxy that is only busy or starting. */
export const temporaryStatuses: readonly number[] = [429, 502, 503, 504];

/** Failures before a request was sent, after which even a creation may be repeated. */
const neverSent = ["ECONNREFUSED", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

/** Failures after which the server may have done what was asked. */
const withoutAnswer = ["ECONNRESET", "ECONNABORTED", "ETIMEDOUT", "EPIPE", "ERR_BAD_RESPONSE"];

/** Makes a client repeat what failed for a while and may be repeated. Honours `Retry-After`. */
export function repeatTemporaryFailures(
  http: AxiosInstance,
  firstDelay: number = usualFirstDelay,
): void {
  http.interceptors.request.use((config) => {
    config.startedAt ??= Date.now();
    return config;
  });
  axiosRetry(http, {
    retries,
    shouldResetTimeout: true,
    retryCondition: (error) => mayBeRepeated(error) && isWithinBudget(error),
    retryDelay: (repetition, error) =>
      axiosRetry.exponentialDelay(repetition - 1, error, firstDelay),
  });
}

/** Whether an answer arrived in full; one that breaks off has a status, but no data. */
export function isAnswered(
  error: AxiosError,
): error is AxiosError & Required<Pick<AxiosError, "response">> {
  return error.response?.data !== undefined;
}

function mayBeRepeated(error: AxiosError): boolean {
  const status = isAnswered(error) ? error.response.status : undefined;
  const code = error.code ?? "";
  const isRepeatable = error.config?.isRepeatable ?? error.config?.method !== "post";
  // Throttled means refused: nothing was done.
  if (status === 429 || neverSent.includes(code)) return true;
  if (!isRepeatable || axios.isCancel(error)) return false;
  return status === undefined ? withoutAnswer.includes(code) : temporaryStatuses.includes(status);
}

function isWithinBudget(error: AxiosError): boolean {
  const startedAt = error.config?.startedAt ?? 0;
  const next = Date.now() + axiosRetry.exponentialDelay(1, error, usualFirstDelay);
  return next - startedAt < budget;
}
