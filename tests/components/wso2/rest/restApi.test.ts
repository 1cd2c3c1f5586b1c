import assert from "node:assert/strict";
import { Wso2Error } from "../../../../components/wso2/rest/errors";
import type { Login } from "../../../../components/wso2/rest/login/login";
import { RestApi } from "../../../../components/wso2/rest/restApi";
import type { Transport, Wso2Request } from "../../../../components/wso2/rest/transport";
import { ApplicationsApi } from "../../../../components/wso2/application/api";

const candidates = ["/v4", "/v3", "/v2"];

describe("one of WSO2's REST APIs", () => {
  /** An API of a server that answers by status; what was asked is noted. */
  const apiOf = (answer: (path: string, authorization: string) => number, isRenewable = true) => {
    const asked: string[] = [];
    const send = ({ path, authorization }: Wso2Request) => {
      asked.push(path);
      const status = answer(path, authorization);
      if (status === 200) return Promise.resolve({ path });
      const kind = status === 503 ? "notWso2" : "refused";
      return Promise.reject(new Wso2Error(`${path} ${status}`, kind, status));
    };
    let logins = 0;
    const login: Login = {
      authorization: () => Promise.resolve(`login ${logins}`),
      renew: () => {
        logins += 1;
        return isRenewable;
      },
    };
    const api = new RestApi({ send } as unknown as Transport, login, {
      candidates,
      probe: "/probe",
    });
    const fetch = () => api.send({ method: "GET", path: "/thing" });
    return { asked, fetch };
  };

  it("is asked at the newest path where that answers", async () => {
    const { asked, fetch } = apiOf(() => 200);
    await fetch();
    await fetch();
    assert.deepEqual(asked, ["/v4/thing", "/v4/thing"]);
  });

  it("is looked for once at older paths, and asked there then", async () => {
    const { asked, fetch } = apiOf((path) => (path.startsWith("/v2") ? 200 : 404));
    await Promise.all([fetch(), fetch()]);
    assert.deepEqual(asked.sort(), [
      ...["/v2/probe", "/v2/thing", "/v2/thing", "/v3/probe"],
      ...["/v4/probe", "/v4/thing", "/v4/thing"],
    ]);
    assert.deepEqual(await fetch(), { path: "/v2/thing" });
  });

  it("is not taken for an older one while the newest fails", async () => {
    for (const status of [500, 503, 401]) {
      const { asked, fetch } = apiOf((path) => (path === "/v4/thing" ? 404 : status), false);
      await assert.rejects(fetch(), { status });
      await assert.rejects(fetch(), { status });
      // The search begins anew after one that failed.
      assert.deepEqual(asked, ["/v4/thing", "/v4/probe", "/v4/thing", "/v4/probe"]);
    }
  });

  it("says that something is not there where the API is, and that the API is not", async () => {
    const { asked, fetch } = apiOf((path) => (path === "/v4/probe" ? 200 : 404));
    await assert.rejects(fetch(), /\/v4\/thing 404/);
    assert.deepEqual(asked, ["/v4/thing", "/v4/probe"]);
    await assert.rejects(apiOf(() => 404).fetch(), /\/v4\/probe 404/);
  });

  it("is logged in to once more when the login was refused, and not twice", async () => {
    const once = apiOf((_path, authorization) => (authorization === "login 1" ? 200 : 401));
    await once.fetch();
    assert.equal(once.asked.length, 2);
    const never = apiOf(() => 401);
    await assert.rejects(never.fetch(), { status: 401 });
    assert.equal(never.asked.length, 2);
    const fixed = apiOf(() => 401, false);
    await assert.rejects(fixed.fetch(), { status: 401 });
    assert.equal(fixed.asked.length, 1);
    const refused = apiOf(() => 403);
    await assert.rejects(refused.fetch(), { status: 403 });
    assert.equal(refused.asked.length, 1);
  });
});

describe("the list of applications", () => {
  for (const count of [0, 99, 100, 250]) {
    it(`has all ${count} of them`, async () => {
      const all = Array.from({ length: count }, (_, index) => ({
        applicationId: String(index),
        name: `App ${index}`,
      }));
      const list = (path: string) => {
        const query = new URLSearchParams(path.replace(/^.*\?/, ""));
        const offset = Number(query.get("offset"));
        return Promise.resolve(all.slice(offset, offset + Number(query.get("limit"))));
      };
      const applications = new ApplicationsApi({ list } as unknown as RestApi);
      assert.equal((await applications.list()).length, count);
      const last = all.at(-1);
      assert.equal(await applications.findByName(`app ${count - 1}`), last);
      assert.equal(await applications.findById(String(count - 1)), last);
      assert.equal(await applications.findByName("other"), undefined);
    });
  }
});
