import assert from "node:assert/strict";
import { mock } from "node:test";
import type { ClientCredentials } from "../../../../components/auth0/rest/clientCredentials";
import type { Rate } from "auth0-wso2-sandbox/auth0/rateLimit";
import { complete } from "../../../../components/wso2/applicationKeys/condition";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { lifeCyclesFor, ownershipOf } from "../../../support/lifeCycles";
import { timePassesByWaiting } from "../../../support/passingTime";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { trust } from "../../../support/trust";

const keyManager = "auth0-limited";

describe("generating keys on a tenant that takes few calls", () => {
  const sandbox = sandboxForTests();
  let management: ClientCredentials;
  let told: string[];

  before(async () => {
    trust(sandbox);
    management = await prepareKeyManager(sandbox, keyManager);
  });

  timePassesByWaiting();

  beforeEach(() => {
    told = [];
    mock.method(console, "log", (text: string) => told.push(text));
  });

  afterEach(() => {
    mock.restoreAll();
    sandbox.auth0.managementRate.limit(undefined);
  });

  /** Keys of as many applications, side by side, and how they ended; seconds that went by, calls, and refused ones. */
  const generateAll = async (prefix: string, count: number, rate: Rate) => {
    const { applications, keys } = lifeCyclesFor(sandbox);
    const names = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
    const ids = await Promise.all(
      names.map(
        async (name) => (await applications.create({ name, ownership: ownershipOf(name) })).id,
      ),
    );
    sandbox.auth0.managementRate.limit(rate);
    sandbox.auth0.requests.clear();
    const startedAt = Date.now();
    const made = await Promise.allSettled(
      names.map((applicationName, index) =>
        keys.create({
          ...{ applicationId: ids[index] ?? "", applicationName, keyManager, audience, management },
          ownership: ownershipOf(`${applicationName}-keys`),
        }),
      ),
    );
    const seconds = (Date.now() - startedAt) / 1000;
    sandbox.auth0.managementRate.limit(undefined);
    const failures = made.flatMap((each) =>
      each.status === "rejected" ? [String(each.reason)] : [],
    );
    const calls = sandbox.auth0.requests
      .matching(/\/api\/v2\//)
      .filter(({ status }) => status !== 429).length;
    const clients = (await new Auth0Dashboard(sandbox).clients()).filter(({ name }) =>
      String(name).startsWith(`admin${prefix}-`),
    );
    const whole = made.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    return { failures, seconds, calls, clients: clients.length, whole };
  };

  for (const [burst, count, callsEach] of [
    [10, 1, 16],
    [10, 8, 19],
  ] as const) {
    it(`fails nothing at two calls a second and ${burst} at once, with ${count} applications, and says why it waits`, async () => {
      const rate = { perSecond: 2, burst };
      const { failures, seconds, calls, clients } = await generateAll(
        `of-${burst}-${count}`,
        count,
        rate,
      );
      assert.deepEqual(failures, []);
      assert.equal(clients, count);
      const least = Math.max(0, calls - burst) / rate.perSecond;
      assert.ok(seconds <= least * 1.1 + 2, `${seconds} s for ${calls} calls`);
      assert.ok(calls <= callsEach * count, `${calls} calls`);
      const isTold = told.some((text) =>
        text.includes(
          `Auth0 takes at most ${burst} calls at once from ${sandbox.auth0.domain}. Waiting `,
        ),
      );
      assert.ok(isTold);
    });
  }

  it("sees all keys as they are at two calls a second and ten at once", async () => {
    const { whole } = await generateAll("seen", 12, { perSecond: 50 });
    const { keys } = lifeCyclesFor(sandbox);
    sandbox.auth0.managementRate.limit({ perSecond: 2, burst: 10 });
    const seen = await Promise.all(whole.map(({ id, outs }) => keys.read(id, outs as never)));
    assert.deepEqual(
      seen.map((each) => each.props?.condition),
      Array.from({ length: 12 }, () => complete),
    );
  });

  it("waits for no room where Auth0 does not tell of it any more", async () => {
    const answer = (status: number) => ({ kind: "answer", status, body: {} }) as const;
    const grants = { url: /\/client-grants(\?page=0|$)/ };
    const work = (_request: unknown, goOn: () => void) => {
      sandbox.auth0.faults.inject({
        ...grants,
        method: "GET",
        times: Infinity,
        effect: answer(403),
      });
      goOn();
    };
    sandbox.wso2.faults.inject({
      url: /generate-keys$/,
      effect: { kind: "withholdAnswer", worked: work },
    });
    sandbox.auth0.faults.inject({ ...grants, method: "POST", effect: answer(500) });
    const { failures } = await generateAll("untold", 1, { perSecond: 50 });
    sandbox.auth0.faults.clear();
    assert.deepEqual(failures, []);
    assert.ok(!told.some((text) => text.includes("calls at once")));
  });

  it("names the limit where it lets no keys be made, and leaves nothing behind", async () => {
    const { failures, clients } = await generateAll("of-2", 1, { perSecond: 2, burst: 2 });
    assert.match(String(failures), /Auth0 takes so few calls .* \(its rate limit\)/);
    assert.equal(clients, 0);
  });
});
