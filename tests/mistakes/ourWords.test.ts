import assert from "node:assert/strict";
import { sections } from "../../components/settings/sections";
import { fields } from "../../components/wso2/keyManager/fields";

/** Words of the library that checks; a reader of the stack config does not know them. */
const itsWords = /invalid|expected|\barray\b|\brecord\b|\bint\b|pattern|>=|<=|undefined/i;

const wrongValues = [5, -1, true, "", "x y", "x".repeat(3_000), [], [5], [""], {}, { a: 5 }, null];

/** A declaration in which a value is that of every setting, one after the other. */
const places: Record<string, (value: unknown) => unknown> = {
  ...Object.fromEntries(
    Object.keys(fields).map((name) => [
      `keyManager.${name}`,
      (value: unknown) => ({ keyManager: { name: "auth0", [name]: value } }),
    ]),
  ),
  ...placesIn("api", [
    ...["identifier", "name", "tokenLifetime", "tokenDialect", "enforcePolicies", "userPolicy"],
    ...["scopes", "grants", "existingIdentifier", "requireDefaultScope"],
  ]),
  ...placesIn("managementApplication", [
    ...["name", "description", "authenticationMethod", "additionalPermissions", "clientId"],
    ...["clientMetadata", "logoUri", "tokenQuota"],
  ]),
  ...placesIn("wso2", ["url", "caFile", "release", "username", "registerClient", "accessToken"]),
  ...placesIn("smokeTest", ["enabled", "application", "keys", "gatewayUrl", "gatewayPatience"]),
  customDomain: (customDomain) => ({ customDomain }),
  permissions: (permissionType) => ({ keyManager: { name: "a", permissions: { permissionType } } }),
  tokenValidation: (type) => ({ keyManager: { name: "a", tokenValidation: [{ type }] } }),
  applications: (applications) => ({ applications }),
  application: (app) => ({ applications: { app } }),
  attributes: (attributes) => ({ applications: { app: { attributes } } }),
  keys: (keys) => ({ applications: { app: { keys } } }),
  production: (production) => ({ applications: { app: { keys: { production } } } }),
  ...Object.fromEntries(
    ["mode", "scopes", "client", "grantTypes", "callbackUrl", "appType", "audience"].map((name) => [
      `production.${name}`,
      (value: unknown) => ({
        applications: { app: { keys: { production: { mode: "map", [name]: value } } } },
      }),
    ]),
  ),
  leeway: (leeway) => ({
    applications: {
      app: { keys: { production: { mode: "map", client: { refreshToken: { leeway } } } } },
    },
  }),
  subscriptions: (subscriptions) => ({ applications: { app: { subscriptions } } }),
};

function placesIn(section: string, names: readonly string[]) {
  return Object.fromEntries(
    names.map((name) => [
      `${section}.${name}`,
      (value: unknown) => ({ [section]: { [name]: value } }),
    ]),
  );
}

describe("what is said of a wrong value", () => {
  for (const [place, declare] of Object.entries(places)) {
    it(`is in our words: ${place}`, () => {
      for (const value of wrongValues) {
        for (const [section, declared] of Object.entries(declare(value) as object)) {
          for (const { reason } of sections[section]?.check(declared) ?? []) {
            const ours = reason.replace(/, but is .*$/s, "");
            assert.doesNotMatch(ours, itsWords, JSON.stringify(value));
          }
        }
      }
    });
  }
});
