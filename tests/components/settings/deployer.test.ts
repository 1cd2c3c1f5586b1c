import assert from "node:assert/strict";
import { runtime } from "@pulumi/pulumi";
import { checkDeployer, type Settings } from "../../../components";
import { mockEngine } from "../../support/mocks";

const getClientGrants = "auth0:index/getClientGrants:getClientGrants";
const everything = ["create", "read", "update"].flatMap((verb) =>
  ["clients", "client_keys", "client_grants", "resource_servers"].map((noun) => `${verb}:${noun}`),
);
const readers = everything.filter((name) => name.startsWith("read:"));
const existing = {
  managementApplication: { clientId: "theirs", clientSecret: "secret" },
  api: { existingIdentifier: "https://orders.example.com/" },
};

describe("the check of the deployer's permissions", () => {
  const settings = (declared: object = {}, applications: Settings["applications"] = {}) =>
    ({
      auth0KeyManager: {
        domain: "acme.eu.auth0.com",
        api: { identifier: "https://orders.example.com/" },
        keyManager: { name: "auth0" },
        ...declared,
      },
      applications,
      wso2Url: "https://apim.example.com:9443",
      secrets: [],
    }) satisfies Settings;
  const login: Record<string, string> = { "auth0:clientId": "deployer" };
  /** What is said to somebody with these permissions. */
  const check = async (
    scopes: string[],
    declared: Settings,
    { isPreview = false, allowAllScopes = false, config = login } = {},
  ): Promise<string> => {
    const clientGrants = [{ scopes, allowAllScopes }];
    await mockEngine(undefined, { [getClientGrants]: { clientGrants } }, { isPreview });
    runtime.setAllConfig(config);
    return checkDeployer(declared).then(
      () => "",
      (error: unknown) => (error as Error).message,
    );
  };

  it("asks for what the stack takes, and for a preview for what it reads", async () => {
    assert.equal(await check(everything, settings()), "");
    assert.equal(await check(readers, settings(), { isPreview: true }), "");
    assert.match(
      await check(readers, settings()),
      /: create:clients, create:client_grants, create:resource_servers, update:resource_servers\. /,
    );
    assert.equal(await check([], settings(), { allowAllScopes: true }), "");
  });

  it("asks for nothing where all that is in Auth0 exists", async () => {
    assert.equal(await check([], settings(existing)), "");
    const mapped = { app: { keys: { production: { mode: "map" as const } } } };
    assert.match(
      await check([], settings(existing, mapped)),
      /: read:client_keys, create:clients, create:client_grants, read:client_grants\. /,
    );
  });

  it("does not ask where nothing is needed, and goes on where nobody but readers of grants may", async () => {
    const insufficient = (): never => {
      const details = "403 Forbidden: Insufficient scope, expected any of: read:client_grants";
      throw Object.assign(new Error(details), { details });
    };
    const checkRefused = async (declared: Settings) => {
      const calls = Object.defineProperty({}, getClientGrants, { get: insufficient });
      await mockEngine(undefined, calls, { isPreview: true });
      runtime.setAllConfig(login);
      return checkDeployer(declared).then(
        () => "",
        (error: unknown) => (error as Error).message,
      );
    };
    assert.equal(await checkRefused(settings(existing)), "");
    const { managementApplication } = existing;
    assert.equal(await checkRefused(settings({ managementApplication })), "");
    assert.match(await checkRefused(settings()), /lacks permissions .*: read:client_grants\. /);
  });

  it("does not ask about an application that another login wins over", async () => {
    for (const key of ["auth0:apiToken", "auth0:cliLogin", "auth0:dynamicCredentials"]) {
      assert.equal(await check([], settings(), { config: { ...login, [key]: "true" } }), "");
    }
    assert.equal(await check([], settings(), { config: {} }), "");
  });
});
