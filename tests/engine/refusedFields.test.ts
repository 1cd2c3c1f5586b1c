import assert from "node:assert/strict";
import { DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { sandboxForTests } from "../support/sandboxForTests";
import { assertConverged, assertSays } from "./assertions";
import { Stack } from "./stack";

const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-refused" },
  applications: { mapped: { keys: { production: { mode: "map" } } } },
};

/** A plan of Auth0 need not have every field that is declared only to be whole. */
describe("a tenant that refuses fields, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;

  before(async () => {
    sandbox.auth0.state.refusedFields = {
      clients: ["compliance_level", "logo_uri"],
      "resource-servers": ["token_dialect"],
      "client-grants": ["organization_usage"],
    };
    stack = await Stack.create(sandbox, "refused", config);
  });

  after(() => stack.remove());

  it("names the field", async () => {
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assertSays(output, ["Additional properties not allowed"]);
    // Whichever of the objects is created first.
    assert.match(output, /compliance_level|logo_uri|token_dialect/);
  });

  it("gets everything else where the fields are left to it, and no change is shown after that", async () => {
    const leftToAuth0 = {
      client: ["complianceLevel", "logoUri"],
      api: ["tokenDialect"],
      clientGrant: ["organizationUsage", "allowAnyOrganization"],
    };
    await stack.configure({ ...config, leftToAuth0 });
    await stack.up();
    await assertConverged(stack);
    const [key] = await new DeveloperPortal(sandbox).keys("mapped");
    assert.equal(key?.["keyState"], "COMPLETED");
  });
});
