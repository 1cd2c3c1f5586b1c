import assert from "node:assert/strict";
import { useTenant, type Body } from "./tenantUnderTest";

interface Page {
  total: number;
  start: number;
  limit: number;
  clients: Body[];
  next?: string;
}

describe("Auth0 client list", () => {
  const tenant = useTenant();

  before(async () => {
    for (const name of ["one", "two", "three"]) {
      await tenant().create("/clients", { name, app_type: "regular_web" });
    }
    await tenant().create("/clients", { name: "third party", is_first_party: false });
  });

  const names = (clients: Body[]) => clients.map(({ name }) => name);
  const list = async (query = "") =>
    names((await tenant().call<Body[]>("GET", `/clients${query}`)).data);
  const page = async (query: string) => (await tenant().call<Page>("GET", `/clients${query}`)).data;
  const all = ["All Applications", "Deployer", "one", "two", "three", "third party"];

  it("is a bare array in order of creation, the global client among them", async () => {
    assert.deepEqual(await list(), all);
  });

  it("is an object with totals when these are asked for", async () => {
    const { clients, ...totals } = await page("?include_totals=true&page=1&per_page=2");
    assert.deepEqual(totals, { total: 6, start: 2, limit: 2 });
    assert.deepEqual(names(clients), ["one", "two"]);
  });

  it("has 50 entries on a page unless told otherwise", async () => {
    const { limit } = await page("?include_totals=true");
    assert.equal(limit, 50);
  });

  it("pages without totals as a bare array", async () => {
    assert.deepEqual(await list("?page=1&per_page=4"), all.slice(4));
    assert.deepEqual(await list("?page=9&per_page=4"), []);
  });

  it("counts only, with an empty page", async () => {
    const { total, clients } = await page("?per_page=0&include_totals=true");
    assert.equal(total, 6);
    assert.deepEqual(clients, []);
  });

  it("continues from checkpoint to checkpoint until there is no next", async () => {
    const first = await page("?take=4");
    assert.deepEqual(Object.keys(first), ["clients", "next"]);
    const second = await page(`?take=4&from=${String(first.next)}`);
    assert.deepEqual(Object.keys(second), ["clients"]);
    assert.deepEqual([...names(first.clients), ...names(second.clients)], all);
  });

  it("filters", async () => {
    assert.deepEqual(await list("?is_global=false"), all.slice(1));
    assert.deepEqual(await list("?is_global=true"), all.slice(0, 1));
    assert.deepEqual(await list("?is_first_party=false"), ["third party"]);
    assert.deepEqual(await list("?app_type=regular_web"), ["one", "two", "three"]);
    assert.deepEqual(await list("?app_type=spa,non_interactive"), ["Deployer"]);
  });

  it("answers queries about grants, without other filters and by checkpoint", async () => {
    const { data } = await tenant().call<Body[]>("GET", "/clients?fields=client_id,name");
    const one = data.find(({ name }) => name === "one");
    await tenant().create("/client-grants", {
      client_id: one?.["client_id"],
      audience: tenant().managementAudience,
      scope: [],
      allow_any_organization: true,
    });
    const found = async (q: string) => names((await page(`?take=9&q=${q}`)).clients);
    assert.deepEqual(await found("client_grant.allow_any_organization:true"), ["one"]);
    assert.deepEqual(await found("client_grant.organization_id:org_1"), []);
    for (const query of [
      "?q=client_grant.allow_any_organization:true",
      "?take=9&q=name:one",
      "?take=9&is_global=false&q=client_grant.allow_any_organization:true",
    ]) {
      const { status, data: refused } = await tenant().call("GET", `/clients${query}`);
      assert.equal(status, 400, query);
      assert.equal(refused["errorCode"], "invalid_query_string");
    }
  });

  it("selects fields", async () => {
    const { data } = await tenant().call("GET", "/clients?fields=name&app_type=non_interactive");
    assert.deepEqual(data, [{ name: "Deployer" }]);
  });

  it("shows a summary to those who may read credentials only", async () => {
    const path = "/clients?fields=name,client_id&is_global=false&per_page=1";
    const { status, data } = await tenant().call("GET", path, undefined, "read:client_credentials");
    assert.equal(status, 200);
    assert.deepEqual(data, [{ name: "Deployer", client_id: tenant().auth0.deployer.clientId }]);
  });

  const refused: [string, string][] = [
    [
      "page=first",
      "'Expected type integer but found type string' on property page (Page index of the results to return. First page is 0.)",
    ],
    [
      "per_page=101",
      "'Value 101 is greater than maximum 100' on property per_page (Number of results per page.)",
    ],
    [
      "take=0",
      "'Value 0 is less than minimum 1' on property take (Number of results per page. Defaults to 50.)",
    ],
    ["colour=red", "'Additional properties not allowed: colour'"],
  ];
  for (const [query, why] of refused) {
    it(`fails for ${query}`, async () => {
      const { status, data } = await tenant().call("GET", `/clients?${query}`);
      assert.equal(status, 400);
      assert.deepEqual(data, {
        statusCode: 400,
        error: "Bad Request",
        message: `Query validation error: ${why}.`,
        errorCode: "invalid_query_string",
      });
    });
  }

  it("fails for a checkpoint that it never gave", async () => {
    const { status } = await tenant().call("GET", "/clients?from=elsewhere");
    assert.equal(status, 400);
  });
});
