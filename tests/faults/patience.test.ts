import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import type { Fault } from "auth0-wso2-sandbox/http/faults";
import { declarationFor, type KeyManagerInputs } from "../support/declaration";
import { trust } from "../support/trust";
import { addDeployer, hurryAuth0, newRun, shortTimeout } from "./impatience";
import { sandboxForTests } from "../support/sandboxForTests";

const collection = /\/key-managers$/;

describe("the patience with a busy server", () => {
  const sandbox = sandboxForTests();
  let portal: AdminPortal;
  let declaration: KeyManagerInputs;
  let beUsual: () => void;

  before(async () => {
    trust(sandbox);
    addDeployer(sandbox);
    beUsual = hurryAuth0();
    portal = new AdminPortal(sandbox);
    declaration = await declarationFor(sandbox, "patience");
  });

  after(() => {
    beUsual();
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
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
  const sent = (method: string) =>
    sandbox.wso2.requests.all.filter((request) => request.method === method).length;

  it("does not wait for what is beyond its budget, and says what was answered", async () => {
    sandbox.wso2.faults.inject(throttle("GET", "3600", Infinity));
    const error = await failureOf(newRun(sandbox).create(declaration));
    assert.match(error?.message ?? "", /GET .* answered 429/);
    assert.equal(sent("GET"), 1);
  });

  it("repeats a creation that was throttled, since that was surely not carried out", async () => {
    sandbox.wso2.faults.inject(throttle("POST", "0", 2));
    await newRun(sandbox).create(declaration);
    assert.equal(sent("POST"), 3);
    assert.equal((await portal.keyManagers()).length, 1);
  });

  it("tries four times and no more where the server does not ask for patience", async () => {
    const effect = { kind: "answer", status: 503 } as const;
    sandbox.wso2.faults.inject({ method: "GET", url: collection, times: Infinity, effect });
    const error = await failureOf(newRun(sandbox).create(declaration));
    assert.match(error?.message ?? "", /GET .* answered 503/);
    assert.equal(sent("GET"), 4);
  });

  it("goes on for longer where the server does", async () => {
    sandbox.wso2.faults.inject(throttle("GET", "0", 9));
    await newRun(sandbox).create(declaration);
    assert.equal(sent("GET"), 10);
    assert.equal((await portal.keyManagers()).length, 1);
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
