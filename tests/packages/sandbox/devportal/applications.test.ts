import assert from "node:assert/strict";
import { basic, generalError, refusal, usePortal, type Body } from "./portalUnderTest";

interface List {
  count: number;
  list: Body[];
  pagination: Body;
}

describe("WSO2 Developer Portal applications", () => {
  const portal = usePortal();
  const application = (name: string, changes: Body = {}): Body => ({
    name,
    throttlingPolicy: "Unlimited",
    ...changes,
  });
  const post = (body: unknown, login = "admin") =>
    portal().call("POST", "/applications", body, basic(login));
  const list = async (query: string, login = "admin") =>
    (await portal().call<List>("GET", `/applications${query}`, undefined, basic(login))).data;
  const named = (name: string) => list(`?query=${name}`);

  it("are created for the user who asks", async () => {
    const body = application("orders", { description: "seed", attributes: {} });
    const { status, data, headers } = await post(body);
    assert.equal(status, 201);
    const { applicationId, createdTime, updatedTime, ...rest } = data;
    assert.match(String(createdTime), /^\d{13}$/);
    assert.equal(updatedTime, createdTime);
    assert.ok(String(headers["location"]).endsWith(`/applications/${String(applicationId)}`));
    assert.deepEqual(rest, {
      name: "orders",
      throttlingPolicy: "Unlimited",
      description: "seed",
      tokenType: "JWT",
      status: "APPROVED",
      groups: [],
      subscriptionCount: 0,
      keys: [],
      attributes: {},
      subscriptionScopes: [],
      owner: "admin",
      hashEnabled: null,
      visibility: "PRIVATE",
    });
    const read = await portal().call("GET", `/applications/${String(applicationId)}`);
    assert.deepEqual(read.data, { ...data, hashEnabled: false });
  });

  it("are private whatever is asked for, and keep the groups that nobody is in", async () => {
    const asked = { visibility: "SHARED_WITH_ORG", groups: ["g"], tokenType: "OAUTH", owner: "x" };
    const { data } = await post(application("asked", asked));
    assert.equal(data["visibility"], "PRIVATE");
    assert.deepEqual(data["groups"], ["g"]);
    assert.equal(data["tokenType"], "JWT");
    assert.equal(data["owner"], "admin");
  });

  it("keep only attributes that an administrator has configured", async () => {
    const attributes = { known: "1", unknown: "2" };
    const before = await post(application("before", { attributes }));
    assert.deepEqual(before.data["attributes"], {});
    portal().wso2.state.applicationAttributes = [
      { name: "known", required: false, hidden: false, defaultValue: "" },
      { name: "needed", required: true, hidden: false, defaultValue: "" },
    ];
    const { status, data } = await post(application("without", { attributes }));
    assert.equal(status, 500);
    assert.deepEqual(data, generalError);
    const after = await post(application("after", { attributes: { ...attributes, needed: "3" } }));
    assert.deepEqual(after.data["attributes"], { known: "1", needed: "3" });
    portal().wso2.state.applicationAttributes = [];
  });

  it("fail to be created twice by one user, whatever the case of the name", async () => {
    await post(application("Twice"));
    const { status, data } = await post(application("twice"));
    assert.equal(status, 409);
    const description = "An application already exists with name twice";
    assert.deepEqual(data, refusal(409, "Resource Already Exists", description));
    assert.equal((await post(application("Twice"), "subscriber")).status, 201);
  });

  it("fail with white space around the name", async () => {
    const { status, data } = await post(application(" spaces"));
    assert.equal(status, 400);
    const description = "Application name cannot contain leading or trailing white spaces";
    assert.deepEqual(data, refusal(400, "Bad Request", description));
  });

  it("fail with a throttling policy that does not exist", async () => {
    const { status, data } = await post(application("policy", { throttlingPolicy: "Nowhere" }));
    assert.equal(status, 400);
    assert.deepEqual(
      data,
      refusal(900305, "The tier name is invalid.", "The tier name is invalid"),
    );
  });

  it("fail without what is required, all at once", async () => {
    const { status, data } = await post({ name: "", description: "x".repeat(513) });
    assert.equal(status, 400);
    assert.equal(data["description"], "Validation Error");
    assert.deepEqual(
      (data["error"] as Body[]).map(({ message }) => message),
      [
        "name: size must be between 1 and 100",
        "throttlingPolicy: must not be null",
        "description: size must be between 0 and 512",
      ],
    );
  });

  it("fail with a field that does not exist", async () => {
    const { status, data } = await post(application("field", { foo: 1 }));
    assert.equal(status, 400);
    assert.deepEqual(data, refusal(400, "Bad Request", "Unrecognized property 'foo'"));
  });

  it("are listed by name in pages, those of others left out", async () => {
    for (const name of ["page-b", "page-a", "page-c"]) await post(application(name));
    await post(application("page-d"), "subscriber");
    const { count, list: entries, pagination } = await list("?query=page-&limit=1&offset=1");
    assert.equal(count, 1);
    assert.deepEqual(
      entries.map(({ name }) => name),
      ["page-b"],
    );
    const address = (offset: number) =>
      `/applications?sortBy=name&sortOrder=asc&limit=1&offset=${offset}&groupId=`;
    assert.deepEqual(pagination, {
      offset: 1,
      limit: 1,
      total: 3,
      next: address(2),
      previous: address(0),
    });
  });

  it("begin with one that everybody gets on the first visit", async () => {
    const { list: entries } = await list("", "admin@tenant1.com");
    assert.deepEqual(
      entries.map(({ name, owner, status }) => [name, owner, status]),
      [["DefaultApplication", "admin@tenant1.com", "APPROVED"]],
    );
  });

  it("are changed by replacing them", async () => {
    const { data } = await post(application("changed", { description: "old" }));
    const path = `/applications/${String(data["applicationId"])}`;
    const changed = application("renamed", { throttlingPolicy: "10PerMin" });
    const put = await portal().call("PUT", path, changed);
    assert.equal(put.status, 200);
    const { data: read } = await portal().call("GET", path);
    assert.equal(read["name"], "renamed");
    assert.equal(read["throttlingPolicy"], "10PerMin");
    assert.equal(read["description"], null);
    const back = await portal().call("PUT", path, { ...read, name: "changed" });
    assert.equal(back.status, 200);
  });

  it("fail to be renamed to another one's name", async () => {
    await post(application("taken"));
    const { data } = await post(application("free"));
    const path = `/applications/${String(data["applicationId"])}`;
    const put = await portal().call("PUT", path, application("TAKEN"));
    assert.equal(put.status, 409);
    const description = "An application already exists with name TAKEN";
    assert.deepEqual(put.data, refusal(409, "Resource Already Exists", description));
  });

  it("fail to be changed to an invalid policy, without an explanation", async () => {
    const { data } = await post(application("unexplained"));
    const id = String(data["applicationId"]);
    const path = `/applications/${id}`;
    const put = await portal().call("PUT", path, application("x", { throttlingPolicy: "None" }));
    assert.equal(put.status, 500);
    const description = `Error while updating application ${id}`;
    assert.deepEqual(put.data, refusal(500, "Internal server error", description));
  });

  it("fail for everyone but the owner", async () => {
    const id = await portal().createApplication("mine");
    for (const [method, body] of [
      ["GET", undefined],
      ["PUT", application("yours")],
      ["DELETE", undefined],
    ] as const) {
      const path = `/applications/${id}`;
      const { status, data } = await portal().call(method, path, body, basic("subscriber"));
      assert.equal(status, 403);
      const description = `You don't have permission to access the application with Id ${id}`;
      assert.deepEqual(data, refusal(403, "Forbidden", description));
    }
  });

  it("fail when they do not exist", async () => {
    for (const method of ["GET", "DELETE"] as const) {
      const { status, data } = await portal().call(method, "/applications/nowhere");
      assert.equal(status, 404);
      const description = "Requested application with Id 'nowhere' not found";
      assert.deepEqual(data, refusal(404, "Not Found", description));
    }
  });

  it("fail with 501 where WSO2 has something that is not played here", async () => {
    for (const path of ["/applications/export", "/applications/x/keys", "/tags"]) {
      const { status, data } = await portal().call("GET", path);
      assert.equal(status, 501, path);
      assert.match(String(data["description"]), /^The sandbox does not play GET \/api\/am\//);
    }
  });

  it("are deleted", async () => {
    const id = await portal().createApplication("deleted");
    const { status, data } = await portal().call<unknown>("DELETE", `/applications/${id}`);
    assert.deepEqual([status, data], [200, ""]);
    assert.equal((await named("deleted")).count, 0);
  });
});

describe("WSO2 Developer Portal applications that need approval", () => {
  const portal = usePortal();
  let id: string;

  before(async () => {
    portal().wso2.workflows.configure({ applicationCreation: "approval" });
    const body = { name: "waiting", throttlingPolicy: "Unlimited" };
    const { status, data } = await portal().call("POST", "/applications", body);
    assert.equal(status, 201);
    assert.equal(data["status"], "CREATED");
    id = String(data["applicationId"]);
  });

  it("fail to be changed and to get keys", async () => {
    const put = await portal().call("PUT", `/applications/${id}`, {
      name: "changed",
      throttlingPolicy: "Unlimited",
    });
    assert.equal(put.status, 400);
    const notYet = "Applications that are not yet approved cannot be updated.";
    assert.deepEqual(put.data, refusal(400, "Bad Request", notYet));
    const keys = await portal().call("POST", `/applications/${id}/generate-keys`, {
      keyType: "PRODUCTION",
      grantTypesToBeSupported: [],
    });
    assert.equal(keys.status, 400);
    const noKeys = "Cannot generate keys for applications that are not yet approved.";
    assert.deepEqual(keys.data, refusal(400, "Bad Request", noKeys));
  });

  it("work once they are approved", async () => {
    const waiting = await portal().createApplication("approved");
    portal().wso2.workflows.decideOnApplication(waiting, "APPROVED");
    const { data } = await portal().call("GET", `/applications/${waiting}`);
    assert.equal(data["status"], "APPROVED");
  });
});
