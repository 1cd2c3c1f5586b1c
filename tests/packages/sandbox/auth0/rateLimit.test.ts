import assert from "node:assert/strict";
import { useTenant } from "./tenantUnderTest";

describe("Auth0's rate limit", () => {
  const tenant = useTenant();
  const call = () => tenant().call<unknown>("GET", "/clients");

  afterEach(() => {
    tenant().auth0.managementRate.limit(undefined);
    tenant().auth0.tokenRate.limit(undefined);
  });

  it("refuses calls beyond the burst, and says when there will be room again", async () => {
    // So slow that nothing comes back while the test runs.
    tenant().auth0.managementRate.limit({ perSecond: 0.001, burst: 2 });
    for (const remaining of ["1", "0"]) {
      const { status, headers } = await call();
      assert.equal(status, 200);
      assert.equal(headers["x-ratelimit-limit"], "2");
      assert.equal(headers["x-ratelimit-remaining"], remaining);
    }
    const { status, headers, data } = await call();
    assert.equal(status, 429);
    assert.deepEqual(data, {
      statusCode: 429,
      error: "Too Many Requests",
      message: "Global limit has been reached",
      errorCode: "too_many_requests",
    });
    assert.equal(headers["x-ratelimit-remaining"], "0");
    assert.ok(Number(headers["x-ratelimit-reset"]) * 1000 > Date.now() + 100_000);
    assert.equal(headers["retry-after"], undefined);
  });

  it("says Retry-After where it is asked to", async () => {
    tenant().auth0.managementRate.limit({ perSecond: 0.001, burst: 0, retryAfter: true });
    const { status, headers } = await call();
    assert.equal(status, 429);
    assert.ok(Number(headers["retry-after"]) > 100);
  });

  it("lets calls through again once it is lifted", async () => {
    tenant().auth0.managementRate.limit({ perSecond: 0.001, burst: 0 });
    assert.equal((await call()).status, 429);
    tenant().auth0.managementRate.limit(undefined);
    const { status, headers } = await call();
    assert.equal(status, 200);
    assert.equal(headers["x-ratelimit-limit"], "50");
  });

  it("is another for tokens", async () => {
    tenant().auth0.tokenRate.limit({ perSecond: 0.001, burst: 0 });
    const { status, data } = await tenant().requestToken({});
    assert.equal(status, 429);
    assert.equal(data["error"], "too_many_requests");
  });
});
