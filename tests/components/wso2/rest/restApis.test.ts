import assert from "node:assert/strict";
import { serverAt } from "../../../../components/wso2/server";
import { releases, type Release } from "../../../../components/wso2/rest/releases";
import { startPlainServer } from "../../../support/plainServer";

describe("where a release of WSO2 serves its REST APIs", () => {
  let server: Awaited<ReturnType<typeof startPlainServer>>;
  let asked: string[];

  before(async () => {
    server = await startPlainServer(({ url = "" }, response) => {
      asked.push(url.replace(/^(\/api\/am\/\w+\/v\d).*/, "$1"));
      response.statusCode = 404;
      response.end();
    });
  });

  after(() => {
    server.close();
  });

  /** The base paths that are tried, where all answer that there is nothing. */
  const pathsOf = async (
    api: "keyManagers" | "applications",
    release?: Release,
  ): Promise<string[]> => {
    asked = [];
    const { [api]: resources } = serverAt({
      url: server.url.replace(/\/$/, ""),
      login: { kind: "basic", username: "admin", password: "admin" },
      ...(release !== undefined && { release }),
    });
    await assert.rejects(resources.list(), { status: 404 });
    return [...new Set(asked)];
  };

  for (const release of releases) {
    const [admin, portal] =
      release === "4.0" ? ["v2", "v2"] : release === "4.1" ? ["v3", "v2"] : ["v4", "v3"];
    it(`is known of ${release}: ${admin} and ${portal}`, async () => {
      assert.deepEqual(await pathsOf("keyManagers", release), [`/api/am/admin/${admin}`]);
      assert.deepEqual(await pathsOf("applications", release), [`/api/am/devportal/${portal}`]);
    });
  }

  it("is looked for where the release is not named, the newest first", async () => {
    assert.deepEqual(await pathsOf("keyManagers"), [
      "/api/am/admin/v4",
      "/api/am/admin/v3",
      "/api/am/admin/v2",
    ]);
    assert.deepEqual(await pathsOf("applications"), [
      "/api/am/devportal/v3",
      "/api/am/devportal/v2",
    ]);
  });
});
