import assert from "node:assert/strict";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { assertConverged } from "./assertions";
import { pasted, refused, Setup } from "./wayBack/wayBack";

const theirs = "https://theirs.example.com/";

const adopts = (path: string) => pasted(new RegExp(`pulumi config set --path '${path}' true`));

/** The other remedies are pasted where their situation is tested: tests/tidy/remedies.ts. */
describe("the commands that messages tell, pasted on the real engine,", () => {
  let setup: Setup;

  before(async () => {
    setup = await Setup.open();
  });

  after(() => setup.close());

  beforeEach(() => setup.start());

  const decideOnKeys = async (decision: "APPROVED" | "REJECTED") => {
    const { wso2 } = setup.sandbox;
    const waiting = wso2.state.applications.flatMap(({ uuid, keyMappings }) =>
      keyMappings
        .filter(({ state }) => state === "CREATED")
        .map((keys) => [uuid, keys.uuid] as const),
    );
    for (const [application, keys] of waiting) {
      await wso2.workflows.decideOnKeys(application, keys, decision);
    }
    assert.equal(waiting.length, 1);
  };

  it("repair the keys first, where WSO2 changes no application without their client", async () => {
    const { sandbox } = setup;
    const [keys] = await new DeveloperPortal(sandbox).keys("generated");
    await new Auth0Dashboard(sandbox).remove(`/clients/${String(keys?.["consumerKey"])}`);
    await new DeveloperPortal(sandbox).editApplication("mapped", { description: "by hand" });
    await setup.type([
      "pulumi config set --path applications.generated.description Orders",
      "! pulumi up --skip-preview",
      pasted(/pulumi up --target '\*\*:ApplicationKeys::\*\*'/),
      "pulumi up",
    ]);
    await assertConverged(setup.stack);
    await setup.assertDestroyed();
  });

  it("ask again for keys that an administrator has rejected", async () => {
    setup.sandbox.wso2.workflows.configure({ keyGeneration: "approval" });
    const uses = ["production", "sandbox"].map(
      (use) => `pulumi config set --path applications.generated.keys.${use}.mode generate`,
    );
    await setup.type([...uses, "! pulumi up"]);
    await decideOnKeys("REJECTED");
    const askAgain = refused(pasted(/pulumi up --replace \S+(?=\.)/));
    await setup.type(["! pulumi up", askAgain]);
    await decideOnKeys("APPROVED");
    await setup.type(["pulumi up"]);
    await assertConverged(setup.stack);
    await setup.assertDestroyed();
  });

  it("name one server, where config and environment name two", async () => {
    await setup.type([
      "pulumi config set --path wso2.url https://apim.example.com:9443",
      "! pulumi up",
      pasted(/pulumi config set --path wso2\.url \S+/),
      pasted(/pulumi refresh --run-program/),
    ]);
    await setup.assertAsBefore();
  });

  it("take out a permission that Auth0 does not have", async () => {
    await setup.type([
      "pulumi config set --path 'managementApplication.additionalPermissions[0]' read:roless",
      "! pulumi up",
      pasted(/pulumi config rm --path '[^']+'/),
      "pulumi up",
    ]);
    await setup.assertAsBefore();
  });

  it("take over an application that was there before", async () => {
    await setup.type([
      "pulumi config set --path 'applications.others-app.keys.production.mode' generate",
      "! pulumi up",
      adopts("applications.others-app.adopt"),
      "pulumi up",
    ]);
    await assertConverged(setup.stack);
  });

  it("use an API that is managed elsewhere", async () => {
    const api = { identifier: theirs, name: "Theirs", scopes: [{ value: "default" }] };
    await new Auth0Dashboard(setup.sandbox).create("/resource-servers", api);
    await setup.type([
      `pulumi config set --path api.identifier ${theirs}`,
      "! pulumi up",
      pasted(/pulumi config set --path 'api\.existingIdentifier' \S+(?=,)/),
      "pulumi config rm --path api.identifier",
      "pulumi up",
    ]);
    await assertConverged(setup.stack);
    await setup.type(["pulumi destroy --skip-preview"]);
    const apis = await new Auth0Dashboard(setup.sandbox).apis();
    assert.ok(apis.some(({ identifier }) => identifier === theirs));
  });
});
