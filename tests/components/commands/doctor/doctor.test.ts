import assert from "node:assert/strict";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { apiIdentifier, ByHand } from "../../../../tools/demo/examples/byHand";
import { declarationFor, providerFor } from "../../../support/declaration";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { trust } from "../../../support/trust";
import { Patient } from "./patient";

describe("the doctor, on a pair that is well", () => {
  const sandbox = sandboxForTests();
  let patient: Patient;

  before(async () => {
    trust(sandbox);
    patient = await Patient.at(sandbox);
  });

  after(() => patient.remove());

  it("finds nothing wrong where there is nothing, and writes nothing", async () => {
    const answers = await patient.answers();
    assert.deepEqual(
      answers.filter(({ status }) => status !== "ok").map(({ question }) => question),
      ["Key Manager can log in to Auth0"],
    );
    assert.deepEqual(sandbox.auth0.requests.writes(), []);
    assert.deepEqual(sandbox.wso2.requests.writes(), []);
  });

  it("finds nothing wrong where there is all that a stack has", async () => {
    const byHand = new ByHand(sandbox);
    await byHand.api();
    const declaration = await declarationFor(sandbox, "auth0");
    await providerFor(sandbox).create(declaration);
    const portal = new DeveloperPortal(sandbox);
    await portal.createApplication("orders");
    const dashboard = new Auth0Dashboard(sandbox);
    const client = await dashboard.machineApplication("mapped", apiIdentifier, ["default"]);
    await portal.mapKeys("orders", "auth0", client);
    const { owner = "" } = declaration.ownership ?? {};
    const stack = {
      config: {
        api: { identifier: apiIdentifier },
        keyManager: { name: "auth0" },
        applications: { orders: { attributes: {}, throttlingPolicy: "10PerMin" } },
      },
      resources: [{ urn: "", type: "pulumi-nodejs:dynamic/wso2:Owner", id: owner }],
    };
    for (const complaint of [{}, { stack }]) {
      const answers = await patient.answers(complaint);
      assert.deepEqual(
        answers.filter(({ status }) => status !== "ok"),
        [],
      );
    }
    const answers = await patient.answers({ stack });
    const [whose] = answers.filter(({ question }) => question.startsWith("Key Managers,"));
    assert.match(whose?.found ?? "", /^"auth0" \(Auth0\), this stack's, issuer https:/);
  });
});
