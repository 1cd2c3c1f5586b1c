import { createHash, webcrypto } from "node:crypto";
// x509 looks its classes up through reflection.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { exportJWK } from "jose";
import { newKeyId } from "./identifiers";
import type { Auth0State, SigningKey } from "./state";

const algorithm = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const tenYears = 10 * 365 * 24 * 60 * 60 * 1000;

/** The key that signs now and the one that the next rotation will use; verifiers see both. */
export async function generateSigningKeys(): Promise<Auth0State["signingKeys"]> {
  const [current, next] = await Promise.all([generateSigningKey(), generateSigningKey()]);
  return { current, next };
}

/** Auth0's rotation: the next key signs from now on, and the one before stays known until it is revoked. */
export async function rotatedSigningKeys({
  current,
  next,
}: Auth0State["signingKeys"]): Promise<Auth0State["signingKeys"]> {
  return { previous: current, current: next, next: await generateSigningKey() };
}

async function generateSigningKey(): Promise<SigningKey> {
  x509.cryptoProvider.set(webcrypto);
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=localhost",
    notBefore: new Date(),
    notAfter: new Date(Date.now() + tenYears),
    signingAlgorithm: algorithm,
    keys,
  });
  const der = Buffer.from(certificate.rawData);
  const pkcs7 = new x509.X509Certificates(certificate).export("raw");
  return {
    kid: newKeyId(),
    privateKey: (await exportJWK(keys.privateKey)) as SigningKey["privateKey"],
    x5c: der.toString("base64"),
    x5t: createHash("sha1").update(der).digest("base64url"),
    pkcs7: x509.PemConverter.encode(pkcs7, "PKCS7"),
  };
}

/** Body of `/.well-known/jwks.json`. */
export function jsonWebKeySet(keys: Auth0State["signingKeys"]): object {
  return { keys: knownKeys(keys).map(publicKey) };
}

/** All keys with which a token may be signed. */
export function knownKeys({ current, next, previous }: Auth0State["signingKeys"]): SigningKey[] {
  return [current, next, ...(previous ? [previous] : [])];
}

function publicKey({ kid, privateKey: { n, e }, x5c, x5t }: SigningKey): object {
  return { alg: "RS256", kty: "RSA", use: "sig", n, e, kid, x5t, x5c: [x5c] };
}

/** A client's `signing_keys`: every client shows the tenant's current key. */
export function clientSigningKeys({
  current,
}: Auth0State["signingKeys"]): Record<string, string>[] {
  return [
    {
      cert: x509.PemConverter.encode(Buffer.from(current.x5c, "base64"), "CERTIFICATE"),
      pkcs7: current.pkcs7,
      subject: "/CN=localhost",
    },
  ];
}
