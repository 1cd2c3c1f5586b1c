/** The body of WSO2's error answers; the OAuth endpoints send the last two instead. */
export interface Wso2ErrorBody {
  code?: number;
  message?: string;
  description?: string;
  /** Details, or the OAuth error code. */
  error?: { code?: string; message?: string }[] | string;
  error_description?: string;
}

/** What became of a request that did not succeed. */
export type FailureKind =
  /** WSO2 answered with an error of its own. */
  | "refused"
  /** Something answered, but not WSO2's REST API. */
  | "notWso2"
  /** No connection was made; the server has seen nothing. */
  | "unreachable"
  /** The connection ended or timed out; the server may have done what was asked. */
  | "noAnswer";

/** A request to WSO2 that did not succeed. Its message is written for the user and holds no secret. */
export class Wso2Error extends Error {
  constructor(
    message: string,
    readonly kind: FailureKind,
    /** HTTP status, if there was an answer. */
    readonly status?: number,
    /** WSO2's own number for the error, if it gave one. */
    readonly code?: number,
  ) {
    super(message);
  }
}

/** Whether WSO2 itself said that what was asked for does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Wso2Error && error.kind === "refused" && error.status === 404;
}

/** Whether WSO2 itself said that it does not take what it was sent. */
export function saysInvalid(error: unknown): boolean {
  return error instanceof Wso2Error && error.kind === "refused" && error.status === 400;
}

/** Whether WSO2 refused because of who asked: it says 401 for a missing permission, too. */
export function isNotAllowed(error: unknown): boolean {
  return error instanceof Wso2Error && [401, 403].includes(error.status ?? 0);
}

/** Whether every call fails like this one, whatever it is about. */
export function isOfServer(error: unknown): boolean {
  return (
    error instanceof Wso2Error &&
    (["unreachable", "notWso2"].includes(error.kind) || error.status === 401)
  );
}

/** Whether WSO2 itself said that something is another user's. */
export function isAnothers(error: unknown): boolean {
  return error instanceof Wso2Error && error.kind === "refused" && error.status === 403;
}

/** Whether this is no call of the server's release. */
export function isNotServed(error: unknown): boolean {
  return (
    error instanceof Wso2Error && error.kind === "notWso2" && [404, 405].includes(error.status ?? 0)
  );
}

/** What is answered about an object; nothing where WSO2 says that it does not exist (any more). */
export async function ifThere<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Whether the server may have done what was asked although no good answer came. */
export function isUncertain(error: unknown): boolean {
  return error instanceof Wso2Error && error.kind !== "refused" && error.kind !== "unreachable";
}

/** Whether WSO2 failed rather than refused; it does so when Auth0 refuses, too. */
export function isServerFault(error: unknown): boolean {
  return error instanceof Wso2Error && error.kind === "refused" && (error.status ?? 0) >= 500;
}

/** The error of an answer in which WSO2 says no. */
export function refusal(subject: string, status: number, body: Wso2ErrorBody): Wso2Error {
  const { code, message, description, error, error_description } = body;
  const details = Array.isArray(error) ? error.map((item) => item.message ?? "") : [error ?? ""];
  const said = [description ?? error_description ?? message ?? "", ...details].filter(Boolean);
  const number = code === undefined ? "" : ` (${code})`;
  return new Wso2Error(
    `${subject} answered ${status}: ${said.join("; ")}${number}. ${remedyFor(status, code)}`,
    "refused",
    status,
    code,
  );
}

/** What the user can do where the type of a Key Manager is not known. */
export const installConnector =
  "Install WSO2's Auth0 connector, or use a release that ships it (4.1 and later do).";

/** What the user can do about an error answer of WSO2. */
function remedyFor(status: number, code?: number): string {
  if (status === 401) {
    return (
      "Check WSO2_USERNAME and WSO2_PASSWORD (or wso2.username and wso2.password in the stack " +
      "config), and that the user has the role admin (for Key Managers) or Internal/subscriber (for " +
      "applications): WSO2 answers the same for a missing permission. After a change in the stack " +
      "config, run once: pulumi refresh --run-program"
    );
  }
  switch (code) {
    case 901400:
      return installConnector;
    case 901402:
      return "Choose another name.";
    case 901403:
      return "The Key Manager does not exist, is disabled, or WSO2 could not load it.";
    case 901405:
      return "Set enableOAuthAppCreation or enableMapOAuthConsumerApps of the Key Manager to true.";
    case 902013:
      return "The permissions of the Key Manager do not allow this user.";
    case 902015:
      return "APIs or applications use it: remove its keys there, or select another Key Manager.";
    default:
      if (status === 403) {
        return (
          "Log in as the user who owns it, or give this login the missing permission, and run this " +
          "again."
        );
      }
      return status >= 500
        ? "Look into the log of WSO2 API Manager (wso2carbon.log), which says more."
        : "Correct the value and run pulumi up again.";
  }
}
