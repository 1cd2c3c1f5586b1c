import { ApiError } from "../errors";

/** `resource` is what the server calls it: `application`, `API`, `subscription`. */
export function notFound(resource: string, id: string): ApiError {
  const which = id === "" ? "" : ` with Id '${id}'`;
  return new ApiError(404, 404, "Not Found", `Requested ${resource}${which} not found`);
}

/** Something that belongs to someone else. */
export function notPermitted(resource: string, id: string): ApiError {
  const description = `You don't have permission to access the ${resource} with Id ${id}`;
  return new ApiError(403, 403, "Forbidden", description);
}

export function alreadyExists(description: string): ApiError {
  return new ApiError(409, 409, "Resource Already Exists", description);
}

export function blocked(api: string, application: string): ApiError {
  const description =
    `Subscription blocked. Subscription to API/API Product ${api} through application ${application} ` +
    "was blocked. Please contact the API publisher.";
  return new ApiError(403, 403, "Forbidden", description);
}

export function conflict(description: string): ApiError {
  return new ApiError(409, 409, "Conflict", description);
}

export function invalidThrottlingPolicy(): ApiError {
  return new ApiError(400, 900305, "The tier name is invalid.", "The tier name is invalid");
}

export function applicationInactive(): ApiError {
  return sameTwice(400, 900309, "Application is not active");
}

/** A Key Manager that is not loaded, where the server notices. */
export function keyManagerNotInitialized(): ApiError {
  return sameTwice(500, 900606, "Key Manager initialization failed");
}

/** An unknown Key Manager, and one that is disabled. */
export function keyManagerNotRegistered(): ApiError {
  return sameTwice(400, 901403, "Key Manager not Registered");
}

export function applicationCreationNotSupported(): ApiError {
  return sameTwice(400, 901405, "Key Manager doesn't support generating OAuth applications");
}

export function tokenGenerationNotSupported(): ApiError {
  return sameTwice(400, 901405, "Key Manager doesn't support token generation");
}

export function keyManagerNotEnabled(): ApiError {
  return sameTwice(400, 901406, "Key Manager is not enabled in the system");
}

export function requiredPropertiesMissing(): ApiError {
  return sameTwice(400, 901407, "Required application properties are missing");
}

export function keyMappingAlreadyExists(): ApiError {
  return sameTwice(409, 901409, "Key Mappings already exists");
}

export function keyManagerRestricted(): ApiError {
  return new ApiError(
    403,
    902013,
    "Unauthorized Access to Key Manager",
    "Key Manager is Restricted for this user",
  );
}

export function subscriptionPolicyNotAllowed(policy: string, user: string): ApiError {
  return new ApiError(
    403,
    902002,
    "Subscription Tier is not allowed for user",
    `Subscription Tier ${policy} is not allowed for user ${user} `,
  );
}

export function businessPlanNotAllowed(policy: string): ApiError {
  return new ApiError(
    400,
    902019,
    "The Business plan is not allowed.",
    `Business plan '${policy}' is not allowed for the API.`,
  );
}

/** 400 with a code of its own, as the generation of tokens explains itself. */
export function badTokenRequest(code: number, description: string): ApiError {
  return new ApiError(400, code, "Bad Request", description);
}

function sameTwice(status: number, code: number, message: string): ApiError {
  return new ApiError(status, code, message, message);
}
