import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  canonicalFormOf,
  differences,
  observed,
} from "../../../../components/wso2/provider/fieldTable";
import { markText, type Mark } from "../../../../components/marks/mark";
import type { KeyManagerDeclaration } from "../../../../components/wso2/keyManager/args";
import { fieldsOfEntry, toDocument } from "../../../../components/wso2/keyManager/conversion";
import type { KeyManagerDocument } from "../../../../components/wso2/keyManager/document";
import { fieldNames, fields } from "../../../../components/wso2/keyManager/fields";
import { ownershipOf } from "../../../support/lifeCycles";

const mark: Mark = { ...ownershipOf("auth0"), write: 1, adopted: false };

const declaration: KeyManagerDeclaration = {
  name: "auth0",
  clientId: "id",
  clientSecret: "secret",
  audience: "https://acme.eu.auth0.com/api/v2/",
  issuer: "https://acme.eu.auth0.com/",
  tokenEndpoint: "https://acme.eu.auth0.com/oauth/token",
  revokeEndpoint: "https://acme.eu.auth0.com/oauth/revoke",
  clientRegistrationEndpoint: "https://acme.eu.auth0.com/oidc/register",
  certificates: { type: "JWKS", value: "https://acme.eu.auth0.com/.well-known/jwks.json" },
};

/** What a server of release 4.7 holds after the declaration was written to it. */
function stored(inputs: KeyManagerDeclaration): KeyManagerDocument {
  const document = toDocument(inputs, mark);
  return {
    ...document,
    id: "1",
    tokenType: "DIRECT",
    permissions: document.permissions ?? { permissionType: "PUBLIC", roles: [] },
    allowedOrganizations: document.allowedOrganizations ?? [],
    additionalProperties: {
      ...document.additionalProperties,
      client_secret: "*****",
      self_validate_jwt: true,
    },
  };
}

/** The declaration that would produce what the server holds. */
const observe = (declared: KeyManagerDeclaration, live: KeyManagerDocument, isConfirmed = true) =>
  observed(fields, declared, fieldsOfEntry(live, declared, isConfirmed));

