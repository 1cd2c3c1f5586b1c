import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { startSandbox, type Sandbox } from "../../sandbox";
import { AdminPortal } from "../../sandbox/consoles";
import type { Fault } from "../../sandbox/http/faults";
import { declarationFor, type KeyManagerInputs } from "../support/declaration";
import { trust } from "../support/trust";
import { addDeployer, hurryAuth0, newRun, shortTimeout } from "./impatience";

const collection = /\/key-managers$/;

describe("the patience with a busy server", () => {
  let sandbox: Sandbox;
  let portal: AdminPortal;
  let declaration: KeyManagerInputs;
  let beUsual: () => void;

  before(async () => {
    sandbox = await startSandbox();
    trust(sandbox);
    addDeployer(sandbox);
    beUsual = hurryAuth0();
    portal = new AdminPortal(sandbox);
    declaration = await declarationFor(sandbox, "patience");
  });

  after(async () => {
    beUsual();
    await sandbox.close();
  });

  afterEach(async () => {
    sandbox.wso2.faults.clear();
    for (const { name } of await portal.keyManagers()) await portal.deleteKeyManager(String(name));
    sandbox.wso2.requests.clear();
  });

  const throttle = (method: string, retryAfter: string, times = 1): Fault => ({
    method,
    url: collection,
    times,
    effect: { kind: "answer", status: 429, headers: { "Retry-After": retryAfter } },
  });
  const timed = async (work: Promise<unknown>) => {
    const start = performance.now();
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    return { milliseconds: performance.now() - start, error };
  };
  const sent = (method: string) =>
    sandbox.wso2.requests.all.filter((request) => request.method === method).length;

  it("waits as long as Retry-After says, in seconds", async () => {
    sandbox.wso2.faults.inject(throttle("GET", "1"));
    const { milliseconds, error } = await timed(newRun(sandbox).create(declaration));
    assert.equal(error, undefined);
    assert.ok(milliseconds >= 1000, String(milliseconds));
  });

  it("waits as long as Retry-After says, as a date", async () => {
    const date = new Date(Date.now() + 2000).toUTCString();
    sandbox.wso2.faults.inject(throttle("GET", date));
    const { milliseconds, error } = await timed(newRun(sandbox).create(declaration));
    assert.equal(error, undefined);
    // A date has no milliseconds, so up to one second of the two is lost.
    assert.ok(milliseconds >= 900, String(milliseconds));
  });

  it("does not wait for what is beyond its budget, and says what was answered", async () => {
    sandbox.wso2.faults.inject(throttle("GET", "3600", Infinity));
    const { milliseconds, error } = await timed(newRun(sandbox).create(declaration));
    assert.ok(milliseconds < 1000, String(milliseconds));
    assert.match(error?.message ?? "", /GET .* answered 429/);
    assert.equal(sent("GET"), 1);
  });

  it("repeats a creation that was throttled, since that was surely not carried out", async () => {
    sandbox.wso2.faults.inject(throttle("POST", "0", 2));
    await newRun(sandbox).create(declaration);
    assert.equal(sent("POST"), 3);
    assert.equal((await portal.keyManagers()).length, 1);
  });

  it("tries four times and no more", async () => {
    sandbox.wso2.faults.inject(throttle("GET", "0", Infinity));
    const { error } = await timed(newRun(sandbox).create(declaration));
    assert.ok(error !== undefined);
    assert.equal(sent("GET"), 4);
  });

  describe("a creation that is carried out after it was given up", () => {
    const late = 4 * shortTimeout;

    beforeEach(() => {
      const effect = { kind: "delay", milliseconds: late } as const;
      sandbox.wso2.faults.inject({ method: "POST", url: collection, effect });
    });

    const giveUp = async () => {
      const impatient = newRun(sandbox, { timeout: shortTimeout });
      await assert.rejects(impatient.create(declaration), /run pulumi up again/);
    };
    const assertOne = async () => {
      assert.equal((await portal.keyManagers()).length, 1);
    };

    it("is continued by the next run", async () => {
      await giveUp();
      await setTimeout(late);
      await newRun(sandbox).create(declaration);
      await assertOne();
    });

    it("makes no second entry when the next run was faster", async () => {
      await giveUp();
      await newRun(sandbox).create(declaration);
      await setTimeout(late);
      await assertOne();
    });
  });
});
