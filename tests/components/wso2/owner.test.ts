import assert from "node:assert/strict";
import { leftoversOf } from "../../../components/wso2/server";
import { ownerProvider } from "../../../components/wso2/owner/provider";
import { startSandbox } from "auth0-wso2-sandbox";
import { AdminPortal, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { declarationFor } from "../../support/declaration";
import { lifeCyclesFor, ownershipOf, serverOf } from "../../support/lifeCycles";
import { trust } from "../../support/trust";

describe("the owner of a stack's objects", () => {
  const nothing = () => Promise.resolve();
  const nothingLeft = () => Promise.resolve([]);

  it("is a random text that nothing changes", async () => {
    const provider = ownerProvider(nothing, nothingLeft, nothing);
    const ids = [];
    for (let index = 0; index < 100; index += 1) ids.push((await provider.create({})).id);
    assert.equal(new Set(ids).size, 100);
    const [id = ""] = ids;
    assert.match(id, /^[0-9a-f]{16}$/);
    assert.deepEqual(await provider.diff(), { changes: false });
    assert.deepEqual(await provider.read(id, {}), { id, props: {} });
    assert.deepEqual(await provider.check({}, {}), { inputs: {} });
    assert.deepEqual(await provider.update(id, {}, {}), { outs: {} });
  });

  it("stays while something carries its mark, which it names", async () => {
    const left = ['the application "app" (id 1)', 'the Key Manager "auth0" (id 2)'];
    const provider = ownerProvider(
      nothing,
      (owner) => Promise.resolve(owner === "owner" ? left : []),
      nothing,
    );
    await assert.rejects(provider.delete("owner"), /still has the application .*, the Key Manager/);
    await provider.delete("other");
  });

  it("has left what carries its mark, beside what it has adopted", async () => {
    const sandbox = await startSandbox();
    try {
      trust(sandbox);
      const { applications, keyManagers } = lifeCyclesFor(sandbox);
      const portal = new DeveloperPortal(sandbox);
      await portal.createApplication("adopted");
      await portal.createApplication("somebody's");
      const { owner } = ownershipOf("");
      const created = await applications.create({ name: "made", ownership: ownershipOf("made") });
      const adopted = ownershipOf("adopted");
      await applications.create({ name: "adopted", adopt: true, ownership: adopted });
      const entry = await keyManagers.create(await declarationFor(sandbox, "auth0"));
      const admin = new AdminPortal(sandbox);
      const { id, additionalProperties, ...document } = await admin.keyManager("auth0");
      const { managed_by, ...properties } = additionalProperties as Record<string, unknown>;
      assert.ok(id && managed_by);
      await admin.createKeyManager({
        ...{ ...document, name: "somebody's" },
        additionalProperties: { ...properties, client_secret: "secret" },
      });
      assert.deepEqual(await leftoversOf(owner, serverOf(sandbox)), [
        `the application "made" (id ${created.id})`,
        `the Key Manager "auth0" (id ${entry.id})`,
      ]);
      assert.deepEqual(await leftoversOf("another", serverOf(sandbox)), []);
    } finally {
      await sandbox.close();
    }
  });
});
