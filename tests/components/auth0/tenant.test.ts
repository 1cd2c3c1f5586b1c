import assert from "node:assert/strict";
import { domainFault, tenantEndpoints } from "../../../components/auth0/tenant";

describe("tenantEndpoints", () => {
  it("spells issuer and Management API identifier with the slash that WSO2 relies on", () => {
    const endpoints = tenantEndpoints("acme.eu.auth0.com");
    assert.equal(endpoints.issuer, "https://acme.eu.auth0.com/");
    assert.equal(endpoints.managementApiIdentifier, "https://acme.eu.auth0.com/api/v2/");
    assert.equal(endpoints.tokenEndpoint, "https://acme.eu.auth0.com/oauth/token");
    assert.equal(endpoints.jwksUri, "https://acme.eu.auth0.com/.well-known/jwks.json");
  });

  it("sends applications to the custom domain, and WSO2 to the tenant's own", () => {
    const endpoints = tenantEndpoints("acme.eu.auth0.com", "login.acme.com");
    assert.equal(endpoints.issuer, "https://login.acme.com/");
    assert.equal(endpoints.tokenEndpoint, "https://login.acme.com/oauth/token");
    assert.equal(endpoints.managementTokenEndpoint, "https://acme.eu.auth0.com/oauth/token");
    assert.equal(endpoints.managementApiIdentifier, "https://acme.eu.auth0.com/api/v2/");
  });
});

describe("domainFault", () => {
  for (const domain of ["acme.eu.auth0.com", "localhost:8443", "127.0.0.1:443", "a"]) {
    it(`accepts ${domain}`, () => {
      assert.equal(domainFault(domain), undefined);
    });
  }
  for (const domain of [
    "https://acme.auth0.com",
    "acme.auth0.com/",
    "acme.auth0.com/x",
    " a",
    "",
  ]) {
    it(`fails for "${domain}"`, () => {
      assert.match(domainFault(domain) ?? "", /without scheme, path or slash/);
    });
  }
});
