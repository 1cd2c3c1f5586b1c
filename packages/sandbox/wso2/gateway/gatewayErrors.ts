import type { StoredApi } from "../state";

/** A refusal of the gateway. */
export class GatewayError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly description: string,
    /** Of a body without authentication in it: the gateway writes these in another form. */
    readonly type?: string,
  ) {
    super(message);
  }

  get body() {
    const { code, type, message, description } = this;
    return { code, ...(type !== undefined && { type }), message, description };
  }
}

const hint = "Make sure you have provided the correct security credentials";

/** A token that one of the Key Managers should know and does not accept. */
export function invalidCredentials(): GatewayError {
  return new GatewayError(401, "900901", "Invalid Credentials", `Invalid Credentials. ${hint}`);
}

/** A token that is no JWT, or one whose issuer belongs to no Key Manager. */
export function unknownCredentials({ context, version }: StoredApi): GatewayError {
  return new GatewayError(
    401,
    "900901",
    "Invalid Credentials",
    `Access failure for API: ${context}, version: ${version} status: (900901) - ` +
      `Invalid Credentials. ${hint}`,
  );
}

export function missingCredentials(apiKeyHint: string): GatewayError {
  return new GatewayError(
    401,
    "900902",
    "Missing Credentials",
    "Invalid Credentials. Make sure your API invocation call has a header: " +
      "'Authorization : Bearer ACCESS_TOKEN' or 'Authorization : Basic ACCESS_TOKEN' " +
      `or '${apiKeyHint}'`,
  );
}

/** What the gateway answers if it cannot even find out whether a token is good. */
export function unclassifiedFailure(): GatewayError {
  const message = "Unclassified Authentication Failure";
  return new GatewayError(500, "900900", message, message);
}

export function notSubscribed(): GatewayError {
  return new GatewayError(
    403,
    "900908",
    // The space is part of it.
    "Resource forbidden ",
    "User is NOT authorized to access the Resource. API Subscription validation failed.",
  );
}

export function subscriptionBlocked(): GatewayError {
  return new GatewayError(
    403,
    "900907",
    "The requested API is temporarily blocked",
    "User is NOT authorized to access the Resource. API Subscription validation failed.",
  );
}

export function subscriptionInactive(): GatewayError {
  return new GatewayError(
    403,
    "900909",
    "The subscription to the API is inactive",
    "User is NOT authorized to access the Resource. API Subscription validation failed.",
  );
}

export function scopeMissing(resource: string): GatewayError {
  return new GatewayError(
    403,
    "900910",
    "The access token does not allow you to access the requested resource",
    `User is NOT authorized to access the Resource: ${resource}. Scope validation failed.`,
  );
}

export function noSuchResource(): GatewayError {
  return new GatewayError(
    404,
    "404",
    "Not Found",
    "The requested resource is not available.",
    "Status report",
  );
}

export function noSuchMethod(): GatewayError {
  return new GatewayError(
    405,
    "405",
    "Method Not Allowed",
    "Method not allowed for given API resource",
    "Status report",
  );
}
