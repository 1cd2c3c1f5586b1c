import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Applications, Auth0KeyManager, type KeyManagerReference } from "../../components";
import { factsOf, scopesFault } from "../../components/keyManagerReference";
import { declared, mockEngine, valueOf, type Declarations } from "../support/mocks";

const reference: KeyManagerReference = {
  name: "auth0-dev",
  domain: "acme.eu.auth0.com",
  apiIdentifier: "https://orders.example.com/",
};

describe("A reference to the Key Manager of another stack", () => {
  let declarations: Declarations;

  beforeEach(async () => {
    const outputs = { revision: 1, consumerKey: "key", consumerSecret: "secret" };
    declarations = await mockEngine(() => outputs, {}, { isPreview: true });
  });

  it("is exported with every value, none of them a secret", async () => {
    const { reference: exported } = new Auth0KeyManager("auth0", {
      domain: "acme.eu.auth0.com",
      customDomain: "login.acme.com",
      api: { identifier: "https://orders.example.com/", scopes: [{ name: "read:orders" }] },
      keyManager: { name: "auth0-dev", scopesClaim: "permissions" },
    });
    assert.deepEqual(await valueOf(exported), {
      name: "auth0-dev",
      domain: "acme.eu.auth0.com",
      apiIdentifier: "https://orders.example.com/",
      scopes: ["default", "read:orders"],
      issuer: "https://login.acme.com/",
      tokenEndpoint: "https://login.acme.com/oauth/token",
      jwksUri: "https://login.acme.com/.well-known/jwks.json",
      consumerKeyClaim: "azp",
      scopesClaim: "permissions",
    });
    assert.equal(await pulumi.isSecret(exported), false);
  });

  it("needs no more than what nothing else tells", async () => {
    const { issuer, jwksUri, scopes } = factsOf(reference);
    assert.equal(await valueOf(issuer), "https://acme.eu.auth0.com/");
    assert.equal(await valueOf(jwksUri), "https://acme.eu.auth0.com/.well-known/jwks.json");
    assert.equal(await valueOf(scopes), undefined);
  });

  it("makes keys without a login for Auth0, and no provider of Auth0", async () => {
    const { summary } = new Applications("applications", {
      keyManager: reference,
      applications: { app: {} },
    });
    await valueOf(pulumi.output(summary));
    const type = "pulumi-nodejs:dynamic/wso2:ApplicationKeys";
    const keys = declared(declarations, type, "app-production-keys");
    assert.deepEqual(keys["reference"], {
      issuer: "https://acme.eu.auth0.com/",
      domain: "acme.eu.auth0.com",
    });
    assert.equal(keys["keyManager"], "auth0-dev");
    assert.equal(keys["audience"], "https://orders.example.com/");
    assert.equal("management" in keys, false);
    const types = declarations.map(({ type: each }) => each);
    assert.deepEqual(
      types.filter((each) => each.includes("auth0:")),
      [],
    );
  });

  it("lends mapped keys no scope that its API does not define", () => {
    const { apiIdentifier } = reference;
    const defined = ["default", "read:orders"];
    assert.equal(scopesFault(["read:orders"], apiIdentifier, defined), undefined);
    assert.equal(scopesFault(["read:all"], apiIdentifier, undefined), undefined);
    assert.match(
      scopesFault(["read:all"], apiIdentifier, defined) ?? "",
      /does not define read:all\. It has default, read:orders\./,
    );
  });
});
