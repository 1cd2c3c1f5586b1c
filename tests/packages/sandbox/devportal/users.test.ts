import assert from "node:assert/strict";
import type { Sandbox } from "auth0-wso2-sandbox";
import { PortalUnderTest, basic, usePortal, type Body } from "./portalUnderTest";

const subscriber = ["Internal/subscriber"];

const applicationsOf = async (portal: PortalUnderTest, login: string) => {
  const { status, data } = await portal.call<{ list: Body[] }>(
    "GET",
    "/applications",
    undefined,
    basic(login),
  );
  assert.equal(status, 200, login);
  return data.list.map(({ name, owner }) => `${String(name)} of ${String(owner)}`);
};

/** Keys that are generated with the first Key Manager of the login's organization. */
const generate = async (portal: PortalUnderTest, id: string, login: string, audience: string) =>
  portal.generateProductionKeys(id, audience, login);

const clientNames = ({ auth0 }: Pick<Sandbox, "auth0">, application: string) =>
  auth0.state.clients
    .map(({ name }) => name)
    .filter((name) => name.endsWith(`${application}_PRODUCTION`));

describe("WSO2 users that are given with the sandbox", () => {
  const portal = usePortal({
    users: [
      { login: "boss", roles: ["admin"] },
      { login: "alice", roles: subscriber },
      { login: "WSO2.TEST/alice", roles: subscriber, password: "other" },
      { login: "WSO2.TEST/bob", roles: subscriber },
      { login: "carol", roles: subscriber, groups: ["sales", "support"] },
      { login: "dave", roles: subscriber, groups: ["sales"] },
      { login: "admin@tenant2.com", roles: ["admin"] },
    ],
  });

  it("log in with their password and have their roles", async () => {
    const list = (login: string, password?: string) =>
      portal().admin("GET", "/key-managers", undefined, basic(login, password));
    assert.equal((await list("boss")).status, 200);
    assert.equal((await list("alice")).status, 401);
    assert.equal((await list("admin@tenant2.com")).status, 200);
    assert.equal((await list("admin@tenant3.com")).status, 401);
    const portalOf = (login: string, password?: string) =>
      portal().call("GET", "/applications", undefined, basic(login, password));
    assert.equal((await portalOf("WSO2.TEST/alice", "other")).status, 200);
    assert.equal((await portalOf("WSO2.TEST/alice")).status, 401);
  });

  it("are taken for somebody else by each way to write the login", async () => {
    for (const login of ["alice", "Alice", "PRIMARY/alice", "alice@carbon.super"]) {
      await portal().createApplication("same", login);
      assert.deepEqual(await applicationsOf(portal(), login), [
        `DefaultApplication of ${login}`,
        `same of ${login}`,
      ]);
    }
  });

  it("are taken for those of the secondary store where they are found there", async () => {
    await portal().createApplication("mine", "bob");
    assert.deepEqual(await applicationsOf(portal(), "WSO2.TEST/bob"), [
      "DefaultApplication of WSO2.TEST/bob",
      "mine of WSO2.TEST/bob",
    ]);
  });

  it("are one user by token, however they have logged in", async () => {
    const { data: client } = await portal().request(
      "POST",
      `${portal().wso2.url}/client-registration/v0.17/register`,
      {
        headers: basic("admin"),
        data: { clientName: "client", owner: "admin", grantType: "password" },
      },
    );
    const headers = basic(String(client["clientId"]), String(client["clientSecret"]));
    for (const username of ["bob", "WSO2.TEST/bob", "Bob@carbon.super"]) {
      const data = new URLSearchParams({
        grant_type: "password",
        username,
        password: "bob",
        scope: "apim:subscribe",
      });
      const url = `${portal().wso2.url}/oauth2/token`;
      const { data: token } = await portal().request("POST", url, { headers, data });
      const bearer = { Authorization: `Bearer ${String(token["access_token"])}` };
      const answer = await portal().call<{ list: Body[] }>(
        "GET",
        "/applications",
        undefined,
        bearer,
      );
      assert.deepEqual([...new Set(answer.data.list.map(({ owner }) => owner))], ["WSO2.TEST/bob"]);
    }
  });

  it("see what is shared with their group, use it and leave it as it is", async () => {
    const id = String(
      (
        await portal().call(
          "POST",
          "/applications",
          { name: "shared", throttlingPolicy: "Unlimited", groups: ["sales"] },
          basic("carol"),
        )
      ).data["applicationId"],
    );
    assert.deepEqual(await applicationsOf(portal(), "dave"), [
      "DefaultApplication of dave",
      "shared of carol",
    ]);
    assert.deepEqual(await applicationsOf(portal(), "boss"), ["DefaultApplication of boss"]);
    const as = (login: string, method: "GET" | "PUT" | "DELETE", path: string, body?: Body) =>
      portal().call(method, `/${path}`, body, basic(login));
    const path = `applications/${id}`;
    const change = { name: "other", throttlingPolicy: "Unlimited" };
    assert.equal((await as("dave", "GET", path)).status, 200);
    assert.equal((await as("dave", "GET", `${path}/oauth-keys`)).status, 200);
    assert.equal((await as("dave", "GET", `subscriptions?applicationId=${id}`)).status, 200);
    assert.equal((await as("dave", "PUT", path, change)).status, 403);
    assert.equal((await as("dave", "DELETE", path)).status, 403);
    assert.equal((await as("boss", "GET", path)).status, 403);
    const same = { ...change, name: "Shared", groups: ["sales"] };
    assert.equal((await portal().call("POST", "/applications", same, basic("dave"))).status, 409);
  });

  it("lend their name to the client, the store as a part of it", async () => {
    const audience = await portal().createAudience("https://names.example.com/");
    await portal().createKeyManager("auth0");
    const logins = [
      "alice",
      "ALICE",
      "PRIMARY/alice",
      "primary/alice",
      "bob",
      "alice@carbon.super",
    ];
    for (const login of logins) {
      const id = await portal().createApplication("named", login);
      await generate(portal(), id, login, audience);
    }
    assert.deepEqual(clientNames(portal(), "named"), [
      "alicenamed_PRODUCTION",
      "ALICEnamed_PRODUCTION",
      "PRIMARY/alicenamed_PRODUCTION",
      "primary_alicenamed_PRODUCTION",
      "WSO2.TEST_bobnamed_PRODUCTION",
      "alicenamed_PRODUCTION",
    ]);
  });

  it("cannot be given twice, but are others in another store", () => {
    portal().wso2.users.add({ login: "bob", roles: [] });
    assert.throws(
      () => portal().wso2.users.add({ login: "PRIMARY/Alice", roles: [] }),
      /^Error: There is a user PRIMARY\/Alice already\.$/,
    );
  });
});

