import { AxiosError } from "axios";

/** Where a person says how a server is reached. */
export interface ConnectionPlaces {
  readonly address: string;
  /** Of the file with authorities. */
  readonly authority: string;
}

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

/** Why no connection was made, and what to do; nothing where there may have been one. */
export function connectionFault(
  error: unknown,
  { address, authority }: ConnectionPlaces,
): string | undefined {
  const code = error instanceof AxiosError ? (error.code ?? "") : "";
  const reason = unreachable[code];
  if (reason !== undefined)
    return `${reason} (${code}). Check ${address} and that the server runs.`;
  const fault = untrusted[code];
  if (fault !== undefined) return `the server's certificate ${fault}`;
  if (!/CERT|SIGNATURE|SELF_SIGNED|ISSUER/.test(code)) return undefined;
  return (
    `the server's certificate is not trusted (${code}). Name the authority that signed it in ` +
    `${authority}, a PEM file.`
  );
}
