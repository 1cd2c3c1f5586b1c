import assert from "node:assert/strict";
import * as auth0 from "@pulumi/auth0";
import { Api, Auth0KeyManager } from "../../../components";
import { refusalOfGrant, type GrantClaim } from "../../../components/auth0/grantsBefore";
import { mockEngine, valueOf } from "../../support/mocks";

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
  const refusal = async (before: object[], claim: GrantClaim = { adopt: false }) => {
    await mockEngine(undefined, { [getClientGrants]: { clientGrants: before } });
    return valueOf(refusalOfGrant({ clientId: "partner", audience: identifier }, claim, {}));
  };

  it("matters where it is this application's, for this API", async () => {
    assert.equal(await refusal([]), undefined);
    assert.equal(await refusal([{ ...grant, clientId: "other" }]), undefined);
  });

  it("is named, with what it holds and the ways on", async () => {
    const text = await refusal([grant], { adopt: false, command: "pulumi config set …" });
    for (const part of [
      "The application partner has a client grant for https://orders.example.com/ already: cgr_theirs",
      "with the scopes default, read:orders.",
      "pulumi config set …",
      "Applications, APIs, https://orders.example.com/, Application Access",
    ]) {
      assert.ok(text?.includes(part), text);
    }
    const all = await refusal([{ ...grant, scopes: [], allowAllScopes: true }]);
    assert.match(String(all), /, with all scopes\./);
    assert.match(String(await refusal([{ ...grant, scopes: [] }])), /, with no scopes\./);
  });

  it("is taken over where that is said, or where the stack makes the application, unless it is for users", async () => {
    for (const adopt of [true, "own"] as const) {
      assert.equal(await refusal([grant], { adopt }), undefined);
      const forUsers = { ...grant, subjectType: "user" };
      const text = await refusal([forUsers, grant], { adopt });
      assert.match(String(text), /that is for users alone: cgr_theirs/);
    }
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
