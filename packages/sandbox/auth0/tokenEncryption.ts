import { createPublicKey } from "node:crypto";
import { CompactEncrypt } from "jose";
import { isJsonObject, type JsonObject, type ResourceServer } from "./state";

/** The key for which the tokens of an API are encrypted, if they are. */
export function encryptionKeyOf(api: ResourceServer): (JsonObject & { pem: string }) | undefined {
  const encryption = api["token_encryption"];
  if (!isJsonObject(encryption) || !isJsonObject(encryption["encryption_key"])) return undefined;
  return encryption["encryption_key"] as JsonObject & { pem: string };
}

/** A token as the API gets it: inside a JWE where that is asked for. */
export function encryptedFor(api: ResourceServer, token: string): string | Promise<string> {
  const key = encryptionKeyOf(api);
  if (key === undefined) return token;
  return new CompactEncrypt(new TextEncoder().encode(token))
    .setProtectedHeader({ alg: key["alg"] as string, enc: "A256GCM", cty: "JWT" })
    .encrypt(createPublicKey(key.pem));
}
