import crypto, { type webcrypto } from "node:crypto";
import type { Random } from "./random";

/** Keeps time from passing while something is done on another thread. */
type Hold = <Result>(work: Promise<Result>) => Promise<Result>;

/**
 * Makes everything that this process takes for random follow `random`: ids, secrets, jitter.
 *
 * @returns what undoes it
 */
export function followSeed(random: Random, hold: Hold): () => void {
  const uuid = () => {
    const hex = random.bytes(16).toString("hex");
    const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
    return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20)].join("-");
  };
  const fill = (array: ArrayBufferView) => {
    random.bytes(array.byteLength).copy(Buffer.from(array.buffer, array.byteOffset));
    return array;
  };
  const between = (min: number, max?: number) =>
    max === undefined ? random.below(min) : min + random.below(max - min);
  const undo = [
    replace(Math, "random", () => random.next()),
    replace(crypto, "randomUUID", uuid),
    replace(crypto, "randomBytes", (length: number) => random.bytes(length)),
    replace(crypto, "randomInt", between),
    replace(globalThis.crypto, "randomUUID", uuid),
    replace(globalThis.crypto, "getRandomValues", fill),
    ...playSignatures(hold),
  ];
  return () => {
    for (const restore of undo.reverse()) restore();
  };
}

/** Keys that were imported, for all lives, and by what each can be told from others. */
const imported = new Map<string, Promise<webcrypto.CryptoKey>>();
const moduli = new WeakMap<object, string>();

/**
 * Signatures of the tenant's keys are played by a keyed hash: WebCrypto works on other threads, in
 * an order that nobody can repeat, and takes most of a life's time.
 */
function playSignatures(hold: Hold): (() => void)[] {
  const { subtle } = globalThis.crypto;
  const importKey = subtle.importKey.bind(subtle) as (
    ...given: unknown[]
  ) => Promise<webcrypto.CryptoKey>;
  const signature = (key: webcrypto.CryptoKey, data: ArrayBufferView) =>
    crypto
      .createHmac("sha256", moduli.get(key) ?? "")
      .update(Buffer.from(data.buffer, data.byteOffset, data.byteLength))
      .digest();
  return [
    replace(subtle, "importKey", (...given: unknown[]) => {
      const [format, jwk] = given as [string, { n?: string }];
      if (format !== "jwk" || jwk.n === undefined) return importKey(...given);
      const name = JSON.stringify(given);
      const known =
        imported.get(name) ??
        hold(
          importKey(...given).then((key) => {
            moduli.set(key, jwk.n ?? "");
            return key;
          }),
        );
      imported.set(name, known);
      return known;
    }),
    replace(subtle, "sign", (_how: unknown, key: webcrypto.CryptoKey, data: ArrayBufferView) =>
      Promise.resolve(new Uint8Array(signature(key, data)).buffer),
    ),
    replace(
      subtle,
      "verify",
      (_how: unknown, key: webcrypto.CryptoKey, signed: ArrayBufferView, data: ArrayBufferView) => {
        const given = Buffer.from(signed.buffer, signed.byteOffset, signed.byteLength);
        return Promise.resolve(signature(key, data).equals(given));
      },
    ),
  ];
}

function replace(owner: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  return () => {
    if (before) Object.defineProperty(owner, name, before);
    else Reflect.deleteProperty(owner, name);
  };
}
