import { STATUS_CODES } from "node:http";
import type { ErrorRequestHandler, Response } from "express";

/** A refusal of the Management API. */
export class ManagementError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errorCode?: string,
    readonly attributes?: { error: string },
  ) {
    super(message);
  }
}

/** A refusal of the Authentication API. */
export class AuthenticationError extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    readonly description: string,
    readonly uri?: string,
  ) {
    super(description);
  }
}

/** Turns what Management API handlers throw into Auth0's envelope. */
export const managementErrors: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  sendManagementError(response, toManagementError(error));
};

/** Answers with a refusal in Auth0's envelope. */
export function sendManagementError(response: Response, refusal: ManagementError): void {
  const { status, message, errorCode, attributes } = refusal;
  response.status(status).json({
    statusCode: status,
    error: STATUS_CODES[status],
    message,
    ...(attributes && { attributes }),
    ...(errorCode !== undefined && { errorCode }),
  });
}

function toManagementError(error: unknown): ManagementError {
  if (error instanceof ManagementError) return error;
  switch (bodyParserErrorType(error)) {
    case "entity.parse.failed":
      return new ManagementError(400, "Invalid request payload JSON format");
    case "entity.too.large":
      return new ManagementError(413, "Payload content length greater than maximum allowed");
  }
  // The router could not decode the percent-encoding of a path.
  if (error instanceof URIError) return new ManagementError(400, "Bad Request");
  return new ManagementError(500, "An internal server error occurred", "internal_error");
}

/** Turns what Authentication API handlers throw into an OAuth error. */
export const authenticationErrors: ErrorRequestHandler = (
  error: unknown,
  _request,
  response,
  next,
) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const refusal = toAuthenticationError(error);
  response.status(refusal.status).json({
    error: refusal.error,
    error_description: refusal.description,
    ...(refusal.uri !== undefined && { error_uri: refusal.uri }),
  });
};

function toAuthenticationError(error: unknown): AuthenticationError {
  if (error instanceof AuthenticationError) return error;
  if (bodyParserErrorType(error) !== undefined) {
    return new AuthenticationError(400, "invalid_request", "Invalid request payload");
  }
  return new AuthenticationError(500, "server_error", "Internal server error");
}

function bodyParserErrorType(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("type" in error)) return undefined;
  return String(error.type);
}
