import { X509Certificate } from "node:crypto";
import { getCACertificates, rootCertificates } from "node:tls";

/** An authority with those that the machine has configured: PEM for the variables that would replace them. */
export function withMachineAuthorities(authority: string): { node: string; system: string } {
  return {
    node: bundle([authority, ...getCACertificates("extra")]),
    system: bundle([authority, ...rootCertificates, ...getCACertificates("system")]),
  };
}

/** Each once: a certificate has one text, whoever wrote it down. */
function bundle(certificates: readonly string[]): string {
  return [...new Set(certificates.map((each) => new X509Certificate(each).toString()))].join("");
}
