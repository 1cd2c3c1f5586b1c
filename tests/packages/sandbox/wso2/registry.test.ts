import assert from "node:assert/strict";
import type { Auth0Connector } from "auth0-wso2-sandbox/wso2/registry/auth0Connector";
import { KeyManagerRegistry } from "auth0-wso2-sandbox/wso2/registry/registry";
import { releaseTraits, type Release } from "auth0-wso2-sandbox/wso2/releases";

const issuer = "https://tenant.example/";

function registryOf(release: Release): {
  load: (name: string, organization?: string) => void;
  registry: KeyManagerRegistry;
  names: (organization?: string) => string[];
} {
  const registry = new KeyManagerRegistry(releaseTraits[release]);
  const names = (organization = "carbon.super") =>
    registry.byIssuer(organization, issuer).map(({ name }) => name);
  const load = (name: string, organization = "carbon.super") => {
    registry.add({
      id: name,
      name,
      organization,
      issuer,
      // Never called: the registry only keeps it.
      connector: Object.create(null) as Auth0Connector,
      jwtValidation: undefined,
    });
  };
  return { registry, load, names };
}

describe("WSO2 registry of loaded Key Managers", () => {
  it("finds them by name and by their exact issuer, within their organization", () => {
    const { registry, load, names } = registryOf("4.7");
    load("a");
    assert.equal(registry.byName("carbon.super", "a")?.name, "a");
    assert.equal(registry.byName("tenant1.com", "a"), undefined);
    assert.deepEqual(names(), ["a"]);
    assert.deepEqual(registry.byIssuer("carbon.super", "https://tenant.example"), []);
    assert.deepEqual(names("tenant1.com"), []);
  });

  it("prefers global ones", () => {
    const { registry, load } = registryOf("4.7");
    load("a");
    load("a", "WSO2/System");
    assert.equal(registry.byName("carbon.super", "a")?.organization, "WSO2/System");
    const issued = registry.byIssuer("carbon.super", issuer);
    assert.deepEqual(
      issued.map(({ organization }) => organization),
      ["WSO2/System"],
    );
  });

  it("gives a shared issuer to the last one until 4.4, and takes it from both", () => {
    const { registry, load, names } = registryOf("4.4");
    load("first");
    load("second");
    assert.deepEqual(names(), ["second"]);
    registry.remove("carbon.super", "first");
    assert.deepEqual(names(), []);
    assert.deepEqual(registry.names, ["second"]);
  });

  it("gives a shared issuer to all since 4.5", () => {
    const { registry, load, names } = registryOf("4.5");
    load("first");
    load("second");
    assert.deepEqual(names(), ["first", "second"]);
    registry.remove("carbon.super", "first");
    assert.deepEqual(names(), ["second"]);
  });
});
