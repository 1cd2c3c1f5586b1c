import { AxiosError } from "axios";
import { Wso2Error } from "./errors";

/** Failures before a request was sent. */
const unreachable: Record<string, string> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the host name does not resolve",
  EAI_AGAIN: "the host name does not resolve",
  EHOSTUNREACH: "there is no route to the host",
  ENETUNREACH: "there is no route to the network",
};

/** Failures of TLS, and what to do about each. */
const untrusted: Record<string, string> = {
  CERT_HAS_EXPIRED: "has expired. Renew it on the server.",
  CERT_NOT_YET_VALID: "is not valid yet. Check the clocks of the server and of this machine.",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "was issued for another host name. Use the name in it, or have it issued for this one.",
};

/**
 * The error of a request that got no answer. The cause is not kept: it holds the request, and so
 * the password and the secret.
 */
export function connectionFailure(subject: string, error: unknown): Wso2Error {
  const code = error instanceof AxiosError ? (error.code ?? "") : "";
  const reason = unreachable[code];
  if (reason !== undefined) {
    return new Wso2Error(
      `${subject}: ${reason} (${code}). Check WSO2_URL (or wso2.url) and that the server runs.`,
      "unreachable",
    );
  }
  const fault = untrusted[code];
  if (fault !== undefined || /CERT|SIGNATURE|SELF_SIGNED|ISSUER/.test(code)) {
    return new Wso2Error(
      `${subject}: the server's certificate ` +
        (fault ??
          `is not trusted (${code}). Name the authority that signed it in WSO2_CA_FILE ` +
            "(or wso2.caFile), a PEM file."),
      "unreachable",
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  // axios calls it a bad response when an answer breaks off.
  const what = code === "" || code === AxiosError.ERR_BAD_RESPONSE ? message : code;
  return new Wso2Error(
    `${subject} got no answer (${what}). The server may have done what was asked; ` +
      "run pulumi up again, it continues from what is there.",
    "noAnswer",
  );
}
