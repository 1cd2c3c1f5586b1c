import assert from "node:assert/strict";
import * as fc from "fast-check";
import { checkApplications } from "../../../components/settings/applications";
import { applicationFields } from "../../../components/wso2/application/fields";
import { keyFields, type KeysField } from "../../../components/wso2/applicationKeys/fields";
import type { KeysValues } from "../../../components/wso2/applicationKeys/args";
import { aliasMistakes } from "../../../components/wso2/keyManager/mistakes";
import type { KeyManagerDeclaration } from "../../../components/wso2/keyManager/args";
import { fields as keyManagerFields } from "../../../components/wso2/keyManager/fields";
import { sections } from "../../../components/settings/sections";
import { fieldsOfOneMode, modeMistakes } from "../../../components/wso2/applicationKeys/modes";
import { mistakesIn, type Field } from "../../../components/wso2/provider/fieldTable";
import { subscriptionFields } from "../../../components/wso2/subscription/fields";

/** What somebody may write, be it right or wrong somewhere. */
const value = fc.oneof(
  fc.constantFrom<unknown>(
    ...["", " ", " a ", "a", "a\nb", "app", "spa", "generate", "https://a.example.com/cb", "a, b"],
    ...[" https://a.example.com/", "https://a.example.com/\n"],
    ...[100, 101, 150, 151, 255, 256, 400, 401, 512, 600, 601].map((length) => "a".repeat(length)),
    ...[true, false, 1, null, [], ["a"], {}, { team: "orders" }, { team: 1 }, { "": "a" }],
    ...[["https://a.example.com/"], [" a"], { colour: "a" }, { issuer: "a" }, { client_id: "a" }],
    ...[["client_credentials"], ["magic"], ["authorization_code"], ["default"], ["a", 1]],
  ),
  fc.jsonValue(),
);

/** Declarations with some of the fields. */
const declarations = (fields: Readonly<Record<string, Field>>, left: readonly string[]) =>
  fc.record(
    Object.fromEntries(
      Object.keys(fields)
        .filter((name) => !left.includes(name))
        .map((name) => [name, value]),
    ),
    { requiredKeys: [] },
  );

const options = { numRuns: 3000 };

describe("the stack config takes what the resource takes, and nothing else:", () => {
  it("the name of an application", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom("a\nb", "a".repeat(101), " a")), (name) => {
        fc.pre(!/[<>]/.test(name) && name !== "__proto__");
        const refused = mistakesIn("it", applicationFields, { name }).length > 0;
        assert.equal(checkApplications({ [name]: {} }).length > 0, refused);
      }),
      options,
    );
  });

  it("an application", () => {
    fc.assert(
      fc.property(declarations(applicationFields, ["name"]), (declared) => {
        const refused = mistakesIn("it", applicationFields, { name: "app", ...declared });
        const said = checkApplications({ app: declared });
        assert.deepEqual(pathsIn(said, 1), pathsIn(refused, 0));
      }),
      options,
    );
  });

  it("a subscription", () => {
    fc.assert(
      fc.property(declarations(subscriptionFields, ["applicationId"]), (declared) => {
        const refused = mistakesIn("it", subscriptionFields, { applicationId: "a", ...declared });
        const said = checkApplications({ app: { subscriptions: [declared] } });
        assert.deepEqual(pathsIn(said, 3), pathsIn(refused, 0));
      }),
      options,
    );
  });

  it("a Key Manager", () => {
    const url = "https://acme.eu.auth0.com/";
    const names = ["clientId", "clientSecret"] as const;
    const given = { name: "auth0", clientId: "a", clientSecret: "a" };
    const endpoints = Object.fromEntries(
      ["issuer", "tokenEndpoint", "revokeEndpoint", "clientRegistrationEndpoint", "audience"].map(
        (name) => [name, url],
      ),
    );
    const base = { ...given, ...endpoints, certificates: { type: "JWKS" as const, value: url } };
    const options = { numRuns: 1500 };
    fc.assert(
      fc.property(declarations(keyManagerFields, names), (declared) => {
        const all = { ...base, ...declared };
        const refused = [
          ...mistakesIn<KeyManagerDeclaration>("it", keyManagerFields, all),
          ...aliasMistakes(all),
        ];
        const said = sections["keyManager"]?.check({ name: "auth0", ...declared }) ?? [];
        assert.deepEqual(pathsIn(said, 0), pathsIn(refused, 0));
      }),
      options,
    );
  });

  it("a Key Manager whose tokenType cannot even be printed", () => {
    const declared = { name: "auth0", tokenType: { toString: null } };
    const said = sections["keyManager"]?.check(declared) ?? [];
    assert.deepEqual(pathsIn(said, 0), ["tokenType"]);
  });

  it("keys whose client WSO2 makes", () => {
    const given = Object.entries<KeysField>(keyFields).filter(([, { isGiven }]) => isGiven);
    const names = given.map(([name]) => name);
    const management = { tokenEndpoint: "a", clientId: "a", clientSecret: "a", audience: "a" };
    const place = { applicationId: "a", applicationName: "app", keyManager: "a", management };
    fc.assert(
      fc.property(declarations(keyFields, [...names, "mode"]), (declared) => {
        const all = { ...place, ...declared } as unknown as KeysValues;
        const refused = [
          ...mistakesIn("it", keyFields, all, { optional: fieldsOfOneMode }),
          ...modeMistakes(all),
        ];
        const said = checkApplications({ app: { keys: { production: declared } } });
        assert.deepEqual(pathsIn(said, 3), pathsIn(refused, 0));
      }),
      options,
    );
  });
});

