import { AxiosError } from "axios";
import { connectionFault } from "../../http/connectionFault";
import { Wso2Error } from "./errors";

const places = {
  address: "WSO2_URL (or wso2.url)",
  authority: "WSO2_CA_FILE (or wso2.caFile)",
};

/**
 * The error of a request that got no answer. The cause is not kept: it holds the request, and so
 * the password and the secret.
 */
export function connectionFailure(subject: string, error: unknown): Wso2Error {
  const fault = connectionFault(error, places);
  if (fault !== undefined) return new Wso2Error(`${subject}: ${fault}`, "unreachable");
  const code = error instanceof AxiosError ? (error.code ?? "") : "";
  const message = error instanceof Error ? error.message : String(error);
  // axios calls it a bad response when an answer breaks off.
  const what = code === "" || code === AxiosError.ERR_BAD_RESPONSE ? message : code;
  return new Wso2Error(
    `${subject} got no answer (${what}). The server may have done what was asked; ` +
      "run pulumi up again, it continues from what is there.",
    "noAnswer",
  );
}
