import assert from "node:assert/strict";
import {
  badRequest,
  basic,
  internalServerError,
  keyManager,
  useServer,
  type Body,
} from "./serverUnderTest";

const malformed = badRequest("Malformed request body.");
const disallowed = badRequest("One or more request body parameters contain disallowed values.");
const unrecognized = (name: string) => badRequest(`Unrecognized property '${name}'`);

describe("WSO2 request bodies", () => {
  const server = useServer();
  const send = async (body: string): Promise<{ status: number; data: Body }> => {
    const { status, text } = await server().send("POST", "/key-managers", body);
    return { status, data: JSON.parse(text) as Body };
  };
  const fails = (body: string, status: number, expected: Body) => {
    it(`fail: ${body === "" ? "nothing" : body}`, async () => {
      assert.deepEqual(await send(body), { status, data: expected });
    });
  };

  describe("that are no JSON", () => {
    for (const body of [
      "{",
      '{"name":x}',
      '{"name":"a"',
      "{'name':1}",
      '{"name":01}',
      '{"name":1.}',
      '{"name":NaN}',
      '{"name":1,}',
      '{"name":"a" "type":"b"}',
      "/* comment */{}",
      "nul",
    ]) {
      fails(body, 400, malformed);
    }
  });

  describe("that are broken inside of a value", () => {
    for (const body of [
      '{"certificates":{"type":x}}',
      '{"additionalProperties":{"a":}}',
      '{"availableGrantTypes":["a"',
      '{"name":"a\\q"}',
      '{"name":"unfinished',
    ]) {
      fails(body, 400, disallowed);
    }
  });

  describe("with values of another type", () => {
    for (const body of [
      "[]",
      '"text"',
      "5",
      '{"name":{}}',
      '{"name":["a"]}',
      '{"enabled":"yes"}',
      '{"enabled":1.0}',
      '{"certificates":"JWKS"}',
      '{"availableGrantTypes":"client_credentials"}',
      '{"tokenValidation":[{"id":99999999999}]}',
      '{"tokenType":["DIRECT"]}',
    ]) {
      fails(body, 400, disallowed);
    }
  });

  describe("with properties that nobody knows", () => {
    fails('{"isGlobal":true}', 400, unrecognized("isGlobal"));
    fails('{"certificates":{"kind":"JWKS"}}', 400, unrecognized("kind"));
    fails('{"permissions":{"role":[]}}', 400, unrecognized("role"));
    fails('{"foo":1,"name":x}', 400, unrecognized("foo"));
    fails('{"name":x,"foo":1}', 400, malformed);
  });

  describe("that give the operation no object", () => {
    fails("", 500, internalServerError);
    fails("  ", 500, internalServerError);
    fails("null", 500, internalServerError);
  });

  it("fail when something follows", async () => {
    const body = JSON.stringify(keyManager("followed"));
    assert.deepEqual(await send(`${body}x`), { status: 400, data: malformed });
    assert.deepEqual(await send(`${body}{}`), { status: 400, data: disallowed });
  });

  it("may have numbers and booleans where text belongs", async () => {
    const body = JSON.stringify(keyManager("coerced to text"))
      .replace('"coerced to text"', "1.50")
      .replace("{", '{"displayName":true,');
    const { data } = await send(body);
    assert.deepEqual([data["name"], data["displayName"]], ["1.50", "true"]);
  });

  it("may have text and integers where a boolean belongs", async () => {
    const enabled = await send(
      JSON.stringify(keyManager("coerced flags", { enabled: "true", enableOAuthAppCreation: 2 })),
    );
    assert.equal(enabled.data["enabled"], true);
    assert.equal(enabled.data["enableOAuthAppCreation"], true);
    const unknown = keyManager("empty flag", { enabled: "" });
    assert.equal((await send(JSON.stringify(unknown))).status, 500);
  });

  it("may have an unknown value of an enumeration, which counts as null", async () => {
    const { data } = await send(
      JSON.stringify(
        keyManager("unknown value", {
          permissions: { permissionType: "EVERYONE", roles: ["admin"] },
          tokenValidation: [{ id: 1.9, type: "OTHER", value: null }],
        }),
      ),
    );
    assert.deepEqual(data["permissions"], { permissionType: "PUBLIC", roles: [] });
    assert.deepEqual(data["tokenValidation"], [{ id: 1, enable: true, type: null, value: null }]);
  });

  it("may name a property twice, of which the last counts", async () => {
    const body = JSON.stringify(keyManager("second")).replace("{", '{"name":"first",');
    assert.equal((await send(body)).data["name"], "second");
  });

  it("may be null where there is a list or an object", async () => {
    const { status, data } = await send(
      JSON.stringify(
        keyManager("nulls", {
          availableGrantTypes: null,
          claimMapping: null,
          tokenValidation: null,
          endpoints: null,
          permissions: null,
          allowedOrganizations: null,
        }),
      ),
    );
    assert.equal(status, 201);
    assert.deepEqual(data["availableGrantTypes"], []);
    assert.deepEqual(data["claimMapping"], []);
    assert.deepEqual(data["permissions"], { permissionType: "PUBLIC", roles: [] });
  });

  it("are read before the login is looked at", async () => {
    const { status } = await server().call("POST", "/key-managers", { foo: 1 }, basic("x"));
    assert.equal(status, 400);
  });

  it("fail when they are not said to be JSON", async () => {
    const { status } = await server().call("POST", "/key-managers", "{}", {
      ...basic("admin"),
      "Content-Type": "text/plain",
    });
    assert.equal(status, 415);
  });

  it("fail when the client does not want JSON back", async () => {
    const { status } = await server().call("GET", "/key-managers", undefined, {
      ...basic("admin"),
      Accept: "text/html",
    });
    assert.equal(status, 406);
  });
});
