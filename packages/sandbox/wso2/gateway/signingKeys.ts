import { X509Certificate, type JsonWebKey } from "node:crypto";
import type { OutboundHttp } from "../registry/outboundHttp";
import type { JwtValidation } from "../registry/registry";

/** The keys could not be had: nobody can tell whether a token is good. */
export class KeysUnavailable extends Error {}

/** A public RSA key as JWK. */
export type RsaKey = JsonWebKey;

/** The keys with which the tokens of one Key Manager are signed. */
export interface SigningKeys {
  /** `undefined` if there is no such key, or if it is not an RSA key. */
  find(kid: string): Promise<RsaKey | undefined>;
}

/** Keys as a Key Manager's `certificates` name them; without any, none is found. */
export function signingKeysOf({ certificates }: JwtValidation, http: OutboundHttp): SigningKeys {
  if (!certificates) return { find: () => Promise.resolve(undefined) };
  return certificates.type === "JWKS"
    ? new KeySet(http, certificates.value)
    : new PinnedCertificate(certificates.value);
}

/** A JWKS: fetched when it is needed for the first time, and again for every unknown key. */
class KeySet implements SigningKeys {
  private keys: readonly JsonWebKey[] | undefined;

  constructor(
    private readonly http: OutboundHttp,
    private readonly url: string,
  ) {}

  async find(kid: string): Promise<RsaKey | undefined> {
    this.keys ??= await this.fetch();
    if (!this.named(kid)) this.keys = await this.fetch();
    const key = this.named(kid);
    return key?.kty === "RSA" ? key : undefined;
  }

  private named(kid: string): JsonWebKey | undefined {
    return this.keys?.find((key) => key["kid"] === kid);
  }

  private async fetch(): Promise<JsonWebKey[]> {
    try {
      const { status, body } = await this.http.send(this.url, { method: "GET" });
      if (status !== 200) throw new KeysUnavailable(`${this.url} answered ${status}`);
      return (JSON.parse(body) as { keys: JsonWebKey[] }).keys;
    } catch (error) {
      throw new KeysUnavailable(String(error));
    }
  }
}

/** One certificate for all tokens, whatever key they name: base64 of its PEM text. */
class PinnedCertificate implements SigningKeys {
  constructor(private readonly encoded: string) {}

  find(): Promise<RsaKey | undefined> {
    try {
      const pem = Buffer.from(this.encoded, "base64").toString("latin1");
      const key = new X509Certificate(pem).publicKey.export({ format: "jwk" });
      return Promise.resolve(key.kty === "RSA" ? key : undefined);
    } catch (error) {
      throw new KeysUnavailable(String(error));
    }
  }
}
