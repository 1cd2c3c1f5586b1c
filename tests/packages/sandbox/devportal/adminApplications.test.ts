import assert from "node:assert/strict";
import { newState } from "auth0-wso2-sandbox/wso2/state";
import { ServerUnderTest } from "../wso2/serverUnderTest";
import {
  basic,
  internalServerError,
  refusal,
  usePortal,
  type Answer,
  type Body,
} from "./portalUnderTest";

interface List {
  count: number;
  list: Body[];
  pagination: Body;
}

const names = ({ data }: Answer<List>) => data.list.map(({ name }) => name);
const refused = (id: string) =>
  refusal(500, "Internal server error", `Error while updating application owner ${id}`);

describe("WSO2 applications in the admin API", () => {
  const portal = usePortal();
  let ids: string[];

  before(async () => {
    ids = [
      await portal().createApplication("orders", "subscriber"),
      await portal().createApplication("stock", "subscriber"),
      await portal().createApplication("orders"),
    ];
  });

  const search = (query: string, login = "admin") =>
    portal().admin<List>("GET", `/applications${query}`, undefined, basic(login));

  it("are those of all users of an organization, by name", async () => {
    const answer = await search("");
    assert.deepEqual(names(answer), [
      "DefaultApplication",
      "DefaultApplication",
      "orders",
      "orders",
      "stock",
    ]);
    assert.deepEqual(answer.data.pagination, {
      offset: 0,
      limit: 25,
      total: 5,
      next: "",
      previous: "",
    });
    assert.deepEqual(names(await search("", "admin@tenant1.com")), []);
  });

  it("are shown with their owner and their Key Managers", async () => {
    const { createdTime, ...rest } = (await search("?name=stock")).data.list[0] ?? {};
    assert.match(String(createdTime), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+$/);
    assert.deepEqual(rest, {
      applicationId: ids[1],
      name: "stock",
      owner: "subscriber",
      tokenType: "JWT",
      keyManagers: [],
      status: "APPROVED",
      groupId: null,
    });
  });

  it("are found by a part of the owner or of the name, not of both", async () => {
    assert.deepEqual(names(await search("?user=subscr&sortOrder=desc")), [
      "stock",
      "orders",
      "DefaultApplication",
    ]);
    assert.deepEqual(names(await search("?user=subscr&name=orders")), [
      "DefaultApplication",
      "orders",
      "orders",
      "stock",
    ]);
    assert.deepEqual(names(await search("?name=ORDERS")), []);
    assert.deepEqual(names(await search("?user=admin@tenant1.com")), []);
  });

  it("come in pages, sorted by owner where that is asked for", async () => {
    const { data } = await search("?sortBy=owner&limit=2&offset=1");
    assert.deepEqual(
      data.list.map(({ owner }) => owner),
      ["admin", "subscriber"],
    );
    assert.equal(data.pagination["next"], "/applications?limit=2&offset=3&groupId=");
    assert.equal(data.pagination["previous"], "/applications?limit=2&offset=0&groupId=");
    const { status, data: negative } = await search("?limit=-1");
    assert.equal(status, 500);
    assert.equal(
      (negative as unknown as Body)["description"],
      "Error while retrieving applications of the user admin",
    );
    assert.equal((await search("?limit=x")).status, 404);
  });

  it("are read one by one, within the organization", async () => {
    const { status, data } = await portal().admin("GET", `/applications/${ids[1] ?? ""}`);
    assert.equal(status, 200);
    assert.deepEqual(data, {
      applicationId: ids[1],
      name: "stock",
      throttlingPolicy: "Unlimited",
      description: null,
      tokenType: "JWT",
      status: "APPROVED",
      groups: [],
      subscriptionCount: 0,
      attributes: {},
      subscriptionScopes: [],
      owner: "subscriber",
    });
    const path = `/applications/${ids[1] ?? ""}`;
    const other = await portal().admin("GET", path, undefined, basic("admin@tenant1.com"));
    assert.equal(other.status, 404);
    const description = `Requested application with Id '${ids[1] ?? ""}' not found`;
    assert.deepEqual(other.data, refusal(404, "Not Found", description));
  });

  it("are nothing for a subscriber", async () => {
    for (const path of ["/applications", `/applications/${ids[0] ?? ""}`]) {
      const answer = await portal().admin("GET", path, undefined, basic("subscriber"));
      assert.equal(answer.status, 401);
    }
  });

  it("are nothing for a subscriber of a server whose state is older than they are", async () => {
    const state = newState();
    delete state.restApiScopes["apim:admin_application_view"];
    const older = await ServerUnderTest.start({ state });
    try {
      const answer = await older.call("GET", "/applications", undefined, basic("subscriber"));
      assert.equal(answer.status, 401);
    } finally {
      await older.wso2.close();
    }
  });
});

