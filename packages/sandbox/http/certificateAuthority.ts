import { randomBytes, webcrypto } from "node:crypto";
// x509 looks its classes up through reflection.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const oneDay = 24 * 60 * 60 * 1000;
const lifetime = 365 * oneDay;

/** A certificate and its private key, both PEM. */
export interface KeyedCertificate {
  certificate: string;
  privateKey: string;
}

/**
 * A certificate authority that lives as long as one sandbox: what trusts `certificate` trusts
 * the sandbox and nothing else.
 */
export class CertificateAuthority {
  private constructor(
    private readonly signingKey: webcrypto.CryptoKey,
    private readonly root: x509.X509Certificate,
    /** What `create` takes to make the same authority again. */
    readonly exported: KeyedCertificate,
  ) {}

  /** @param earlier an authority that was exported; default: a new one */
  static async create(earlier?: KeyedCertificate): Promise<CertificateAuthority> {
    x509.cryptoProvider.set(webcrypto);
    if (earlier) {
      const signingKey = await webcrypto.subtle.importKey(
        "pkcs8",
        x509.PemConverter.decodeFirst(earlier.privateKey),
        algorithm,
        false,
        ["sign"],
      );
      return new CertificateAuthority(
        signingKey,
        new x509.X509Certificate(earlier.certificate),
        earlier,
      );
    }
    const keys = await generateKeys();
    const number = randomBytes(8).toString("hex");
    const root = await x509.X509CertificateGenerator.createSelfSigned({
      // Serial numbers are positive.
      serialNumber: `01${number}`,
      // A name of its own: among authorities of one name, TLS clients look at the first only.
      name: `CN=Sandbox CA ${number} of auth0-wso2-key-manager`,
      notBefore: new Date(Date.now() - oneDay),
      notAfter: new Date(Date.now() + lifetime),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    return new CertificateAuthority(keys.privateKey, root, {
      certificate: pemOf(root),
      privateKey: await privateKeyPem(keys.privateKey),
    });
  }

  /** PEM of the authority's own certificate. */
  get certificate(): string {
    return pemOf(this.root);
  }

  /**
   * A server certificate; clients look at `names` only.
   *
   * @param names of type dns or ip; default: localhost and 127.0.0.1
   */
  async issueServerCertificate(
    validity: { notBefore: Date; notAfter: Date } = {
      notBefore: new Date(Date.now() - oneDay),
      notAfter: new Date(Date.now() + lifetime),
    },
    names: x509.JsonGeneralNames = [
      { type: "dns", value: "localhost" },
      { type: "ip", value: "127.0.0.1" },
    ],
  ): Promise<KeyedCertificate> {
    const keys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      subject: "CN=localhost",
      issuer: this.root.subject,
      ...validity,
      signingAlgorithm: algorithm,
      publicKey: keys.publicKey,
      signingKey: this.signingKey,
      extensions: [
        new x509.BasicConstraintsExtension(false),
        await x509.AuthorityKeyIdentifierExtension.create(this.root.publicKey),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(names),
      ],
    });
    return {
      certificate: pemOf(certificate),
      privateKey: await privateKeyPem(keys.privateKey),
    };
  }
}

/** Files are put together line by line: a last line without an end takes the next one with it. */
const endedLine = (text: string) => (text.endsWith("\n") ? text : `${text}\n`);

const pemOf = (certificate: x509.X509Certificate) => endedLine(certificate.toString("pem"));

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  const encoded = await webcrypto.subtle.exportKey("pkcs8", key);
  return x509.PemConverter.encode(encoded, x509.PemConverter.PrivateKeyTag);
}
