import assert from "node:assert/strict";
import {
  badRequest,
  basic,
  connectorProperties,
  keyManager,
  refusal,
  useServer,
  type Body,
} from "./serverUnderTest";

describe("WSO2 global Key Managers", () => {
  const server = useServer();
  const path = "/global-key-managers";
  const tenant = basic("admin@tenant1.com");

  it("are listed apart from the others", async () => {
    const id = await server().create(keyManager("global"), path);
    const { data } = await server().call<{ list: Body[] }>("GET", path);
    const listed = data.list.find((entry) => entry["id"] === id);
    assert.equal(listed?.["isGlobal"], true);
    assert.ok(!(await server().list()).some((entry) => entry["id"] === id));
    assert.equal((await server().call("GET", `${path}/${id}`)).data["global"], true);
  });

  it("are seen by other tenants, who fail to change them", async () => {
    const id = await server().create(keyManager("seen"), path);
    const call = (method: "GET" | "PUT" | "DELETE", body?: Body) =>
      server().call(method, `${path}/${id}`, body, tenant);
    assert.equal((await call("GET")).status, 200);
    const refused = refusal(403, "Forbidden", "You are not allowed to access this resource");
    for (const answer of [await call("PUT", keyManager("seen")), await call("DELETE")]) {
      assert.equal(answer.status, 403);
      assert.deepEqual(answer.data, refused);
    }
  });

  it("mask and keep their secrets like others", async () => {
    const id = await server().create(keyManager("secret"), path);
    const read = (await server().call("GET", `${path}/${id}`)).data;
    assert.equal((read["additionalProperties"] as Body)["client_secret"], "*****");
    const { data } = await server().call("PUT", `${path}/${id}`, read);
    assert.equal((data["additionalProperties"] as Body)["client_secret"], "s3cr3t");
  });

  it("accept roles that do not exist", async () => {
    const permissions = { permissionType: "ALLOW", roles: ["nobody"] };
    await server().create(keyManager("unchecked roles", { permissions }), path);
  });

  it("fail with the general error for an id that does not exist, except for deletion", async () => {
    const description = "Requested key manager with Id 'nowhere' not found";
    for (const method of ["GET", "PUT"] as const) {
      const { status, data } = await server().call(
        method,
        `${path}/nowhere`,
        method === "PUT" ? keyManager("n") : undefined,
      );
      assert.equal(status, 404);
      assert.deepEqual(data, refusal(404, "Not Found", description));
    }
    assert.equal((await server().call("DELETE", `${path}/nowhere`)).status, 200);
  });

  it("fail with 500 for an update that is refused, and with 400 for another name", async () => {
    const id = await server().create(keyManager("refused"), path);
    const { audience } = connectorProperties;
    const incomplete = keyManager("refused", { additionalProperties: { audience } });
    const { status, data } = await server().call("PUT", `${path}/${id}`, incomplete);
    assert.equal(status, 500);
    const description = `Error while Retrieving Global Key Manager configuration for ${id}.`;
    assert.deepEqual(data, refusal(500, "Internal server error", description));
    const renamed = await server().call("PUT", `${path}/${id}`, keyManager("renamed"));
    assert.deepEqual(renamed.data, badRequest("Key Manager name couldn't able to change"));
  });

  it("become a tenant's own when they are changed as if they were", async () => {
    const id = await server().create(keyManager("moved"), path);
    const { data } = await server().call("PUT", `/key-managers/${id}`, keyManager("moved"));
    assert.equal(data["global"], false);
    assert.equal((await server().call("GET", `${path}/${id}`)).status, 404);
    assert.ok((await server().list()).some((entry) => entry["id"] === id));
  });
});
