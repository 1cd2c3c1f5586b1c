import assert from "node:assert/strict";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import type { Fault, FaultEffect } from "auth0-wso2-sandbox/http/faults";
import { declarationFor, type KeyManagerInputs } from "../support/declaration";
import { trust } from "../support/trust";
import { until } from "../support/until";
import { effectOf, type FaultCase } from "./faultTable";
import { addDeployer, newRun, patienceFor } from "./impatience";
import { sandboxForTests } from "../support/sandboxForTests";

/**
 * Releases before 4.7 forget an issuer when one of its Key Managers goes, so deleting a predecessor
 * is not over until its successor was saved again.
 */
export function renamingFaults(faults: readonly FaultCase[]): void {
  describe("faults while a renamed Key Manager's predecessor is deleted", () => {
    const sandbox = sandboxForTests({ release: "4.4" });
    let portal: AdminPortal;
    let predecessor: KeyManagerInputs;
    let successor: KeyManagerInputs;

    before(async () => {
      trust(sandbox);
      addDeployer(sandbox);
      portal = new AdminPortal(sandbox);
      predecessor = await declarationFor(sandbox, "before");
      successor = { ...predecessor, name: "after" };
    });

    /** Both entries are there and loaded; gives the ids. */
    const renamed = async () => {
      const { id: oldId } = await newRun(sandbox).create(predecessor);
      const { id: newId } = await newRun(sandbox).create(successor);
      await until(() => sandbox.wso2.loadedKeyManagers().length === 2);
      return { oldId, newId };
    };

    afterEach(async () => {
      sandbox.wso2.faults.clear();
      for (const { name } of await portal.keyManagers())
        await portal.deleteKeyManager(String(name));
      await until(() => sandbox.wso2.loadedKeyManagers().length === 0);
    });

    /** A run that has read the successor before, as every one does that refreshes. */
    const runThatKnows = async (newId: string, effect?: FaultEffect) => {
      const run = newRun(sandbox, effect && patienceFor(effect));
      const { id } = await run.read(newId, successor);
      assert.equal(id, newId);
      return run;
    };

    const assertDeleted = async () => {
      const names = (await portal.keyManagers()).map(({ name }) => name);
      assert.deepEqual(names, ["after"]);
      await until(() => sandbox.wso2.loadedKeyManagers().join() === "after");
      await until(() => sandbox.wso2.acceptsIssuer(successor.issuer));
    };

    const assertConverges = async (fault: (ids: { oldId: string; newId: string }) => Fault) => {
      const ids = await renamed();
      const injected = fault(ids);
      const run = await runThatKnows(ids.newId, injected.effect);
      sandbox.wso2.faults.inject(injected);
      const failed = await run.delete(ids.oldId, predecessor).then(
        () => false,
        () => true,
      );
      assert.ok(sandbox.wso2.faults.count > 0, "the fault did not strike");
      sandbox.wso2.faults.clear();
      if (failed) await (await runThatKnows(ids.newId)).delete(ids.oldId, predecessor);
      await assertDeleted();
    };

    const calls = [
      ["DELETE", "DELETE", "oldId"],
      ["saving the successor", "PUT", "newId"],
      ["reading the successor", "GET", "newId"],
    ] as const;
    for (const fault of faults) {
      const { title } = fault;
      for (const times of [1, Infinity]) {
        const effect = effectOf(fault, times);
        const often = times === 1 ? "once" : "for good";
        for (const [call, method, which] of calls) {
          it(`${call}: ${title}, ${often}`, () =>
            assertConverges((ids) => ({ method, url: new RegExp(ids[which]), times, effect })));
        }
      }
    }

    it("deletes although another Key Manager goes between the list and its reading", async () => {
      const { oldId, newId } = await renamed();
      const notFound = { code: 901411, message: "Not Found", description: "Key Manager not found" };
      const effect = { kind: "answer", status: 404, body: notFound } as const;
      const run = await runThatKnows(newId);
      sandbox.wso2.faults.inject({ method: "GET", url: new RegExp(newId), effect });
      await run.delete(oldId, predecessor);
      assert.equal(sandbox.wso2.faults.count, 1);
      assert.deepEqual(
        (await portal.keyManagers()).map(({ name }) => name),
        ["after"],
      );
    });

    it("saves the successor of an entry that an earlier run has deleted already", async () => {
      const { oldId, newId } = await renamed();
      await portal.deleteKeyManager("before");
      await until(() => !sandbox.wso2.acceptsIssuer(successor.issuer));
      await (await runThatKnows(newId)).delete(oldId, predecessor);
      await assertDeleted();
    });
  });
}
