import assert from "node:assert/strict";
import { AdminPortal, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { asTold, config, Setup } from "./wayBack/wayBack";

const { generated, mapped, adopted } = config.applications;
const restore = "pulumi stack import --file week.json";

describe("the way back of a stack whose state is restored from last week, on the real engine,", () => {
  let setup: Setup;

  before(async () => {
    const applications = { generated, removed: { keys: {} } };
    setup = await Setup.open({ ...config, applications });
    await setup.type(["pulumi stack export --file week.json"]);
    const made = { generated, later: generated, mapped, adopted };
    await setup.stack.configure({ ...config, applications: made });
    await setup.stack.up();
    await setup.keep();
  });

  after(() => setup.close());

  beforeEach(() => setup.start());

  it("before objects of both sides were made, removed and adopted, ends in those of today", async () => {
    await setup.type([restore, "npm run -s import-list", ...asTold]);
    await setup.assertAsBefore();
    await setup.assertDestroyed();
  });
});

describe("the way back of a stack that was damaged, on the real engine,", () => {
  let setup: Setup;

  before(async () => {
    setup = await Setup.open();
  });

  after(() => setup.close());

  beforeEach(() => setup.start());

  it("by taints of one object of each kind, ends in the same, once the taints are taken back", async () => {
    const tainted = [
      ...["owner", "auth0-key-manager", "auth0-management-client", "auth0-api-api"],
      ...["generated-application", "generated-production-keys", "mapped-production-client"],
      ...["mapped-production-keys", "adopted-application", "mapped-subscription-Orders-1.0.0"],
    ];
    await setup.type(tainted.map((name) => `pulumi state taint '${setup.urnOf(name)}'`));
    await setup.type(["pulumi state untaint --all", "pulumi up"]);
    await setup.assertAsBefore();
    await setup.assertDestroyed();
  });

  it("by marks that were copied by hand, leaves what bears a copy alone, and a destroy ends with 0", async () => {
    const { sandbox } = setup;
    const portal = new DeveloperPortal(sandbox);
    const admin = new AdminPortal(sandbox);
    const { description } = await portal.application("mapped");
    await portal.createApplication("copied");
    await portal.editApplication("copied", { description });
    const keyManager = await admin.keyManager("auth0-way");
    await admin.createKeyManager({
      ...keyManager,
      id: undefined,
      name: "copied",
      issuer: "https://copied.example.com/",
    });
    const copies = async () => [
      await portal.application("copied"),
      await admin.keyManager("copied"),
    ];
    const before = await copies();
    await setup.type(["pulumi up --expect-no-changes"]);
    assert.deepEqual(await copies(), before);
    await setup.type(["pulumi destroy --skip-preview", "! pulumi stack export | grep Owner"]);
    assert.deepEqual(await copies(), before);
  });
});
