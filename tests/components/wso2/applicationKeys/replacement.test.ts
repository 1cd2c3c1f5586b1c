import assert from "node:assert/strict";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import type { KeysValues } from "../../../../components/wso2/applicationKeys/args";
import { Incomplete } from "../../../../components/wso2/provider/incomplete";
import type { Inputs } from "../../../../components/wso2/provider/kind";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { lifeCyclesFor, ownershipOf } from "../../../support/lifeCycles";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { trust } from "../../../support/trust";

const keyManager = "auth0-replaced";

describe("keys that are replaced by force, with --replace or after state taint", () => {
  const sandbox = sandboxForTests();
  let portal: DeveloperPortal;
  let dashboard: Auth0Dashboard;
  const modes: Record<string, Partial<KeysValues>> = { generate: { audience }, map: {} };

  before(async () => {
    trust(sandbox);
    portal = new DeveloperPortal(sandbox);
    dashboard = new Auth0Dashboard(sandbox);
    modes["generate"] = { audience, management: await prepareKeyManager(sandbox, keyManager) };
    const client = await dashboard.create("/clients", { name: "mapped" });
    modes["map"] = {
      mode: "map",
      clientId: String(client["client_id"]),
      clientSecret: String(client["client_secret"]),
    };
  });

  afterEach(() => {
    sandbox.auth0.faults.clear();
  });

  const newRun = () => lifeCyclesFor(sandbox).keys;

  const declare = async (applicationName: string, mode: string) => {
    const ownership = ownershipOf(applicationName);
    const made = await lifeCyclesFor(sandbox).applications.create({
      name: applicationName,
      ownership,
    });
    return {
      ...{ applicationId: made.id, applicationName, keyManager, ...modes[mode] },
      ownership: { ...ownership, creation: undefined },
    } as unknown as Inputs<KeysValues>;
  };
  /** What the engine does first: it gives the provider nothing of the resource in the state. */
  const checked = async (run: ReturnType<typeof newRun>, declared: Inputs<KeysValues>) => {
    const { inputs, failures } = await run.check({}, declared);
    assert.deepEqual(failures, []);
    assert.ok(inputs);
    return inputs;
  };
  const first = async (declared: Inputs<KeysValues>) => {
    const run = newRun();
    const { id, outs } = await run.create(await checked(run, declared));
    assert.ok(outs);
    return { id, outs };
  };
  const keysOf = async ({ applicationName }: Inputs<KeysValues>) =>
    (await portal.keys(applicationName)).map(({ keyMappingId, consumerKey }) => ({
      ...{ keyMappingId, consumerKey },
    }));

  for (const mode of ["generate", "map"]) {
    it(`stay what they are, with their client (mode ${mode})`, async () => {
      const declared = await declare(`kept-${mode}`, mode);
      const old = await first(declared);
      const before = await keysOf(declared);
      const run = newRun();
      const { id, outs } = await run.create(await checked(run, declared));
      assert.ok(outs);
      assert.notEqual(outs.ownership?.creation, old.outs.ownership?.creation);
      await run.delete(old.id, old.outs);
      assert.equal(id, old.id);
      assert.equal(outs.consumerSecret, old.outs.consumerSecret);
      assert.deepEqual(await keysOf(declared), before);
      await newRun().delete(id, outs);
      assert.deepEqual(await keysOf(declared), []);
    });

    it(`stay where the run was cut off before the old resource was removed (mode ${mode})`, async () => {
      const declared = await declare(`cut-off-${mode}`, mode);
      const old = await first(declared);
      const before = await keysOf(declared);
      const cutOff = newRun();
      const inputs = await checked(cutOff, declared);
      const { id, outs } = await cutOff.create(inputs);
      assert.ok(outs);
      // Auth0 does not answer, either, so that no mark can be seen.
      sandbox.auth0.faults.inject({ url: /clients/, times: Infinity, effect: { kind: "reset" } });
      const next = newRun();
      await next.diff(id, outs, inputs);
      await next.delete(old.id, old.outs);
      sandbox.auth0.faults.clear();
      assert.deepEqual(await keysOf(declared), before);
    });
  }

  it("are made anew where they are declared otherwise at the same time", async () => {
    const declared = await declare("changed", "generate");
    const old = await first(declared);
    const client = await dashboard.create("/clients", { name: "of another declaration" });
    const { applicationId, applicationName, ownership } = declared;
    const changed = {
      ...{ applicationId, applicationName, keyManager, ownership },
      ...{ mode: "map", clientId: String(client["client_id"]) },
      clientSecret: String(client["client_secret"]),
    } as Inputs<KeysValues>;
    const run = newRun();
    await run.read(old.id, old.outs);
    const { id } = await run.create(await checked(run, changed));
    await run.delete(old.id, old.outs);
    assert.deepEqual(await keysOf(declared), [
      { keyMappingId: id, consumerKey: client["client_id"] },
    ]);
    const clients = (await dashboard.clients()).map(({ client_id }) => client_id);
    assert.ok(!clients.includes(old.outs.consumerKey));
  });

  it("are left, with what to do, where WSO2 cannot list them as their client is gone", async () => {
    const declared = await declare("client-gone", "generate");
    const old = await first(declared);
    await dashboard.remove(`/clients/${String(old.outs.consumerKey)}`);
    const run = newRun();
    const inputs = await checked(run, declared);
    await assert.rejects(run.create(inputs), /Run pulumi up again.*pulumi state untaint --all/);
    await newRun().delete(old.id, old.outs);
    assert.deepEqual(await keysOf(declared), []);
  });

  it("go with the state from before, which was restored", async () => {
    const declared = await declare("restored", "generate");
    const old = await first(declared);
    const run = newRun();
    await run.create(await checked(run, declared));
    await run.delete(old.id, old.outs);
    assert.equal((await keysOf(declared)).length, 1);
    await newRun().delete(old.id, old.outs);
    assert.deepEqual(await keysOf(declared), []);
  });

  it("are asked for again where an administrator has rejected them", async () => {
    const declared = await declare("rejected", "generate");
    sandbox.wso2.workflows.configure({ keyGeneration: "approval" });
    const old: unknown = await first(declared).catch((error: unknown) => error);
    assert.ok(old instanceof Incomplete);
    await sandbox.wso2.workflows.decideOnKeys(declared.applicationId, old.id, "REJECTED");
    sandbox.wso2.workflows.configure({ keyGeneration: "simple" });
    const run = newRun();
    const { id, outs } = await run.create(await checked(run, declared));
    await run.delete(old.id, old.outs as Parameters<typeof run.delete>[1]);
    const rows = await keysOf(declared);
    assert.deepEqual(rows, [{ keyMappingId: id, consumerKey: outs?.consumerKey }]);
    assert.ok(outs?.consumerKey);
  });
});
