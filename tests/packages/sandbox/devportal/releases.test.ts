import assert from "node:assert/strict";
import { refusal, usePortal, type Body } from "./portalUnderTest";

const application = { name: "orders", throttlingPolicy: "Unlimited" };
const unrecognized = (property: string) =>
  refusal(400, "Bad Request", `Unrecognized property '${property}'`);

describe("WSO2 Developer Portal of 4.0", () => {
  const portal = usePortal({ release: "4.0" });
  let key: Body;
  let keyPath: string;

  before(async () => {
    const audience = await portal().createAudience("https://orders.example.com/");
    await portal().createKeyManager("auth0");
    const id = await portal().createApplication("with keys");
    key = await portal().generateProductionKeys(id, audience);
    keyPath = `/applications/${id}/oauth-keys/${String(key["keyMappingId"])}`;
  });

  it("is served under v2 only", async () => {
    assert.equal(portal().path, "/api/am/devportal/v2");
    const url = `${portal().wso2.url}/api/am/devportal/v3/applications`;
    assert.equal((await portal().request("GET", url)).status, 404);
  });

  it("knows neither visibility nor times of applications", async () => {
    const { data } = await portal().call("POST", "/applications", application);
    for (const field of ["visibility", "createdTime", "updatedTime"]) {
      assert.equal(field in data, false);
    }
    const shared = { ...application, name: "shared", visibility: "PRIVATE" };
    const refused = await portal().call("POST", "/applications", shared);
    assert.equal(refused.status, 400);
    assert.deepEqual(refused.data, unrecognized("visibility"));
  });

  it("fails for names of more than 70 characters", async () => {
    const long = { ...application, name: "x".repeat(71) };
    assert.equal((await portal().call("POST", "/applications", long)).status, 400);
  });

  it("forgets the secret when keys are read alone, and has no mode", async () => {
    assert.equal("mode" in key, false);
    assert.equal((await portal().call("GET", keyPath)).data["consumerSecret"], null);
    const list = keyPath.replace(/\/[^/]*$/, "");
    const { data } = await portal().call<{ list: Body[] }>("GET", list);
    assert.equal(data.list[0]?.["consumerSecret"], key["consumerSecret"]);
  });

  it("fails to delete keys", async () => {
    assert.equal((await portal().call("DELETE", keyPath)).status, 405);
  });

  it("fails for the grant type of a token", async () => {
    const body = { validityPeriod: 1, grantType: "CLIENT_CREDENTIALS" };
    const { status, data } = await portal().call("POST", `${keyPath}/generate-token`, body);
    assert.equal(status, 400);
    assert.deepEqual(data, unrecognized("grantType"));
  });
});

describe("WSO2 Developer Portal of 4.3", () => {
  const portal = usePortal({ release: "4.3" });

  it("is served under v3", async () => {
    assert.equal((await portal().call("POST", "/applications", application)).status, 201);
  });

  it("fails for a visibility", async () => {
    const shared = { ...application, name: "shared", visibility: "PRIVATE" };
    assert.equal((await portal().call("POST", "/applications", shared)).status, 400);
  });
});

describe("WSO2 Developer Portal of 4.7", () => {
  const portal = usePortal();

  it("is served under v3, under its newest version, and without one", async () => {
    for (const path of ["/v3", "/v3.5", ""]) {
      const url = `${portal().wso2.url}/api/am/devportal${path}/apis`;
      assert.equal((await portal().request("GET", url)).status, 200);
    }
  });
});

const early = { "25,0": [0, 1, 2, 3], "2,0": [0, 1], "2,1": [], "3,1": [2], "4,2": [] };
const late = { ...early, "2,1": [1, 2], "3,1": [1, 2, 3], "4,2": [2, 3] };

// As 4.1 and 4.7: the answers of WSO2's own code to the same requests.
for (const [release, told, shown] of [
  ["4.1", false, early],
  ["4.2", true, early],
  ["4.7", true, late],
] as const) {
  describe(`the subscriptions of an application in WSO2's Developer Portal of ${release}`, () => {
    const portal = usePortal({ release });

    it("are listed in the pages of the release", async () => {
      const applicationId = await portal().createApplication("with subscriptions");
      for (const number of [0, 1, 2, 3]) {
        const name = `orders${number}`;
        const api = portal().publisher.publish({ name, context: `/${name}`, version: "1.0.0" });
        const body = { applicationId, apiId: api.id, throttlingPolicy: "Unlimited" };
        assert.equal((await portal().call("POST", "/subscriptions", body)).status, 201);
      }
      for (const [page, expected] of Object.entries(shown)) {
        const [limit, offset] = page.split(",");
        const query = `applicationId=${applicationId}&limit=${limit}&offset=${offset}`;
        const { data } = await portal().call<{ list: { apiInfo: Body }[]; pagination: unknown }>(
          "GET",
          `/subscriptions?${query}`,
        );
        const names = data.list.map(({ apiInfo }) => apiInfo["name"]);
        assert.deepEqual(
          names,
          expected.map((number) => `orders${number}`),
          page,
        );
        assert.equal(data.pagination !== null, told);
      }
    });
  });
}