describe("what was validated is what is used:", () => {
  const tables: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
    keyManagerFields,
    applicationFields,
    keyFields,
    subscriptionFields,
  };
  for (const [table, fields] of Object.entries(tables)) {
    it(`no row of ${table} takes a value for another one`, () => {
      fc.assert(
        fc.property(fc.constantFrom(...Object.values(fields)), value, ({ schema }, declared) => {
          const { data = declared, success } = schema.safeParse(declared);
          if (success) assert.deepEqual(data, declared);
        }),
        options,
      );
    });
  }

  it("no section of the stack config takes white space around a value", () => {
    const url = "https://acme.example.com/";
    const api = { identifier: url };
    const placed: Record<string, (value: string) => unknown> = {
      "api.identifier": (identifier) => ({ api: { identifier } }),
      "api.existingIdentifier": (existingIdentifier) => ({ api: { existingIdentifier } }),
      "api.scopes.0.name": (name) => ({ api: { ...api, scopes: [{ name }] } }),
      "managementApplication.logoUri": (logoUri) => ({ managementApplication: { logoUri } }),
      customDomain: (customDomain) => ({ customDomain }),
      "wso2.url": (at) => ({ wso2: { url: at } }),
      "wso2.username": (username) => ({ wso2: { username } }),
      "smokeTest.gatewayUrl": (gatewayUrl) => ({ smokeTest: { gatewayUrl } }),
      "smokeTest.application": (application) => ({ smokeTest: { application } }),
    };
    for (const [path, declare] of Object.entries(placed)) {
      const [name = "", ...rest] = path.split(".");
      const usual = /uri|url|identifier/i.test(path) ? url : "acme.example.com";
      const check = (text: string) =>
        sections[name]?.check((declare(text) as Record<string, unknown>)[name]) ?? [];
      assert.deepEqual(check(usual), [], path);
      for (const text of [` ${usual}`, `${usual}\n`]) {
        assert.deepEqual(pathsIn(check(text), 0), [rest.join(".")], `${path}: ${text}`);
      }
    }
  });
});

const pathsIn = (mistakes: readonly { path: string[] }[], from: number) =>
  mistakes.map(({ path }) => path.slice(from).join(".")).sort();
