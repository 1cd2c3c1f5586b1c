import assert from "node:assert/strict";
import { connectorProperties, keyManager, missing, useServer, type Body } from "./serverUnderTest";

describe("WSO2 secrets of Key Managers", () => {
  const server = useServer();
  const withSecret = (name: string, client_secret: unknown) =>
    keyManager(name, { additionalProperties: { ...connectorProperties, client_secret } });
  const put = (id: string, body: Body) => server().call("PUT", `/key-managers/${id}`, body);
  const secretOf = (body: Body) => (body["additionalProperties"] as Body)["client_secret"];
  const stored = (id: string) =>
    server().wso2.state.keyManagers.find(({ uuid }) => uuid === id)?.configuration["client_secret"];

  it("are shown by POST and PUT and masked by GET", async () => {
    const { data } = await server().call("POST", "/key-managers", withSecret("shown", "one"));
    assert.equal(secretOf(data), "one");
    const id = String(data["id"]);
    assert.equal(secretOf((await put(id, withSecret("shown", "two"))).data), "two");
    assert.equal(secretOf(await server().read(id)), "*****");
  });

  it("are kept by a PUT with the mask, whose answer shows them", async () => {
    const id = await server().create(withSecret("kept", "one"));
    const { status, data } = await put(id, withSecret("kept", "*****"));
    assert.equal(status, 200);
    assert.equal(secretOf(data), "one");
    assert.equal(stored(id), "one");
  });

  it("are the mask itself after a POST with it", async () => {
    const id = await server().create(withSecret("mask", "*****"));
    assert.equal(stored(id), "*****");
  });

  it("are wiped by a PUT with an empty one, which GET still masks", async () => {
    const id = await server().create(withSecret("wiped", "one"));
    assert.equal((await put(id, withSecret("wiped", ""))).status, 200);
    assert.equal(stored(id), "");
    assert.equal(secretOf(await server().read(id)), "*****");
  });

  it("are gone after a PUT with null, and then a PUT of what is read fails", async () => {
    const id = await server().create(withSecret("gone", "one"));
    assert.equal((await put(id, withSecret("gone", null))).status, 200);
    const read = await server().read(id);
    assert.equal(secretOf(read), undefined);
    const { status, data } = await put(id, read);
    assert.equal(status, 400);
    assert.deepEqual(data, missing);
  });

  it("fail to be left out of a PUT", async () => {
    const id = await server().create(withSecret("left out", "one"));
    const { status, data } = await put(id, withSecret("left out", undefined));
    assert.equal(status, 400);
    assert.deepEqual(data, missing);
    assert.equal(stored(id), "one");
  });
});
