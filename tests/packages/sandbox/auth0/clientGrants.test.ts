import assert from "node:assert/strict";
import { refusal, useTenant, type Body } from "./tenantUnderTest";

describe("Auth0 client grants", () => {
  const tenant = useTenant();
  const audience = "https://orders.example.com";
  let clientId: string;

  before(async () => {
    await tenant().create("/resource-servers", { identifier: audience });
  });
  beforeEach(async () => {
    const client = await tenant().create("/clients", { name: "grantee" });
    clientId = String(client["client_id"]);
  });

  const grant = (settings: Body = {}): Body => ({
    client_id: clientId,
    audience,
    scope: ["default"],
    ...settings,
  });
  const create = (settings: Body = {}) => tenant().create("/client-grants", grant(settings));
  const post = (body: unknown) => tenant().call("POST", "/client-grants", body);
  const pathOf = ({ id }: Body) => `/client-grants/${String(id)}`;
  const invalid = (message: string) => refusal(400, "Bad Request", message, "invalid_body");
  const inexistent = refusal(
    404,
    "Not Found",
    "The grant does not exist.",
    "inexistent_client_grant",
  );

  it("are created for the client itself unless for users", async () => {
    const { status, data } = await post(grant());
    const { id, ...settings } = data;
    assert.equal(status, 201);
    assert.match(String(id), /^cgr_[A-Za-z0-9]{16}$/);
    assert.deepEqual(settings, grant({ subject_type: "client" }));
    assert.deepEqual((await tenant().call("GET", pathOf(data))).data, data);
  });

  it("may exist once for the client, once for its users and once for unknown ones", async () => {
    await create();
    for (const type of ["user", "anonymous_user"]) {
      const { status, data } = await post(grant({ subject_type: type }));
      assert.equal(status, 201);
      assert.equal(data["subject_type"], type);
      const listed = `/client-grants?client_id=${clientId}&subject_type=${type}`;
      assert.deepEqual((await tenant().call<Body[]>("GET", listed)).data, [data]);
    }
  });

  it("accept scopes that the API does not declare", async () => {
    const { scope } = await create({ scope: ["undeclared"] });
    assert.deepEqual(scope, ["undeclared"]);
  });

  it("list no scopes while all are allowed, and again after", async () => {
    const created = await create({ scope: [], allow_all_scopes: true });
    assert.equal(created["allow_all_scopes"], true);
    assert.equal("scope" in created, false);
    const back = { allow_all_scopes: false, scope: ["default"] };
    const { data } = await tenant().call("PATCH", pathOf(created), back);
    assert.deepEqual(data["scope"], ["default"]);
    assert.equal(data["allow_all_scopes"], false);
  });

  it("fail to exist twice", async () => {
    await create();
    const { status, data } = await post(grant({ scope: ["other"] }));
    assert.equal(status, 409);
    assert.equal(data["statusCode"], 409);
    assert.equal(data["error"], "Conflict");
    const message = `A client grant already exists between ${clientId} and ${audience}`;
    assert.equal(data["message"], message);
  });

  it("fail for an API that does not exist", async () => {
    const { status, data } = await post(grant({ audience: "https://nowhere.example.com" }));
    assert.equal(status, 404);
    assert.equal(data["message"], "No resource with identifier https://nowhere.example.com");
  });

  it("fail for a client that does not exist", async () => {
    const { status, data } = await post(grant({ client_id: "nobody" }));
    assert.equal(status, 404);
    assert.equal(data["message"], "The client does not exist");
  });

  it("fail to mention allow_all_scopes for the Management API, even as false", async () => {
    for (const allow_all_scopes of [true, false]) {
      const body = grant({ audience: tenant().managementAudience, allow_all_scopes });
      const { status, data } = await post(body);
      assert.equal(status, 400);
      const message = "`allow_all_scopes` cannot be provided when `audience` is a system API";
      assert.deepEqual(data, invalid(message));
    }
  });

  it("fail for neither a client nor a kind of clients", async () => {
    const { status } = await post({ audience, scope: [] });
    assert.equal(status, 400);
  });

  const refused: [string, Body, string][] = [
    ["no audience", { audience: undefined }, "'Missing required property: audience'"],
    ["Pulumi's name for scope", { scopes: [] }, "'Additional properties not allowed: scopes'"],
    [
      "an empty scope",
      { scope: ["a", ""] },
      "'String is too short (0 chars), minimum 1' on property scope[1]",
    ],
    [
      "an unknown subject type",
      { subject_type: "machine" },
      "'No enum match for: machine' on property subject_type (The type of application.)",
    ],
  ];
  for (const [what, settings, why] of refused) {
    it(`fail for ${what}`, async () => {
      const { status, data } = await post(grant(settings));
      assert.equal(status, 400);
      assert.deepEqual(data, invalid(`Payload validation error: ${why}.`));
    });
  }

  it("get new scopes by PATCH", async () => {
    const created = await create();
    const change = { scope: ["a", "b"] };
    const { status, data } = await tenant().call("PATCH", pathOf(created), change);
    assert.equal(status, 200);
    assert.deepEqual(data, { ...created, ...change });
    assert.deepEqual((await tenant().call("GET", pathOf(created))).data, data);
  });

  it("fail to change whom they are for, or nothing at all", async () => {
    const path = pathOf(await create());
    const other = await tenant().call("PATCH", path, { audience: "https://other.example.com" });
    assert.equal(other.status, 400);
    const additional = "Payload validation error: 'Additional properties not allowed: audience'.";
    assert.deepEqual(other.data, invalid(additional));
    const nothing = await tenant().call("PATCH", path, {});
    assert.equal(nothing.status, 400);
    const tooFew = "Payload validation error: 'Too few properties defined (0), minimum 1'.";
    assert.deepEqual(nothing.data, invalid(tooFew));
  });

  it("can be deleted again and again", async () => {
    const path = pathOf(await create());
    assert.equal((await tenant().call("DELETE", path)).status, 204);
    assert.equal((await tenant().call("DELETE", path)).status, 204);
    const { status, data } = await tenant().call("GET", path);
    assert.equal(status, 404);
    assert.deepEqual(data, inexistent);
    assert.equal((await tenant().call("PATCH", path, { scope: [] })).status, 404);
  });

  it("are listed as a bare array of the client's grants, in order, for WSO2", async () => {
    const management = { audience: tenant().managementAudience, scope: ["read:clients"] };
    const expected = [await create(management), await create()];
    const { data } = await tenant().call("GET", `/client-grants?client_id=${clientId}`);
    assert.deepEqual(data, expected);
  });

  it("are listed with totals for the provider", async () => {
    const created = await create();
    const query = new URLSearchParams({
      audience,
      client_id: clientId,
      include_totals: "true",
      per_page: "50",
    });
    const { data } = await tenant().call("GET", `/client-grants?${query.toString()}`);
    assert.deepEqual(data, { total: 1, start: 0, limit: 50, client_grants: [created] });
  });

  it("are listed by checkpoint for the provider's data source", async () => {
    const created = await create();
    const query = `client_id=${clientId}&include_totals=true&per_page=50&take=100`;
    const { data } = await tenant().call("GET", `/client-grants?${query}`);
    assert.deepEqual(data, { client_grants: [created] });
  });

  it("are filtered by subject type", async () => {
    await create();
    const forUsers = await create({ subject_type: "user" });
    const query = `client_id=${clientId}&subject_type=user`;
    const { data } = await tenant().call("GET", `/client-grants?${query}`);
    assert.deepEqual(data, [forUsers]);
  });
});