describe("WSO2 users of 4.1", () => {
  const portal = usePortal({ release: "4.1" });

  it("are listed the applications of logins that differ in case, and may not read them", async () => {
    const id = await portal().createApplication("orders", "Subscriber");
    await applicationsOf(portal(), "subscriber");
    assert.deepEqual(await applicationsOf(portal(), "subscriber"), [
      "DefaultApplication of Subscriber",
      "DefaultApplication of subscriber",
      "orders of Subscriber",
    ]);
    const headers = basic("subscriber");
    assert.equal(
      (await portal().call("GET", `/applications/${id}`, undefined, headers)).status,
      403,
    );
  });
});

describe("WSO2 organizations side by side", () => {
  const portal = usePortal();

  it("have Key Managers and applications of their own, and clients of one name", async () => {
    const audience = await portal().createAudience("https://orders.example.com/");
    for (const login of ["admin", "admin@tenant1.com"]) {
      const keyManager = await portal().createKeyManager("auth0", {}, {}, login);
      const other = login === "admin" ? "admin@tenant1.com" : "admin";
      const path = `/key-managers/${keyManager}`;
      assert.equal((await portal().admin("GET", path, undefined, basic(other))).status, 404);
      const { data } = await portal().admin<{ list: Body[] }>(
        "GET",
        "/key-managers",
        undefined,
        basic(login),
      );
      assert.deepEqual(
        data.list.filter(({ type }) => type === "Auth0").map(({ id }) => id),
        [keyManager],
      );
      const id = await portal().createApplication("orders", login);
      await generate(portal(), id, login, audience);
      const found = await portal().call("GET", `/applications/${id}`, undefined, basic(other));
      assert.equal(found.status, 403);
    }
    assert.deepEqual(clientNames(portal(), "orders"), [
      "adminorders_PRODUCTION",
      "adminorders_PRODUCTION",
    ]);
  });
});

describe("Two WSO2 servers at one Auth0 tenant", () => {
  it("make clients of one name there", async () => {
    const first = await PortalUnderTest.start();
    const second = await PortalUnderTest.start({ beside: first.sandbox });
    try {
      const audience = await first.createAudience("https://orders.example.com/");
      for (const portal of [first, second]) {
        await portal.createKeyManager("auth0");
        const id = await portal.createApplication("orders");
        await generate(portal, id, "admin", audience);
      }
      assert.deepEqual(clientNames(first, "orders"), [
        "adminorders_PRODUCTION",
        "adminorders_PRODUCTION",
      ]);
    } finally {
      await second.sandbox.close();
      // The tenant is the first one's, and still there.
      await first.manage("GET", "/clients");
      await first.sandbox.close();
    }
  });
});