describe("WSO2 change of an application's owner", () => {
  const portal = usePortal();
  const changeOwner = (id: string, query: string, login = "admin") =>
    portal().admin("POST", `/applications/${id}/change-owner${query}`, undefined, basic(login));
  const read = (id: string, login: string) =>
    portal().call("GET", `/applications/${id}`, undefined, basic(login));

  it("hands it over with its subscriptions and keys, whose client is only read", async () => {
    const id = await portal().createApplication("orders");
    await portal().createKeyManager("auth0");
    const audience = await portal().createAudience("https://orders.example.com/");
    const keys = await portal().generateProductionKeys(id, audience);
    const { id: apiId } = portal().publisher.publish({
      name: "Orders",
      version: "1.0.0",
      context: "/orders",
    });
    await portal().call("POST", "/subscriptions", {
      applicationId: id,
      apiId,
      throttlingPolicy: "Unlimited",
    });
    const before = structuredClone(portal().auth0.state.clients);

    const calls = await portal().callsDuring(async () => {
      assert.equal((await changeOwner(id, "?owner=subscriber")).status, 200);
    });

    const client = ["GET", "/clients/…", 200];
    const grants = ["GET", "/client-grants?client_id=…", 200];
    assert.deepEqual(calls, [client, grants, client, grants]);
    assert.deepEqual(portal().auth0.state.clients, before);
    assert.equal((await read(id, "admin")).status, 403);
    const { data } = await read(id, "subscriber");
    assert.equal(data["owner"], "subscriber");
    assert.equal(data["subscriptionCount"], 1);
    const path = `/applications/${id}/oauth-keys`;
    const found = await portal().call<List>("GET", path, undefined, basic("subscriber"));
    assert.equal(found.data.list[0]?.["consumerKey"], keys["consumerKey"]);
  });

  it("makes a subscriber of somebody who has never been in the Developer Portal", async () => {
    const id = await portal().createApplication("mine");
    assert.equal((await changeOwner(id, "?owner=publisher")).status, 200);
    const { data } = await portal().admin<List>("GET", "/applications?user=publisher");
    assert.deepEqual(
      data.list.map(({ name }) => name),
      ["DefaultApplication", "mine"],
    );
  });

  it("is refused without a reason for the same owner, nobody, another tenant and a name that is taken", async () => {
    const id = await portal().createApplication("taken");
    await portal().createApplication("Taken", "subscriber");
    for (const owner of ["admin", "nobody", "", "admin@tenant1.com", "subscriber"]) {
      const { status, data } = await changeOwner(id, `?owner=${owner}`);
      assert.equal(status, 500, owner);
      assert.deepEqual(data, refused(id), owner);
      assert.equal((await read(id, "admin")).data["owner"], "admin", owner);
    }
  });

  it("is not foreseen for an unknown application", async () => {
    const { status, data } = await changeOwner("unknown", "?owner=subscriber");
    assert.equal(status, 500);
    assert.deepEqual(data, internalServerError);
  });

  it("needs an owner, and a login with the scope", async () => {
    const { status, data } = await changeOwner("unknown", "");
    assert.equal(status, 400);
    assert.equal(data["description"], "Validation Error");
    const parameter = "applicationsApplicationIdChangeOwnerPost.arg0";
    assert.deepEqual(data["error"], [
      { code: `400_${parameter}`, message: `${parameter}: must not be null`, description: null },
    ]);
    assert.equal((await changeOwner("unknown", "", "subscriber")).status, 401);
  });

  it("is not needed to delete it with its clients", async () => {
    const id = await portal().createApplication("deleted", "subscriber");
    const as = async (login: string) =>
      (await portal().admin("DELETE", `/applications/${id}`, undefined, basic(login))).status;
    assert.deepEqual(
      [await as("subscriber"), await as("admin"), await as("admin")],
      [401, 200, 404],
    );
  });

  it("fails if a client cannot be read", async () => {
    const id = await portal().createApplication("unreadable");
    await portal().createKeyManager("other");
    const body = { keyManager: "other", keyType: "PRODUCTION", consumerKey: "gone" };
    assert.equal((await portal().call("POST", `/applications/${id}/map-keys`, body)).status, 200);
    const { status, data } = await changeOwner(id, "?owner=subscriber");
    assert.equal(status, 500);
    assert.deepEqual(data, internalServerError);
    const read = await portal().admin("GET", `/applications/${id}`);
    assert.deepEqual([read.status, read.data], [500, internalServerError]);
    assert.equal(portal().wso2.state.applications.find(({ uuid }) => uuid === id)?.owner, "admin");
  });
});

describe("WSO2 applications in the admin API of 4.1", () => {
  const portal = usePortal({ release: "4.1" });
  const search = (query: string) => portal().admin<List>("GET", `/applications${query}`);

  it("are found by owner and name together, and shown with less", async () => {
    await portal().createApplication("orders", "subscriber");
    await portal().createApplication("orders");
    const { data } = await search("?user=subscriber&name=orders");
    assert.deepEqual(
      data.list.map((application) => ({ ...application, applicationId: "…" })),
      [
        {
          applicationId: "…",
          name: "orders",
          owner: "subscriber",
          status: "APPROVED",
          groupId: null,
        },
      ],
    );
  });

  it("are not sorted by what is no column, nor searched for another tenant's user", async () => {
    for (const query of ["?sortBy=other", "?sortBy=", "?sortBy=Owner", "?sortOrder=other"]) {
      assert.equal((await search(query)).status, 500, query);
    }
    assert.equal((await search("?sortOrder=")).status, 200);
    const { status, data, headers } = await search("?user=admin@tenant1.com");
    assert.equal(status, 403);
    assert.equal(headers["content-type"], "application/json");
    assert.equal(data, "User admin@tenant1.com is not available for the current tenant domain");
  });
});

describe("WSO2 applications in the admin API of 4.0", () => {
  const portal = usePortal({ release: "4.0" });

  it("are listed, but not shown one by one", async () => {
    const id = await portal().createApplication("orders");
    assert.equal((await portal().admin("GET", "/applications")).status, 200);
    assert.equal((await portal().admin("GET", `/applications/${id}`)).status, 405);
    const path = `/applications/${id}/change-owner?owner=subscriber`;
    assert.equal((await portal().admin("POST", path)).status, 200);
  });
});
