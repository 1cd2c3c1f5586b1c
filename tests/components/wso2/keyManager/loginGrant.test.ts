import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { declarationFor, providerFor } from "../../../support/declaration";
import { trust } from "../../../support/trust";
import { until } from "../../../support/until";

describe("a Key Manager whose login gets its grant anew", () => {
  let directory: string;
  let sandbox: Sandbox;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "login-grant-"));
    await start();
  });

  after(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true });
  });

  const start = async () => {
    sandbox = await startSandbox({ stateFile: join(directory, "state.json") });
    trust(sandbox);
  };
  const loaded = () => sandbox.wso2.loadedKeyManagers();
  /** What a run of the engine finds, and does if there is anything to do. */
  const runOf = async (id: string, state: object, declared: object) => {
    const run = providerFor(sandbox);
    const { props, inputs } = await run.read(id, state as never);
    assert.ok(props && inputs);
    const { inputs: next } = await run.check(inputs, declared as never);
    assert.ok(next);
    const { changes } = await run.diff(id, props, next);
    return { changes, update: () => run.update(id, props, next), state: props };
  };

  it("is saved once more, so that WSO2 loads it where it was started without the grant", async () => {
    const declaration = { ...(await declarationFor(sandbox, "auth0")), loginGrant: "cgr_first" };
    const { inputs = declaration } = await providerFor(sandbox).check({}, declaration);
    const { id, outs } = await providerFor(sandbox).create(inputs);
    assert.ok(outs);
    const { state, changes } = await runOf(id, outs, declaration);
    assert.equal(changes, false);

    const grants = sandbox.auth0.state.clientGrants.splice(0);
    await sandbox.close();
    await start();
    assert.deepEqual(loaded(), []);
    sandbox.auth0.state.clientGrants.push(...grants);

    const ahead = { ...declaration, loginGrant: runtime.unknownValue };
    assert.equal((await runOf(id, state, ahead)).changes, true);
    const next = await runOf(id, state, { ...declaration, loginGrant: "cgr_second" });
    assert.equal(next.changes, true);
    const { outs: updated } = await next.update();
    await until(() => loaded().includes("auth0"));
    assert.ok(updated);
    const last = await runOf(id, updated, { ...declaration, loginGrant: "cgr_second" });
    assert.equal(last.changes, false);
  });

  it("is left alone where the state is of a version that did not note the grant", async () => {
    const declaration = await declarationFor(sandbox, "earlier");
    const { inputs = declaration } = await providerFor(sandbox).check({}, declaration);
    const { id, outs } = await providerFor(sandbox).create(inputs);
    assert.ok(outs);
    const { changes } = await runOf(id, outs, { ...declaration, loginGrant: "cgr_second" });
    assert.equal(changes, false);
  });
});
