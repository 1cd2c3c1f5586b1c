import assert from "node:assert/strict";
import { certificateWarning } from "../../../../components/wso2/keyManager/certificate";
import { generateSigningKeys } from "auth0-wso2-sandbox/auth0/keys";

const day = 24 * 60 * 60 * 1000;

describe("the certificate of a Key Manager", () => {
  let value: string;
  let end: number;

  before(async () => {
    const { current } = await generateSigningKeys();
    value = `-----BEGIN CERTIFICATE-----\n${current.x5c}\n-----END CERTIFICATE-----`;
    const { X509Certificate } = await import("node:crypto");
    end = new Date(new X509Certificate(value).validTo).getTime();
  });

  const warningAt = (now: number) => certificateWarning({ type: "PEM", value }, now);

  it("is warned about in its last 30 days, and when it has ended", () => {
    assert.equal(warningAt(end - 30 * day), undefined);
    assert.match(
      warningAt(end - 30 * day + 1) ?? "",
      /ends in 29 days, on \d{4}-\d\d-\d\d\. Declare/,
    );
    assert.match(warningAt(end + 1) ?? "", /ended on .* type JWKS, value https:/);
  });

  it("is warned about where it is none", () => {
    const text = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    assert.match(certificateWarning({ type: "PEM", value: text }, 0) ?? "", /cannot be read/);
  });

  it("needs no care where it is a key set", () => {
    assert.equal(
      certificateWarning({ type: "JWKS", value: "https://x/jwks.json" }, end),
      undefined,
    );
  });
});
