import type { ReleaseTraits } from "./releases";

/** One refused property, in the `error` list of the body. */
export interface ErrorListItem {
  code: string;
  message: string;
  description: string | null;
}

/** A refusal of the REST API, with the body that all of WSO2's REST APIs share. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly description: string,
    readonly items: readonly ErrorListItem[] = [],
  ) {
    super(message);
  }

  get body() {
    return {
      code: this.code,
      message: this.message,
      description: this.description,
      moreInfo: "",
      error: this.items,
    };
  }
}

/** 400 with the general code. */
export function badRequest(description: string, items: readonly ErrorListItem[] = []): ApiError {
  return new ApiError(400, 400, "Bad Request", description, items);
}

/** No login, a wrong one, an expired one, or one without the scope: always the same answer. */
export function unauthenticated(): ApiError {
  return new ApiError(401, 401, "", "Unauthenticated request");
}

export function forbidden(description: string): ApiError {
  return new ApiError(403, 403, "Forbidden", description);
}

/** What the server answers to every exception that it did not foresee, and to some that it did. */
export function internalServerError(
  description = "The server encountered an internal error. Please contact administrator.",
): ApiError {
  return new ApiError(500, 500, "Internal server error", description);
}

/** No answer of WSO2's. */
export function notImplemented(description: string): ApiError {
  return new ApiError(501, 501, "Not Implemented", description);
}

/** An update that the database refused. */
export function generalError(): ApiError {
  return new ApiError(500, 900967, "General Error", "Server Error Occurred");
}

/** An id that does not exist, where the Key Manager's own error is not used. */
export function resourceNotFound(id: string): ApiError {
  return new ApiError(404, 404, "Not Found", `Requested key manager with Id '${id}' not found`);
}

export function keyManagerNotFound(traits: ReleaseTraits, id: string): ApiError {
  return traits.notFound === "Not Found"
    ? resourceNotFound(id)
    : new ApiError(404, 901411, "Key Manager not Found", "Key Manager not found");
}

export function keyManagerAlreadyExists(): ApiError {
  return sameTwice(409, 901402, "Key Manager Already Exists");
}

export function invalidKeyManagerType(): ApiError {
  return sameTwice(400, 901400, "Key Manager Type not configured");
}

export function requiredConfigurationMissing(): ApiError {
  return new ApiError(
    400,
    901401,
    "Required Key Manager configuration missing",
    "Missing required configuration",
  );
}

export function keyManagerNameEmpty(): ApiError {
  return sameTwice(400, 901404, "Key Manager name cannot be empty");
}

/** Constraints for applications that are none. */
export function invalidAdditionalProperties(complaints: string): ApiError {
  return new ApiError(
    400,
    900970,
    "Invalid application additional properties",
    `Invalid additional properties. ${complaints}`,
  );
}

export function roleDoesNotExist(): ApiError {
  return sameTwice(404, 900607, "Role does not exist in the system");
}

/** The `%s` is never filled in. */
export function keyManagerDeleteFailed(): ApiError {
  return new ApiError(
    412,
    902015,
    "Key Manager Delete error",
    "Error while deleting the Key Manager. %s",
  );
}

/** A tenant named in `X-WSO2-Tenant` that does not exist. */
export function invalidTenant(domain: string): ApiError {
  return new ApiError(400, 901300, "Bad Request", `Provided tenant domain '${domain}' is invalid`);
}

function sameTwice(status: number, code: number, message: string): ApiError {
  return new ApiError(status, code, message, message);
}
