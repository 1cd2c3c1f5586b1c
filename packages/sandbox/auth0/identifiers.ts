import { randomBytes, randomInt } from "node:crypto";

const alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function randomAlphanumerics(length: number): string {
  return Array.from({ length }, () => alphanumerics[randomInt(alphanumerics.length)]).join("");
}

export function newClientId(): string {
  return randomAlphanumerics(32);
}

/** 64 url-safe characters. */
export function newClientSecret(): string {
  return randomBytes(48).toString("base64url");
}

export function newClientGrantId(): string {
  return `cgr_${randomAlphanumerics(16)}`;
}

export function newClientCredentialId(): string {
  return `cred_${randomAlphanumerics(22)}`;
}

/** 24 hexadecimal digits. */
export function newResourceServerId(): string {
  return randomBytes(12).toString("hex");
}

export function newKeyId(): string {
  return randomAlphanumerics(21);
}
