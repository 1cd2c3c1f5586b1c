import { createHash, createPublicKey, X509Certificate } from "node:crypto";
import { calculateJwkThumbprint } from "jose";

/** Whether a PEM is a public key or a certificate. */
export function isPublicKey(pem: string): boolean {
  try {
    createPublicKey(pem);
    return true;
  } catch {
    return false;
  }
}

/** The certificate of a PEM; `undefined` where it is none. */
export function certificateOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** RFC 7638: the name of a key that depends on nothing but the key. */
export function keyThumbprint(pem: string): Promise<string> {
  return calculateJwkThumbprint(createPublicKey(pem).export({ format: "jwk" }));
}

/** SHA-256 of a certificate, base64url. */
export function certificateThumbprint(certificate: X509Certificate): string {
  return createHash("sha256").update(certificate.raw).digest("base64url");
}
