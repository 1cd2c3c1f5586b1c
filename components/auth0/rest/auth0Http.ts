import axios, { AxiosError } from "axios";
import { isObject } from "../../http/answers";
import { recordAnswers } from "../../http/recordedAnswers";
import { repeatTemporaryFailures } from "../../http/retries";

/** Milliseconds until a request without an answer is given up. */
const timeout = 15_000;

/** Sends requests to Auth0, again where they failed for a while and may be repeated. */
export const http = axios.create({
  timeout,
  maxRedirects: 0,
  validateStatus: (status) => status >= 200 && status < 300,
});
recordAnswers("Auth0", http);
repeatTemporaryFailures(http);

/** A request to Auth0 that did not succeed. Its message holds no secret. */
export class Auth0Error extends Error {
  constructor(
    message: string,
    /** HTTP status, if there was an answer. */
    readonly status?: number,
    /** Auth0's error code, e.g. `access_denied`, if it gave one. */
    readonly code?: string,
  ) {
    super(message);
  }
}

/** Auth0 itself says that there is no such object. What stands before it says 404 in another form. */
export class NotInAuth0 extends Auth0Error {}

/**
 * The JSON that a call is answered with.
 *
 * @param isExpected whether it can be Auth0's: what stands before it answers in its place now and then
 * @throws Auth0Error
 */
export async function exchange<Answer>(
  method: string,
  url: string,
  call: () => Promise<{ data: Answer }>,
  isExpected: (data: unknown) => boolean = isObject,
): Promise<Answer> {
  try {
    const { data } = await call();
    if (isExpected(data)) return data;
  } catch (error) {
    throw failure(`${method} ${url}`, error);
  }
  throw new Auth0Error(`${method} ${url} answered with something that is not Auth0's JSON.`);
}

/** The cause is not kept: it holds the request, and so the secret. */
function failure(subject: string, error: unknown): Auth0Error {
  if (!(error instanceof AxiosError)) return new Auth0Error(`${subject}: ${String(error)}`);
  const { response, code, message } = error;
  if (response === undefined) {
    return new Auth0Error(`${subject} got no answer (${code ?? message}).`);
  }
  const {
    error: errorCode,
    error_description,
    message: text,
    statusCode,
  } = (response.data ?? {}) as {
    error?: string;
    error_description?: string;
    /** The Management API's. */
    message?: string;
    statusCode?: number;
  };
  const said = [errorCode, error_description ?? text].filter(Boolean).join(": ");
  const Failure = response.status === 404 && statusCode === 404 ? NotInAuth0 : Auth0Error;
  return new Failure(
    `${subject} answered ${response.status}${said && ` (${said})`}.`,
    response.status,
    errorCode,
  );
}
