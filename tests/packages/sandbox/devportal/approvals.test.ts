import assert from "node:assert/strict";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import { basic, usePortal } from "./portalUnderTest";

describe("approval in WSO2", () => {
  const portal = usePortal();
  let subscriptionId: string;

  before(async () => {
    const { id: apiId } = portal().publisher.publish({
      name: "Orders",
      context: "/orders",
      version: "1.0.0",
    });
    const applicationId = await portal().createApplication("app");
    portal().wso2.workflows.configure({ subscriptionCreation: "approval" });
    const body = { applicationId, apiId, throttlingPolicy: "Unlimited" };
    const { data } = await portal().call("POST", "/subscriptions", body);
    subscriptionId = String(data["subscriptionId"]);
  });

  const status = async () =>
    (await portal().call("GET", `/subscriptions/${subscriptionId}`)).data["status"];
  const workflows = (method: "GET" | "POST", path: string, login: string) =>
    portal().request(method, `${portal().wso2.url}/api/am/admin/v4/workflows${path}`, {
      headers: basic(login),
      ...(method === "POST" && { data: { status: "APPROVED" } }),
    });

  it("is seen and given by administrators alone", async () => {
    assert.equal(await status(), "ON_HOLD");
    for (const login of ["subscriber", "publisher", "keymanageradmin"]) {
      assert.equal((await workflows("GET", "", login)).status, 401);
      const decision = "/update-workflow-status?workflowReferenceId=x";
      assert.equal((await workflows("POST", decision, login)).status, 401);
    }
    assert.equal((await workflows("GET", "", "admin")).data["count"], 1);
  });

  it("is decided on once in the Admin Portal, and then off its list", async () => {
    const admin = new AdminPortal(portal().sandbox);
    const [task = "", ...others] = await admin.decide("REJECTED");
    assert.match(task, /^Approve API Orders - 1\.0\.0 subscription creation request/);
    assert.deepEqual(others, []);
    assert.equal(await status(), "REJECTED");
    assert.deepEqual(await admin.decide("APPROVED"), []);
    assert.equal(await status(), "REJECTED");
  });
});
