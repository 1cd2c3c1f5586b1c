import assert from "node:assert/strict";
import { Api, ManagementApplication } from "../../../components";
import { checkPermissions } from "../../../components/auth0/permissions";
import { mockEngine, valueOf } from "../../support/mocks";

const getResourceServer = "auth0:index/getResourceServer:getResourceServer";
const managementApi = "https://acme.eu.auth0.com/api/v2/";
const scopes = ["read:clients", "read:roles", "read:users"].map((name) => ({ name }));

describe("permissions that an API does not have", () => {
  let calls: number;

  beforeEach(async () => {
    calls = 0;
    const counted = Object.defineProperty({}, getResourceServer, {
      get: () => {
        calls += 1;
        return { scopes };
      },
    });
    await mockEngine(() => ({ clientId: "id", clientSecret: "secret" }), counted);
  });

  it("are refused for the management application, all of them, with what was meant", async () => {
    await assert.rejects(
      checkPermissions(["read:nonsense", "read:users", "read:roless"], managementApi),
      /https:\/\/acme\.eu\.auth0\.com\/api\/v2\/ does not have, .*: read:nonsense, read:roless \(perhaps read:roles\)\./,
    );
  });

  it("are asked for once, and only where there are any", async () => {
    const declare = (name: string, additionalPermissions: string[]) =>
      new ManagementApplication(name, {
        managementApiIdentifier: managementApi,
        additionalPermissions,
      });
    await checkPermissions([], managementApi);
    await valueOf(declare("none", []).clientId);
    assert.equal(calls, 0);
    await checkPermissions(["read:users"], managementApi);
    await valueOf(declare("some", ["read:users"]).clientId);
    assert.equal(calls, 1);
  });

  it("end a program of one's own, too", async () => {
    const failure = new Promise<Error>((resolve) => process.once("unhandledRejection", resolve));
    new ManagementApplication("wso2", {
      managementApiIdentifier: managementApi,
      additionalPermissions: Promise.resolve(["read:ghost"]),
    });
    assert.match((await failure).message, /: read:ghost\. Correct them/);
  });

  it("are refused for the grants of an API before it is declared", () => {
    const grants = {
      one: { clientId: "1", scopes: ["default", "write:ghost"] },
      two: { clientId: "2", scopes: ["admin", "read:orders"] },
    };
    const args = { identifier: "https://orders.example.com/", scopes: [{ name: "read:orders" }] };
    assert.throws(
      () => new Api("orders", { ...args, grants }),
      /"write:ghost" of the grant "one", "admin" of the grant "two"\. It has default, read:orders\./,
    );
  });
});
