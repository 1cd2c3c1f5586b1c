import { X509Certificate } from "node:crypto";
import type { Certificates } from "./values";

/** Days before its end from which a certificate is warned about. */
export const certificateNotice = 30;
const day = 24 * 60 * 60 * 1000;

const remedy =
  "Declare the tenant's current certificate (Auth0: Settings, Signing Keys). Or declare its key set, which " +
  "follows every rotation: type JWKS, value https://<domain>/.well-known/jwks.json.";

/**
 * What is to be said of a PEM certificate that is no use, or will soon be none. A key set WSO2 reads
 * again for every key that it does not know.
 *
 * @param now in milliseconds since 1970
 */
export function certificateWarning({ type, value }: Certificates, now: number): string | undefined {
  if (type !== "PEM") return undefined;
  const end = endOf(value);
  if (end === undefined) return `The certificate in certificates cannot be read. ${remedy}`;
  const left = daysLeft(end, now);
  if (left >= certificateNotice) return undefined;
  const when = left < 0 ? "ended" : `ends in ${left} days,`;
  return `The certificate in certificates ${when} on ${end.toISOString().slice(0, 10)}. ${remedy}`;
}

/** @param now in milliseconds since 1970 */
export function daysLeft(end: Date, now: number): number {
  return Math.floor((end.getTime() - now) / day);
}

function endOf(certificate: string): Date | undefined {
  try {
    return new Date(new X509Certificate(certificate).validTo);
  } catch {
    return undefined;
  }
}