describe("convergence of a Key Manager", () => {
  it("sees nothing to do where the server holds what was declared", () => {
    assert.deepEqual(
      differences(fields, observe(declaration, stored(declaration)), declaration),
      [],
    );
  });

  const drifts: [string, Partial<KeyManagerDocument>][] = [
    ["type", { type: "Okta" }],
    ["displayName", { displayName: "changed" }],
    ["description", { description: "changed" }],
    ["enabled", { enabled: false }],
    ["wellKnownEndpoint", { wellKnownEndpoint: "https://changed/" }],
    ["issuer", { issuer: "https://acme.eu.auth0.com" }],
    ["clientRegistrationEndpoint", { clientRegistrationEndpoint: "https://changed/" }],
    ["introspectionEndpoint", { introspectionEndpoint: "https://changed/" }],
    ["introspectionEndpoint", { introspectionEndpoint: null }],
    ["tokenEndpoint", { tokenEndpoint: "https://changed/" }],
    ["displayTokenEndpoint", { displayTokenEndpoint: "https://changed/" }],
    ["revokeEndpoint", { revokeEndpoint: null }],
    ["displayRevokeEndpoint", { displayRevokeEndpoint: "https://changed/" }],
    ["userInfoEndpoint", { userInfoEndpoint: "https://changed/" }],
    ["authorizeEndpoint", { authorizeEndpoint: "https://changed/" }],
    ["scopeManagementEndpoint", { scopeManagementEndpoint: "https://changed/" }],
    ["availableGrantTypes", { availableGrantTypes: ["client_credentials", "implicit"] }],
    ["availableGrantTypes", { availableGrantTypes: [] }],
    ["consumerKeyClaim", { consumerKeyClaim: "client_id" }],
    ["consumerKeyClaim", { consumerKeyClaim: null }],
    ["scopesClaim", { scopesClaim: "permissions" }],
    ["certificates", { certificates: null }],
    ["certificates", { certificates: { type: "PEM", value: "LS0tLS0=" } }],
    ["enableTokenGeneration", { enableTokenGeneration: null }],
    ["enableMapOAuthConsumerApps", { enableMapOAuthConsumerApps: false }],
    ["enableOAuthAppCreation", { enableOAuthAppCreation: false }],
    ["enableSelfValidationJWT", { enableSelfValidationJWT: false }],
    ["enableTokenEncryption", { enableTokenEncryption: true }],
    ["enableTokenHashing", { enableTokenHashing: true }],
    [
      "tokenValidation",
      { tokenValidation: [{ id: 1, enable: true, type: "REFERENCE", value: "x" }] },
    ],
    ["claimMapping", { claimMapping: [{ remoteClaim: "a", localClaim: "b" }] }],
    ["permissions", { permissions: { permissionType: "DENY", roles: ["admin"] } }],
    ["allowedOrganizations", { allowedOrganizations: ["NONE"] }],
  ];
  for (const [field, drift] of drifts) {
    it(`sees and names the drift ${JSON.stringify(drift)}`, () => {
      const live = { ...stored(declaration), ...drift };
      assert.deepEqual(differences(fields, observe(declaration, live), declaration), [field]);
    });
  }

  for (const [field, property] of [
    ["clientId", "client_id"],
    ["audience", "audience"],
  ]) {
    it(`sees the drift of the connector property ${property}`, () => {
      const live = stored(declaration);
      live.additionalProperties = { ...live.additionalProperties, [String(property)]: "changed" };
      assert.deepEqual(differences(fields, observe(declaration, live), declaration), [field]);
    });
  }

  it("sees that the secret is gone, and not that it is masked", () => {
    const live = stored(declaration);
    const { client_secret, ...others } = live.additionalProperties ?? {};
    assert.equal(client_secret, "*****");
    live.additionalProperties = others;
    assert.deepEqual(differences(fields, observe(declaration, live), declaration), [
      "clientSecret",
    ]);
  });

  it("sees a masked secret as changed where the last write is not known to be its own", () => {
    const seen = observe(declaration, stored(declaration), false);
    assert.deepEqual(differences(fields, seen, declaration), ["clientSecret"]);
  });

  it("sends fields back as they came that it does not know", () => {
    const live = { ...stored(declaration), ofLaterReleases: { kept: true } };
    assert.deepEqual(
      (toDocument(declaration, mark, live) as typeof live).ofLaterReleases,
      live.ofLaterReleases,
    );
  });

  it("sees a secret that the program changes", () => {
    const news = { ...declaration, clientSecret: "rotated" };
    assert.deepEqual(differences(fields, observe(declaration, stored(declaration)), news), [
      "clientSecret",
    ]);
  });

  it("does not see connector properties that nobody declared, and keeps them in an update", () => {
    const live = stored(declaration);
    live.additionalProperties = { ...live.additionalProperties, added_by_hand: "x" };
    assert.deepEqual(differences(fields, observe(declaration, live), declaration), []);
    assert.deepEqual(toDocument(declaration, mark, live, declaration).additionalProperties, {
      added_by_hand: "x",
      client_id: "id",
      client_secret: "secret",
      audience: "https://acme.eu.auth0.com/api/v2/",
      managed_by: markText(mark),
    });
  });

  it("removes a connector property that is declared no longer", () => {
    const olds = { ...declaration, additionalProperties: { tier: "gold", region: "eu" } };
    const news = { ...declaration, additionalProperties: { region: "eu" } };
    assert.deepEqual(differences(fields, olds, news), ["additionalProperties"]);
    const document = toDocument(news, mark, stored(olds), olds);
    assert.deepEqual(Object.keys(document.additionalProperties ?? {}).sort(), [
      "audience",
      "client_id",
      "client_secret",
      "managed_by",
      "region",
    ]);
  });

  it("sees a declared connector property that changed on the server", () => {
    const olds = { ...declaration, additionalProperties: { tier: 5 } };
    const live = stored(olds);
    assert.deepEqual(differences(fields, observe(olds, live), olds), []);
    live.additionalProperties = { ...live.additionalProperties, tier: 6 };
    assert.deepEqual(differences(fields, observe(olds, live), olds), ["additionalProperties"]);
  });

  it("does not send fields of later releases that nobody declared", () => {
    const document = toDocument(declaration, mark);
    assert.ok(!("permissions" in document));
    assert.ok(!("allowedOrganizations" in document));
  });

  it("resets fields of later releases where the server has them", () => {
    const live = { ...stored(declaration), allowedOrganizations: ["NONE"] };
    assert.deepEqual(toDocument(declaration, mark, live).allowedOrganizations, ["ALL"]);
  });

  it("sends a PEM certificate in base64 and recognises it again", () => {
    const pem = "-----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----\r\n";
    const inputs = { ...declaration, certificates: { type: "PEM" as const, value: pem } };
    const live = stored(inputs);
    assert.equal(
      Buffer.from(live.certificates?.value ?? "", "base64").toString(),
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    );
    assert.deepEqual(differences(fields, observe(inputs, live), inputs), []);
    // Where another one is declared, this one is shown as a file has it.
    assert.deepEqual(observe(declaration, live).certificates, {
      type: "PEM",
      value: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    });
  });

  it("takes a rule for tokens without a word for one that is switched on", () => {
    const rules = (enable?: boolean) => ({
      tokenValidation: [
        { type: "REFERENCE" as const, value: "x", ...(enable !== undefined && { enable }) },
      ],
    });
    const inputs = { ...declaration, ...rules() };
    const live = stored(inputs);
    assert.deepEqual(live.tokenValidation, [
      { id: 1, type: "REFERENCE", enable: true, value: "x" },
    ]);
    assert.deepEqual(differences(fields, observe(inputs, live), inputs), []);
    assert.deepEqual(differences(fields, inputs, { ...declaration, ...rules(false) }), [
      "tokenValidation",
    ]);
  });

  it("does not mind the order of lists that have none", () => {
    const olds = {
      ...declaration,
      availableGrantTypes: ["a", "b"],
      allowedOrganizations: ["x", "y"],
      permissions: { permissionType: "ALLOW" as const, roles: ["r", "s"] },
      claimMapping: [
        { remoteClaim: "a", localClaim: "b" },
        { remoteClaim: "c", localClaim: "d" },
      ],
    };
    const news = {
      ...olds,
      availableGrantTypes: ["b", "a"],
      allowedOrganizations: ["y", "x"],
      permissions: { permissionType: "ALLOW" as const, roles: ["s", "r"] },
      claimMapping: [...olds.claimMapping].reverse(),
    };
    assert.deepEqual(differences(fields, olds, news), []);
  });

  it("takes what is empty in a list for nothing", () => {
    const lists = (availableGrantTypes: string[]) => ({ ...declaration, availableGrantTypes });
    assert.deepEqual(differences(fields, lists(["a", "", " "]), lists([" a "])), []);
    assert.deepEqual(toDocument(lists(["b", "", "a", "b"]), mark).availableGrantTypes, ["a", "b"]);
  });

  it("has canonical forms that are idempotent, whatever the value", () => {
    fc.assert(
      fc.property(fc.constantFrom(...fieldNames), fc.jsonValue(), (field, value) => {
        const canonical = canonicalFormOf(fields[field]);
        const once = canonical(value);
        assert.deepEqual(canonical(once), once);
      }),
    );
  });
});
