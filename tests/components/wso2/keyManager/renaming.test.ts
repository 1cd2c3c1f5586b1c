import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import type { Release } from "../../../../components/wso2/rest/releases";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { declarationFor, providerFor } from "../../../support/declaration";
import { trust } from "../../../support/trust";
import { until } from "../../../support/until";

/** Milliseconds during which the gateway did not accept the issuer while `work` was done. */
async function timeWithout(
  sandbox: Sandbox,
  issuer: string,
  work: () => Promise<void>,
): Promise<number> {
  let isDone = false;
  let milliseconds = 0;
  const watch = async () => {
    let last = performance.now();
    while (!isDone || !sandbox.wso2.acceptsIssuer(issuer)) {
      await setImmediate();
      const now = performance.now();
      if (!sandbox.wso2.acceptsIssuer(issuer)) milliseconds += now - last;
      last = now;
    }
  };
  const watching = watch();
  await work();
  isDone = true;
  await watching;
  return milliseconds;
}

describe("renaming a Key Manager", () => {
  /** Replaces an entry by one of another name, in the order of the engine for the given choice. */
  const rename = async (release: Release, deleteFirst: boolean, known = false) => {
    const sandbox = await startSandbox({ release });
    trust(sandbox);
    const provider = providerFor(sandbox, known ? { release } : {});
    const declaration = await declarationFor(sandbox, "before");
    const { id } = await provider.create(declaration);
    await until(() => sandbox.wso2.loadedKeyManagers().includes("before"));
    const renamed = { ...declaration, name: "after" };
    assert.deepEqual((await provider.check(declaration, renamed)).failures, []);
    sandbox.wso2.requests.clear();
    const gap = await timeWithout(sandbox, declaration.issuer, async () => {
      if (deleteFirst) await provider.delete(id, declaration);
      await provider.create(renamed);
      // Loading happens in the background, and what is deleted must have been replaced by then.
      if (!deleteFirst) await until(() => sandbox.wso2.loadedKeyManagers().includes("after"));
      if (!deleteFirst) await provider.delete(id, declaration);
      await until(() => sandbox.wso2.loadedKeyManagers().join() === "after");
    });
    const writes = sandbox.wso2.requests.writes().map(({ method }) => method);
    await sandbox.close();
    return { gap, writes };
  };

  it("creates the successor first", async () => {
    const sandbox = await startSandbox();
    const declaration = await declarationFor(sandbox, "before");
    const diff = await providerFor(sandbox).diff("id", declaration, {
      ...declaration,
      name: "after",
    });
    assert.deepEqual(diff, { changes: true, replaces: ["name"], deleteBeforeReplace: false });
    await sandbox.close();
  });

  it("saves the successor right after the deletion, so that a release before 4.7 knows its issuer", async () => {
    const { gap, writes } = await rename("4.4", false);
    const other = await rename("4.4", true);
    assert.deepEqual(writes, ["POST", "DELETE", "PUT"]);
    console.log(
      `      without a working entry on 4.4: ${gap.toFixed(1)} ms; ` +
        `deleting first: ${other.gap.toFixed(1)} ms and the engine's work in between`,
    );
  });

  it("leaves no moment without a working entry on 4.7 where the release is known", async () => {
    const { gap, writes } = await rename("4.7", false, true);
    assert.deepEqual(writes, ["POST", "DELETE"]);
    assert.equal(gap, 0);
  });

  it("reloads the successor on 4.7 too where the release is not known", async () => {
    const { gap, writes } = await rename("4.7", false);
    assert.deepEqual(writes, ["POST", "DELETE", "PUT"]);
    console.log(`      without a working entry on 4.7: ${gap.toFixed(1)} ms`);
  });
});
