import assert from "node:assert/strict";
import * as auth0 from "@pulumi/auth0";
import { Api, Auth0KeyManager, ConsumerApplication } from "../../../components";
import { declared, mockEngine, noteOptions, valueOf } from "../../support/mocks";

const grantType = "auth0:index/clientGrant:ClientGrant";
const getClientGrants = "auth0:index/getClientGrants:getClientGrants";
const identifier = "https://orders.example.com/";
const grant = {
  id: "cgr_theirs",
  clientId: "partner",
  audience: identifier,
  subjectType: "client",
  scopes: ["default", "read:orders"],
  allowAllScopes: false,
};

describe("a client grant that an application has before a program declares one", () => {
  /** What the engine is told of the grant for "partner". */
  const grantDeclared = async (before: object[], settings = {}) => {
    const resources = await mockEngine(undefined, { [getClientGrants]: { clientGrants: before } });
    const noted = noteOptions();
    const grants = { partner: { clientId: "partner", ...settings } };
    await valueOf(new Api("orders", { identifier, grants }).identifier);
    await new Promise(setImmediate);
    const { subjectType } = declared(resources, grantType, "orders-grant-partner");
    const { ignoreChanges } = noted.resources["orders-grant-partner"] ?? {};
    return { subjectType: String(subjectType), ignoreChanges };
  };
  const none = { subjectType: "client", ignoreChanges: ["subjectType"] };

  it("matters where it is this application's, for this API", async () => {
    assert.deepEqual(await grantDeclared([]), none);
    assert.deepEqual(await grantDeclared([{ ...grant, clientId: "other" }]), none);
  });

  it("is named, with what it holds and the ways on, in place of what a creation takes", async () => {
    const { subjectType, ignoreChanges } = await grantDeclared([grant]);
    assert.deepEqual(ignoreChanges, ["clientId", "subjectType"]);
    for (const text of [
      "The application partner has a client grant for https://orders.example.com/ already: cgr_theirs",
      "with the scopes default, read:orders.",
      "pulumi config set --path 'api.grants.partner.adopt' true",
      "Applications, APIs, https://orders.example.com/, Application Access",
    ]) {
      assert.ok(subjectType.includes(text), subjectType);
    }
    const all = await grantDeclared([{ ...grant, scopes: [], allowAllScopes: true }]);
    assert.match(all.subjectType, /, with all scopes\./);
    const nothing = await grantDeclared([{ ...grant, scopes: [] }]);
    assert.match(nothing.subjectType, /, with no scopes\./);
  });

  it("is taken over where that is said, unless it is for users", async () => {
    assert.deepEqual(await grantDeclared([grant], { adopt: true, scopes: ["default"] }), none);
    const forUsers = { ...grant, subjectType: "user" };
    const { subjectType } = await grantDeclared([forUsers, grant], { adopt: true });
    assert.match(subjectType, /that is for users alone: cgr_theirs/);
  });

  it("ends the program where the engine keeps another application in its place", async () => {
    const outputs = () => ({ clientId: "kept" });
    await mockEngine(outputs, { [getClientGrants]: { clientGrants: [grant] } });
    const failure = nextUnhandledRejection();
    new Api("orders", { identifier, grants: { partner: { clientId: "partner" } } });
    assert.match((await failure).message, /^The application partner has a client grant .* already/);
  });

  it("ends the program where it was taken over with other scopes than those declared", async () => {
    const outputs = () => ({ scopes: ["read:orders"] });
    await mockEngine(outputs, { [getClientGrants]: { clientGrants: [grant] } });
    const failure = nextUnhandledRejection();
    new Api("orders", { identifier, grants: { partner: { clientId: "partner", adopt: true } } });
    assert.match(
      (await failure).message,
      /taken over as it was, with the scopes read:orders\. Run pulumi up once more, .*: the scopes default\.$/,
    );
  });

  it("is the stack's where the stack makes the application, unless it is for users", async () => {
    const outputs = () => ({ clientId: "partner" });
    const ofConsumer = async (before: object[]) => {
      const resources = await mockEngine(outputs, { [getClientGrants]: { clientGrants: before } });
      await valueOf(new ConsumerApplication("app", { audience: identifier }).clientId);
      return String(declared(resources, grantType, "app-grant")["subjectType"]);
    };
    assert.equal(await ofConsumer([grant]), "client");
    assert.match(await ofConsumer([{ ...grant, subjectType: "user" }]), /for users alone/);
  });

  it("is asked for once for each API and tenant, however many grants there are", async () => {
    let calls = 0;
    const counted = Object.defineProperty({}, getClientGrants, {
      get: () => {
        calls += 1;
        return { clientGrants: [] };
      },
    });
    await mockEngine(() => ({ clientId: "own", clientSecret: "secret" }), counted);
    const keyManagerOf = (name: string) =>
      new Auth0KeyManager(
        name,
        {
          domain: `${name}.eu.auth0.com`,
          api: { identifier, grants: { one: { clientId: "1" }, two: { clientId: "2" } } },
          keyManager: { name },
        },
        { providers: [new auth0.Provider(name, { domain: `${name}.eu.auth0.com` })] },
      );
    await valueOf(keyManagerOf("acme").keyManagerId);
    // The Management API's and that of the API.
    assert.equal(calls, 2);
    await valueOf(keyManagerOf("other").keyManagerId);
    assert.equal(calls, 4);
  });
});

/** Pulumi ends a program for an error in an output by leaving its rejection unhandled. */
function nextUnhandledRejection(): Promise<Error> {
  return new Promise((resolve) => process.once("unhandledRejection", resolve));
}
