import assert from "node:assert/strict";
import type { Sandbox } from "auth0-wso2-sandbox";
import { assertConverged } from "./assertions";
import { restore } from "./earlierStates/restore";
import { storedObjects } from "./ownership/inventory";
import type { Stack } from "./stack";

interface PreviewStep {
  op: string;
  urn: string;
}

/** A resource in the state; what is secret in it is encrypted anew each time. */
interface StateResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

describe("a stack of the version that knew of a place the server alone (2590f2c), on the real engine", () => {
  let sandbox: Sandbox;
  let stack: Stack;
  let home: Record<string, string>;
  let held: ReturnType<typeof storedObjects>;
  let earlier: StateResource[];

  const resources = async () => {
    const { deployment } = JSON.parse(await stack.succeed("stack", "export", "--show-secrets")) as {
      deployment: { resources: StateResource[] };
    };
    return deployment.resources;
  };

  before(async () => {
    ({ sandbox, stack } = await restore("2590f2c"));
    home = { ...stack.environment };
    held = storedObjects(sandbox);
    earlier = await resources();
    sandbox.wso2.users.add({ login: "other", roles: ["admin"] });
  });

  after(async () => {
    await stack.remove();
    await sandbox.close();
  });

  afterEach(() => {
    Object.assign(stack.environment, home);
  });

  it("previews the Auth0 provider and what protects its API alone", async () => {
    const output = await stack.succeed("preview", "--json");
    const { steps } = JSON.parse(output.slice(output.indexOf("{\n"))) as { steps: PreviewStep[] };
    const changing = steps.filter(({ op }) => !["same", "refresh", "read"].includes(op));
    assert.deepEqual(
      changing.map(({ op, urn }) => `${op} ${urn.split("::").at(-1) ?? ""}`),
      ["create auth0-tenant", "create auth0-api-deletion-protection"],
    );
  });

  /** Every operation is refused in words, and changes nothing. */
  const assertRefused = async (login: string, words: RegExp, operations: readonly string[]) => {
    const [WSO2_PASSWORD = ""] = login.split("@");
    Object.assign(stack.environment, { WSO2_USERNAME: login, WSO2_PASSWORD });
    for (const operation of operations) {
      const approval = operation === "preview" ? [] : ["--yes"];
      const { code, output } = await stack.pulumi(operation, ...approval);
      assert.notEqual(code, 0, output);
      assert.match(output, words);
      assert.deepEqual(storedObjects(sandbox), held, operation);
    }
  };

  it("loses nothing where another organization is the first to see it", () =>
    assertRefused("admin@tenant1.com", /an earlier version, which did not store the user/, [
      "preview",
      "up",
      "refresh",
      "destroy",
    ]));

  it("loses nothing where another user is the first to see it", () =>
    assertRefused(
      "other",
      /belongs to the WSO2 user admin, .* logs in as other|as the user who owns it/,
      ["preview", "up", "destroy"],
    ));

  it("is continued in one up, which changes nothing on the servers", async () => {
    await stack.up();
    await assertConverged(stack);
    assert.deepEqual(storedObjects(sandbox), held);
  });

  it("says in the state of each object where it is", async () => {
    const objects = (await resources()).flatMap(({ type, outputs = {} }) => {
      const [, kind = ""] = /^pulumi-nodejs:dynamic\/wso2:(\w+)$/.exec(type) ?? [];
      return ["", "Owner", "ApiDeletionProtection"].includes(kind) ? [] : [{ kind, outputs }];
    });
    const server = sandbox.wso2.url;
    const tenant = sandbox.auth0.domain;
    assert.equal(objects.length, 7);
    for (const { kind, outputs } of objects) {
      const isGenerated = outputs["mode"] === "generate";
      assert.partialDeepStrictEqual(
        outputs,
        kind === "KeyManager"
          ? { server, organization: "carbon.super", tenant }
          : { server, owner: "admin", ...(isGenerated && { tenant }) },
        kind,
      );
    }
  });

  // So that the version before can be gone back to.
  it("keeps in the state all that was in it", async () => {
    const now = new Map((await resources()).map((each) => [each.urn, each]));
    // What loads the provider, of either version, may have other words.
    const said = (values = {}) => ({ ...values, __provider: undefined });
    // A destroy that was refused has forgotten the proof, which the next up has made again.
    for (const { urn, id, inputs, outputs } of earlier.filter(
      ({ type }) => !type.startsWith("command:"),
    )) {
      const found = now.get(urn);
      assert.equal(found?.id, id, urn);
      assert.partialDeepStrictEqual(said(found?.inputs), said(inputs), urn);
      assert.partialDeepStrictEqual(said(found?.outputs), said(outputs), urn);
    }
  });
});
