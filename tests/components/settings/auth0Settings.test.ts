import assert from "node:assert/strict";
import { checkApplications } from "../../../components/settings/applications";
import { sections } from "../../../components/settings/sections";
import type { Mistake } from "../../../components/validation/validation";

const told = (mistakes: Mistake[] = []) =>
  mistakes.map(({ path, reason }) => `${path.join(".")} ${reason}`);

const client = {
  clientMetadata: { team: "orders" },
  logoUri: "https://acme.example.com/logo.png",
  tokenQuota: { clientCredentials: { enforce: true, perDay: 1_000 } },
};

describe("what may be chosen in Auth0", () => {
  it("is taken for the management application", () => {
    assert.deepEqual(sections["managementApplication"]?.check({ name: "WSO2", ...client }), []);
  });

  it("fails for the management application where it is wrong", () => {
    const wrong = {
      logoUri: "http://acme.example.com/logo.png",
      tokenQuota: { clientCredentials: { perDay: 0 } },
      webOrigins: [],
    };
    assert.deepEqual(told(sections["managementApplication"]?.check(wrong)), [
      'logoUri must be an https URL, but is "http://acme.example.com/logo.png"',
      "tokenQuota.clientCredentials.perDay must be a whole number of tokens, 1 at least, but is 0",
      "webOrigins is not known here",
    ]);
  });

  it("fails for a picture that is elsewhere than at an https URL", () => {
    for (const logoUri of ["httpsx://acme.example.com/", "xhttps://acme.example.com/", "logo"]) {
      assert.deepEqual(told(sections["managementApplication"]?.check({ logoUri })), [
        `logoUri must be an https URL, but is "${logoUri}"`,
      ]);
    }
  });

  it("is taken for the API and its grants", () => {
    const api = {
      identifier: "https://orders.example.com/",
      tokenLifetime: 3600,
      tokenLifetimeForWeb: 600,
      tokenDialect: "rfc9068_profile",
      allowOfflineAccess: true,
      skipConsentForVerifiableFirstPartyClients: true,
      enforcePolicies: true,
      userPolicy: "require_client_grant",
      grants: {
        job: { clientId: "c", organizationUsage: "allow", allowAnyOrganization: true },
      },
    };
    assert.deepEqual(sections["api"]?.check(api), []);
  });

  it("fails for the API where it would keep all tokens away", () => {
    const api = { identifier: "https://orders.example.com/", userPolicy: "none", tokenLifetime: 0 };
    assert.deepEqual(
      told(sections["api"]?.check(api)).map((mistake) => mistake.split(" ")[0]),
      ["tokenLifetime", "userPolicy"],
    );
  });

  it("is taken for mapped keys, and fails for generated ones", () => {
    const settings = {
      ...client,
      webOrigins: ["https://acme.example.com"],
      refreshToken: { rotationType: "rotating", expirationType: "expiring", leeway: 0 },
    };
    const app = { keys: { production: { mode: "map", client: settings } } };
    assert.deepEqual(checkApplications({ app }), []);
    const generated = { keys: { sandbox: { client: settings } } };
    assert.deepEqual(told(checkApplications({ app: generated })), [
      "app.keys.sandbox.client needs mode map: WSO2's connector chooses the other settings of a " +
        "generated client",
    ]);
  });
});
