import assert from "node:assert/strict";
import type { Release } from "auth0-wso2-sandbox/wso2/releases";
import {
  badRequest,
  connectorProperties,
  keyManager,
  missing,
  refusal,
  ServerUnderTest,
  type Body,
} from "./serverUnderTest";

const fieldsByRelease: [string, unknown, Release][] = [
  ["tokenType", "DIRECT", "4.1"],
  ["displayTokenEndpoint", "https://shown.example/", "4.1"],
  ["alias", "a", "4.1"],
  ["permissions", { permissionType: "PUBLIC", roles: [] }, "4.3"],
  ["endpoints", [], "4.1"],
  ["global", false, "4.3"],
  ["allowedOrganizations", ["ALL"], "4.5"],
];

const all: Release[] = ["4.0", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7"];

for (const release of all) {
  describe(`WSO2 API Manager ${release}`, () => {
    let server: ServerUnderTest;
    before(async () => {
      server = await ServerUnderTest.start({ release });
    });
    after(() => server.wso2.close());
    const post = (body: Body) => server.call("POST", "/key-managers", body);

    it("answers at the version of its admin API and fails at others", async () => {
      const version = { "4.0": "v2", "4.1": "v3" }[release as string] ?? "v4";
      for (const candidate of ["v1", "v2", "v3", "v4", "v5"]) {
        const { status } = await server.http.get(`/api/am/admin/${candidate}/settings`, {
          auth: server.wso2.administrator,
        });
        assert.equal(status, candidate === version ? 200 : 404, candidate);
      }
    });

    for (const [field, value, since] of fieldsByRelease) {
      const known = all.indexOf(release) >= all.indexOf(since);
      it(`${known ? "knows" : "fails for"} the field ${field}`, async () => {
        const { status, data } = await post(keyManager(`with ${field}`, { [field]: value }));
        if (known) {
          assert.equal(status, 201);
          assert.deepEqual(data[field], value);
        } else {
          assert.equal(status, 400);
          assert.deepEqual(data, badRequest(`Unrecognized property '${field}'`));
          const plain = await post(keyManager(`without ${field}`));
          assert.ok(!(field in plain.data));
        }
      });
    }

    const atLeast = (since: Release) => all.indexOf(release) >= all.indexOf(since);

    it("lists what the release lists", async () => {
      const [entry = {}] = await server.list();
      assert.deepEqual(
        Object.keys(entry).sort(),
        [
          ...["description", "enabled", "id", "name", "type"],
          ...(atLeast("4.1") ? ["tokenType"] : []),
          ...(atLeast("4.3") ? ["isGlobal", "isUsed"] : []),
        ].sort(),
      );
    });

    it(`${atLeast("4.1") ? "fails" : "is content"} without endpoints`, async () => {
      const { status, data } = await post(keyManager("no endpoint", { revokeEndpoint: null }));
      assert.equal(status, atLeast("4.1") ? 400 : 201);
      if (atLeast("4.1")) assert.deepEqual(data, missing);
    });

    it(`${atLeast("4.6") ? "trims" : "keeps"} white space`, async () => {
      const { data } = await post(keyManager("white space", { issuer: " i " }));
      assert.equal(data["issuer"], atLeast("4.6") ? "i" : " i ");
    });

    it(`${atLeast("4.2") ? "stores" : "fails for"} the mask of a secret in a new entry`, async () => {
      const additionalProperties = { ...connectorProperties, client_secret: "*****" };
      const { status } = await post(keyManager("masked", { additionalProperties }));
      assert.equal(status, atLeast("4.2") ? 201 : 500);
    });

    it(`fails to update with ${atLeast("4.1") ? "an explanation" : "500"}`, async () => {
      const id = await server.create(keyManager("refused"));
      const { audience } = connectorProperties;
      const incomplete = keyManager("refused", { additionalProperties: { audience } });
      const { status, data } = await server.call("PUT", `/key-managers/${id}`, incomplete);
      assert.equal(status, atLeast("4.1") ? 400 : 500);
      const description =
        `Error while Retrieving Key Manager configuration for ${id} ` +
        "in organization carbon.super";
      assert.deepEqual(
        data,
        atLeast("4.1") ? missing : refusal(500, "Internal server error", description),
      );
    });

    it("fails for an id that does not exist in its own way", async () => {
      const { status, data } = await server.call("GET", "/key-managers/nowhere");
      assert.equal(status, 404);
      assert.equal(data["code"], atLeast("4.1") ? 901411 : 404);
    });

    it(`${atLeast("4.3") ? "has" : "fails for"} global Key Managers`, async () => {
      const { status } = await server.call("GET", "/global-key-managers");
      assert.equal(status, atLeast("4.3") ? 200 : 404);
    });
  });
}
