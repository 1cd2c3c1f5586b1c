import assert from "node:assert/strict";
import type { StoredApi } from "auth0-wso2-sandbox/wso2/state";
import { basic, generalError, refusal, usePortal, type Body } from "./portalUnderTest";

interface List {
  count: number;
  list: Body[];
  pagination: Body;
}

describe("WSO2 Developer Portal APIs and subscriptions", () => {
  const portal = usePortal();
  let api: StoredApi;
  let count = 0;
  let applicationId: string;

  before(() => {
    api = portal().publisher.publish({
      name: "orders",
      context: "/orders",
      version: "1.0.0",
      operations: [{ method: "GET", path: "/*", scopes: ["orders:read"] }],
      throttlingPolicies: ["Gold", "Unlimited"],
    });
    portal().publisher.publish({ name: "orders", context: "/orders", version: "2.0.0" });
    portal().publisher.publish({ name: "stock", context: "/stock", version: "1.0.0" });
  });
  beforeEach(async () => {
    count += 1;
    applicationId = await portal().createApplication(`application ${count}`);
  });

  const subscribe = (changes: Body = {}, login = "admin") =>
    portal().call(
      "POST",
      "/subscriptions",
      { applicationId, apiId: api.id, throttlingPolicy: "Gold", ...changes },
      basic(login),
    );
  const search = async (query: string) => {
    const { data } = await portal().call<List>("GET", `/apis?query=${encodeURIComponent(query)}`);
    return data.list.map(({ name, version }) => [name, version]);
  };

  it("find an API by its name and version", async () => {
    assert.deepEqual(await search("name:orders version:2.0.0"), [["orders", "2.0.0"]]);
    assert.deepEqual(await search("stock"), [["stock", "1.0.0"]]);
    assert.deepEqual(await search('name:"order"'), []);
  });

  it("show an API with its context and the Key Managers whose tokens it takes", async () => {
    const { data } = await portal().call("GET", `/apis/${api.id}`);
    assert.equal(data["context"], "/orders/1.0.0");
    assert.deepEqual(data["keyManagers"], ["all"]);
    assert.deepEqual(data["scopes"], [
      { key: "orders:read", name: "orders:read", roles: [], description: "" },
    ]);
    const { data: listed } = await portal().call<List>("GET", "/apis?limit=1");
    assert.equal(listed.list[0]?.["context"], "/orders");
    assert.deepEqual(listed.pagination["total"], 3);
  });

  it("fail for an API that does not exist", async () => {
    const { status, data } = await portal().call("GET", "/apis/nowhere");
    assert.equal(status, 404);
    const description = "Requested API with Id 'nowhere' not found";
    assert.deepEqual(data, refusal(404, "Not Found", description));
  });

  it("subscribe an application", async () => {
    const { status, data } = await subscribe();
    assert.equal(status, 201);
    const { subscriptionId, apiInfo, applicationInfo, ...rest } = data;
    assert.deepEqual(rest, {
      applicationId,
      apiId: api.id,
      throttlingPolicy: "Gold",
      requestedThrottlingPolicy: "Gold",
      status: "UNBLOCKED",
      redirectionParams: null,
    });
    assert.equal((apiInfo as Body)["name"], "orders");
    assert.equal((applicationInfo as Body)["applicationId"], applicationId);
    const path = `/subscriptions/${String(subscriptionId)}`;
    assert.deepEqual((await portal().call("GET", path)).data, {
      ...data,
      // WSO2 counts in the answer to POST alone.
      applicationInfo: { ...(applicationInfo as Body), subscriptionCount: 0 },
    });
    const application = await portal().call("GET", `/applications/${applicationId}`);
    assert.equal(application.data["subscriptionCount"], 1);
    assert.deepEqual(application.data["subscriptionScopes"], [
      { key: "orders:read", name: "orders:read", roles: [], description: "" },
    ]);
  });

  it("list what an application is subscribed to", async () => {
    const { data } = await subscribe();
    const path = `/subscriptions?applicationId=${applicationId}`;
    const listed = await portal().call<List>("GET", path);
    assert.deepEqual(
      listed.data.list.map(({ subscriptionId }) => subscriptionId),
      [data["subscriptionId"]],
    );
    const byApi = await portal().call<List>("GET", `/subscriptions?apiId=${api.id}`);
    assert.ok(byApi.data.list.some((each) => each["applicationId"] === applicationId));
  });

  it("fail to be listed without saying whose", async () => {
    const { status, data } = await portal().call("GET", "/subscriptions");
    assert.equal(status, 400);
    const description = "Either applicationId or apiId should be available";
    assert.deepEqual(data, refusal(400, "Bad Request", description));
  });

  it("fail to subscribe twice", async () => {
    await subscribe();
    const { status, data } = await subscribe();
    assert.equal(status, 409);
    const description =
      `Specified subscription already exists for API ${api.id}, ` +
      `for application ${applicationId}`;
    assert.deepEqual(data, refusal(409, "Resource Already Exists", description));
  });

  it("fail with a policy that the API does not offer", async () => {
    const { status, data } = await subscribe({ throttlingPolicy: "Silver" });
    assert.equal(status, 403);
    const message = "Subscription Tier is not allowed for user";
    const description = "Subscription Tier Silver is not allowed for user admin ";
    assert.deepEqual(data, refusal(902002, message, description));
  });

  it("fail with the plan that is for APIs without subscriptions", async () => {
    const { status, data } = await subscribe({ throttlingPolicy: "DefaultSubscriptionless" });
    assert.equal(status, 400);
    assert.equal(data["code"], 902019);
  });

  it("fail without an API, and for one that does not exist without a reason", async () => {
    const without = await subscribe({ apiId: undefined });
    assert.equal(without.status, 400);
    const description =
      "Request must contain either apiIdentifier or apiProductIdentifier and the relevant type";
    assert.deepEqual(without.data, refusal(400, "Bad Request", description));
    const unknown = await subscribe({ apiId: "nowhere" });
    assert.equal(unknown.status, 500);
    assert.deepEqual(unknown.data, generalError);
  });

  it("fail for an application of someone else", async () => {
    const { status } = await subscribe({}, "subscriber");
    assert.equal(status, 403);
    const { data } = await subscribe();
    const path = `/subscriptions/${String(data["subscriptionId"])}`;
    const read = await portal().call("GET", path, undefined, basic("subscriber"));
    assert.equal(read.status, 403);
  });

  it("end one by one, and with the application", async () => {
    const { data } = await subscribe();
    const path = `/subscriptions/${String(data["subscriptionId"])}`;
    const deleted = await portal().call<unknown>("DELETE", path);
    assert.deepEqual([deleted.status, deleted.data], [200, ""]);
    assert.equal((await portal().call("GET", path)).status, 404);
    const { data: second } = await subscribe();
    await portal().call("DELETE", `/applications/${applicationId}`);
    const secondPath = `/subscriptions/${String(second["subscriptionId"])}`;
    assert.equal((await portal().call("GET", secondPath)).status, 404);
  });

  const decide = (action: "block" | "unblock", query: string, login = "admin") =>
    portal().request(
      "POST",
      `${portal().wso2.url}/api/am/publisher/v4/subscriptions/${action}-subscription?${query}`,
      { headers: basic(login) },
    );

  it("change their policy, and keep their id", async () => {
    const { data } = await subscribe();
    const path = `/subscriptions/${String(data["subscriptionId"])}`;
    const change = { ...data, requestedThrottlingPolicy: "Unlimited" };
    const { status, data: changed } = await portal().call("PUT", path, change);
    assert.equal(status, 200);
    assert.deepEqual(
      [
        changed["subscriptionId"],
        changed["throttlingPolicy"],
        changed["requestedThrottlingPolicy"],
      ],
      [data["subscriptionId"], "Unlimited", null],
    );
  });

  it("are blocked by publishers alone, and a block outlives them", async () => {
    const { data } = await subscribe();
    const id = String(data["subscriptionId"]);
    const query = `subscriptionId=${id}&blockState=BLOCKED`;
    assert.equal((await decide("block", query, "subscriber")).status, 401);
    assert.equal((await decide("block", query)).data["subscriptionStatus"], "BLOCKED");
    await portal().call("DELETE", `/subscriptions/${id}`);
    assert.equal((await subscribe()).status, 403);
    await decide("unblock", `subscriptionId=${id}`);
    const again = await subscribe();
    assert.equal(again.status, 201);
    assert.notEqual(again.data["subscriptionId"], id);
  });
});
