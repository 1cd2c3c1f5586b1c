import assert from "node:assert/strict";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { assertConverged, assertSays } from "./assertions";
import { Stack, type StackConfig } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

describe("an API for which others have grants, on the real engine", () => {
  const sandbox = sandboxForTests();
  const stacks: Stack[] = [];
  const dashboard = () => new Auth0Dashboard(sandbox);

  after(async () => {
    for (const stack of stacks) await stack.remove();
  });

  const configFor = (name: string, api: object): StackConfig => ({
    api: { identifier: `https://${name}.example.com/`, ...api },
    keyManager: { name, skipPreflight: ["uniqueIssuer"] },
    applications: {
      [`${name}-mapped`]: { keys: { production: { mode: "map" } } },
      [`${name}-generated`]: {},
    },
  });
  const deploy = async (name: string, api: object = {}): Promise<Stack> => {
    const stack = await Stack.create(sandbox, name, configFor(name, api));
    stacks.push(stack);
    await stack.up();
    return stack;
  };
  /** A run ends with an error that says each of the texts. */
  const assertRefused = async (
    stack: Stack,
    command: "up" | "destroy",
    texts: readonly string[],
  ) => {
    const { code, output } = await stack.pulumi(command, "--yes", "--skip-preview");
    assert.notEqual(code, 0, output);
    assertSays(output.replace(/\s+/g, " "), texts);
  };
  /** A grant that another team has clicked. */
  const grantOfOthers = async (audience: string) => {
    const { client_id: client } = await dashboard().create("/clients", { name: "Another team's" });
    const grant = { client_id: client, audience, scope: ["default"] };
    const { id } = await dashboard().create("/client-grants", grant);
    return { id: String(id), client: String(client) };
  };
  const api = (identifier: string) =>
    structuredClone(
      sandbox.auth0.state.resourceServers.find((each) => each.identifier === identifier),
    );
  /** Destroys a stack, for which all grants of its API are listed so many times. */
  const assertDestroyed = async (stack: Stack, lists: number) => {
    sandbox.auth0.requests.clear();
    await stack.destroy();
    assert.equal(
      sandbox.auth0.requests.matching(/client-grants\?audience=[^&]*&page/).length,
      lists,
    );
  };
  const grantsFor = (audience: string) =>
    sandbox.auth0.state.clientGrants.filter((grant) => grant.audience === audience);

  it("stays with them at a destroy, and goes with them where that is said", async () => {
    const identifier = "https://destroyed.example.com/";
    const stack = await deploy("destroyed");
    const before = api(identifier);
    const { id, client } = await grantOfOthers(identifier);
    await assertRefused(stack, "destroy", [
      `Auth0 API "${identifier}": it was not deleted`,
      `${id} of the application ${client}, with the scopes default`,
      "pulumi config set --path 'api.destroyOthers' true",
    ]);
    assert.deepEqual(api(identifier), before);
    assert.deepEqual(
      grantsFor(identifier).map((grant) => grant.id),
      [id],
    );
    await stack.up();
    assert.equal(grantsFor(identifier).length, 3);
    await stack.configure(configFor("destroyed", { destroyOthers: true }));
    await stack.up();
    await assertDestroyed(stack, 0);
    assert.equal(api(identifier), undefined);
    assert.deepEqual(grantsFor(identifier), []);
  });

  it("stays with them where its identifier changes, until they are gone or may go", async () => {
    const identifier = "https://renamed.example.com/";
    const stack = await deploy("renamed");
    const before = api(identifier);
    const { id } = await grantOfOthers(identifier);
    const next = "https://renamed-2.example.com/";
    await stack.configure(configFor("renamed", { identifier: next }));
    const named = [`Auth0 API "${identifier}": it was not deleted`, `${id} of the application`];
    await assertRefused(stack, "up", named);
    assert.deepEqual(api(identifier), before);
    assert.equal(grantsFor(identifier).length, 1);
    assert.equal(grantsFor(next).length, 2);
    await assertRefused(stack, "up", named);
    await stack.configure(configFor("renamed", { identifier: next, destroyOthers: true }));
    await stack.up();
    assert.equal(api(identifier), undefined);
    await assertConverged(stack);
    await stack.destroy();
    assert.equal(api(next), undefined);
  });

  it("stays with a grant that was adopted", async () => {
    const identifier = "https://adopted.example.com/";
    const stack = await deploy("adopted");
    const { id, client: clientId } = await grantOfOthers(identifier);
    const grants = { theirs: { clientId, adopt: true } };
    await stack.configure(configFor("adopted", { grants }));
    await stack.up();
    await assertRefused(stack, "destroy", [`${id} of the application ${clientId}`]);
    assert.equal(grantsFor(identifier).length, 1);
    await dashboard().remove(`/client-grants/${id}`);
    await assertDestroyed(stack, 1);
    assert.equal(api(identifier), undefined);
  });

  it("stays with all grants where it, its scopes or its protection are to be replaced", async () => {
    const identifier = "https://replaced.example.com/";
    const stack = await deploy("replaced");
    await grantOfOthers(identifier);
    const before = [api(identifier), grantsFor(identifier)];
    for (const name of ["auth0-api-deletion-protection", "auth0-api-scopes"]) {
      await stack.up("--replace", await stack.urnOf(name));
      await assertConverged(stack);
    }
    const urn = await stack.urnOf("auth0-api-api");
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview", "--replace", urn);
    assert.notEqual(code, 0, output);
    assertSays(output, ["Auth0 cannot replace an API by one of the same identifier"]);
    assert.deepEqual([api(identifier), grantsFor(identifier)], before);
    await assertConverged(stack);
    await stack.configure(configFor("replaced", { destroyOthers: true }));
    await stack.up();
    await stack.destroy();
  });
});
