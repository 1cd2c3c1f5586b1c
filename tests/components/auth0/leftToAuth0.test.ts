import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApplicationAccess, Auth0KeyManager } from "../../../components";
import { leavableFields } from "../../../components/auth0/leftToAuth0";
import { until } from "../../support/until";
import { type Declarations, mockEngine, valueOf } from "../../support/mocks";

const types = {
  client: "auth0:index/client:Client",
  api: "auth0:index/resourceServer:ResourceServer",
  clientGrant: "auth0:index/clientGrant:ClientGrant",
} as const;

/** How many the program has, components included; the owner is made once for all. */
const resources = 19;

/** All clients, APIs and grants that a stack can have. */
async function declaredWith(
  leftToAuth0: object,
  api: object = {},
  tenant = "acme.eu.auth0.com",
): Promise<Declarations> {
  const outputs = { clientId: "client", clientSecret: "secret", consumerKey: "client" };
  const declarations = await mockEngine(() => outputs);
  const keyManager = new Auth0KeyManager("auth0", {
    domain: tenant,
    api: {
      ...{ identifier: "https://orders.example.com/", grants: { partner: { clientId: "p" } } },
      ...api,
    },
    keyManager: { name: "auth0" },
    leftToAuth0,
  });
  const access = new ApplicationAccess("mapped", {
    ...{ name: "mapped", keyManager, keys: { production: { mode: "map" } } },
  });
  await valueOf(keyManager.keyManagerId);
  await valueOf(pulumi.output(access.keys.production?.consumerKey));
  await until(() => declarations.filter(({ name }) => name !== "owner").length === resources);
  return declarations;
}

describe("what is left to Auth0", () => {
  for (const kind of Object.keys(types) as (keyof typeof types)[]) {
    it(`is declared nowhere: each of the ${leavableFields(kind).length} fields of ${kind}`, async () => {
      const all = await declaredWith({});
      for (const field of leavableFields(kind)) {
        assert.ok(
          all.some(({ type, inputs }) => type === types[kind] && field in inputs),
          field,
        );
        const left = await declaredWith({ [kind]: [field] });
        for (const { type, name, inputs } of left) {
          const before = all.find((other) => other.type === type && other.name === name);
          const { [field]: gone, ...others } = before?.inputs ?? {};
          if (type !== types[kind]) continue;
          assert.deepEqual(Object.keys(inputs).sort(), Object.keys(others).sort(), name);
          assert.ok(gone !== undefined || before !== undefined);
        }
      }
    });
  }

  it("is a field that is declared for every object alike, named as @pulumi/auth0 names it", async () => {
    for (const field of ["compliance_level", "name", "grantTypes"]) {
      await assert.rejects(
        declaredWith({ client: [field] }),
        /leftToAuth0\.client\.0 must be one of/,
      );
    }
    await assert.rejects(declaredWith({ clientGrant: ["subjectType"] }), /must be one of/);
  });

  it("is not declared otherwise at once", async () => {
    const dialect = { tokenDialect: "rfc9068_profile" };
    await assert.rejects(
      declaredWith({ api: ["tokenDialect"] }, dialect),
      /tokenDialect is declared as "rfc9068_profile", and left to Auth0/,
    );
  });
});
