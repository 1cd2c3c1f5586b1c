import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { CertificateAuthority } from "auth0-wso2-sandbox/http/certificateAuthority";
import { listen, type RunningServer } from "auth0-wso2-sandbox/http/httpsServer";
import { statusOf } from "../../../support/sandboxProcess";

describe("the certificate authority of a sandbox", () => {
  let servers: RunningServer[] = [];

  afterEach(async () => {
    await Promise.all(servers.map((server) => server.close()));
    servers = [];
  });

  async function serve(authority: CertificateAuthority): Promise<string> {
    const server = await listen(
      (_request, response) => response.end("here"),
      await authority.issueServerCertificate(),
    );
    servers.push(server);
    return `https://${server.host}/`;
  }

  it("is one of several in a bundle made of their files", async () => {
    const authorities = await Promise.all([1, 2, 3].map(() => CertificateAuthority.create()));
    const bundle = authorities.map(({ certificate }) => certificate).join("");
    for (const authority of authorities) {
      assert.equal(await statusOf(await serve(authority), bundle), 200);
    }
  });

  it("has a subject and a key id of its own, which its server certificates name", async () => {
    const [one, other] = await Promise.all([
      CertificateAuthority.create(),
      CertificateAuthority.create(),
    ]);
    assert.notEqual(subjectOf(one.certificate), subjectOf(other.certificate));
    const { certificate } = await one.issueServerCertificate();
    assert.equal(new X509Certificate(certificate).issuer, subjectOf(one.certificate));
    const issuersKey = authorityKeyIdOf(certificate);
    assert.notEqual(issuersKey, undefined);
    assert.equal(issuersKey, keyIdOf(one.certificate));
    assert.notEqual(issuersKey, keyIdOf(other.certificate));
  });

  it("stays trusted when it comes back from what was exported", async () => {
    const first = await CertificateAuthority.create();
    const again = await CertificateAuthority.create(first.exported);
    assert.equal(again.certificate, first.certificate);
    assert.equal(await statusOf(await serve(again), first.certificate), 200);
  });
});

const subjectOf = (certificate: string) => new X509Certificate(certificate).subject;

// Read from the bytes, because Node tells neither: object identifier, lengths, 20 bytes of key id.
const keyIdOf = (certificate: string) =>
  /0603551d0e04160414([0-9a-f]{40})/.exec(bytesOf(certificate))?.[1];
const authorityKeyIdOf = (certificate: string) =>
  /0603551d23041830168014([0-9a-f]{40})/.exec(bytesOf(certificate))?.[1];
const bytesOf = (certificate: string) => new X509Certificate(certificate).raw.toString("hex");
