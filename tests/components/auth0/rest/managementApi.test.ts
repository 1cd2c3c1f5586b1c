import assert from "node:assert/strict";
import { install } from "@sinonjs/fake-timers";
import type { InternalAxiosRequestConfig } from "axios";
import { http } from "../../../../components/auth0/rest/auth0Http";
import { Auth0Error } from "../../../../components/auth0/rest/authenticationApi";
import { ManagementApi } from "../../../../components/auth0/rest/managementApi";
import { axiosAdapter } from "../../../support/axiosAdapter";

const credentials = {
  tokenEndpoint: "https://acme.eu.auth0.com/oauth/token",
  clientId: "wso2",
  clientSecret: "secret",
  audience: "https://acme.eu.auth0.com/api/v2/",
};

describe("Auth0's Management API", () => {
  const usual = http.defaults.adapter;
  let calls: string[];
  let api: ManagementApi;

  afterEach(() => {
    if (usual !== undefined) http.defaults.adapter = usual;
  });

  /** A tenant that answers each call by its method and what stands behind the audience. */
  const answerWith = (answer: (call: string) => { status?: number; body: unknown }) => {
    calls = [];
    api = new ManagementApi(credentials);
    const send = axiosAdapter(({ method, url }) => {
      const call = `${method} ${url.replace(credentials.audience, "").replace(/^https:.*\//, "")}`;
      calls.push(call);
      const { status = 200, body } = call.endsWith("token")
        ? { body: { access_token: `token ${calls.length}` } }
        : answer(call);
      const text = body === undefined ? "" : JSON.stringify(body);
      return Promise.resolve({ status, headers: {}, body: Buffer.from(text) });
    });
    http.defaults.adapter = async (config: InternalAxiosRequestConfig) => {
      const response = await send(config);
      const text = String(response.data);
      return { ...response, data: text === "" ? "" : (JSON.parse(text) as unknown) };
    };
  };
  const failWith = (status: number) => {
    answerWith(() => ({ status, body: { statusCode: status, message: "no" } }));
  };

  for (const count of [0, 99, 100, 201]) {
    it(`lists all ${count} applications, page by page`, async () => {
      const all = Array.from({ length: count }, (_, index) => ({ client_id: String(index) }));
      answerWith((call) => {
        const query = new URLSearchParams(call.replace(/^.*\?/, ""));
        const [page, size] = [Number(query.get("page")), Number(query.get("per_page"))];
        return { body: all.slice(page * size, (page + 1) * size) };
      });
      assert.deepEqual(await api.listClients(), all);
    });
  }

  it("shares a list of all applications that begins after each of those who ask has asked", async () => {
    const all = [{ client_id: "first" }];
    const asked: Promise<unknown>[] = [];
    answerWith(() => {
      // While the list is under way an application is made, and its maker and another ask.
      const body = [...all];
      if (all.length === 1) {
        all.push({ client_id: "second" });
        asked.push(api.listClients(), api.listClients());
      }
      return { body };
    });
    const lists = await Promise.all([api.listClients(), api.listClients()]);
    const later = await Promise.all(asked);
    assert.deepEqual(
      [...lists, ...later].map((list) => (list as unknown[]).length),
      [1, 1, 2, 2],
    );
    assert.equal(calls.filter((call) => call.startsWith("GET clients")).length, 2);
  });

  it("lists all applications again after a list that failed", async () => {
    failWith(403);
    await assert.rejects(api.listClients());
    await assert.rejects(api.listClients());
    assert.equal(calls.filter((call) => call.startsWith("GET clients")).length, 2);
  });

  it("tells what is not there from what cannot be seen", async () => {
    failWith(404);
    assert.equal(await api.fetchClient("a"), undefined);
    assert.equal(await api.findApi("https://orders.example.com/"), undefined);
    await api.deleteClient("a");
    for (const status of [400, 401, 403]) {
      failWith(status);
      for (const call of [
        () => api.fetchClient("a"),
        () => api.findApi("https://orders.example.com/"),
        () => api.deleteClient("a"),
        () => api.listClients(),
      ]) {
        await assert.rejects(call(), (error) => {
          assert.ok(error instanceof Auth0Error);
          assert.equal(error.status, status);
          return true;
        });
      }
    }
  });

  for (const body of [{ maintenance: true }, null, "maintenance"]) {
    it(`takes no other answer for Auth0's: ${JSON.stringify(body)}`, async () => {
      answerWith(() => ({ body }));
      for (const call of [
        () => api.listClients(),
        () => api.fetchClient("a"),
        () => api.findGrant("a", "b"),
        () => api.findApi("a"),
        () => api.updateClient("a", {}),
        () => api.deleteClient("a"),
      ]) {
        await assert.rejects(call(), /answered with something that is not Auth0's JSON/);
      }
    });
  }

  it("finds grants and APIs, by what they are for", async () => {
    answerWith((call) =>
      call.includes("resource-servers")
        ? { body: { id: call } }
        : { body: call.includes("client_id=granted") ? [{ id: call }] : [] },
    );
    assert.equal(await api.findGrant("other", "a"), undefined);
    const grant = new URLSearchParams((await api.findGrant("granted", "a"))?.replace(/^.*\?/, ""));
    assert.deepEqual(Object.fromEntries(grant), {
      client_id: "granted",
      audience: "a",
      subject_type: "client",
    });
    assert.equal(await api.findApi("https://a/b"), "GET resource-servers/https%3A%2F%2Fa%2Fb");
  });

  it("asks for what it uses of an application, and changes nothing else of it", async () => {
    answerWith((call) =>
      call.startsWith("DELETE") ? { body: undefined } : { body: { client_id } },
    );
    const client_id = "a b";
    assert.deepEqual(await api.fetchClient(client_id), { client_id });
    await api.updateClient(client_id, { client_metadata: { managed_by: "us" } });
    await api.deleteClient(client_id);
    assert.deepEqual(
      calls.filter((call) => !call.endsWith("token")),
      [
        "GET clients/a%20b?fields=client_id%2Cname%2Cclient_metadata&include_fields=true",
        "PATCH clients/a%20b",
        "DELETE clients/a%20b",
      ],
    );
  });

  it("uses a token for ten minutes, and asks again after a login that failed", async () => {
    answerWith(() => ({ body: [] }));
    const logins = () => calls.filter((call) => call.endsWith("token")).length;
    const clock = install({ toFake: ["Date"], now: 1_000_000 });
    try {
      await Promise.all([api.listClients(), api.listClients()]);
      clock.tick(600_000);
      await api.listClients();
      assert.equal(logins(), 1);
      clock.tick(1);
      await api.listClients();
      assert.equal(logins(), 2);
    } finally {
      clock.uninstall();
    }
  });
});
