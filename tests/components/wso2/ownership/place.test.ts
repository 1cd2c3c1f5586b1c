import assert from "node:assert/strict";
import {
  describePlace,
  differencesOf,
  isSameUser,
  organizationOf,
} from "../../../../components/wso2/ownership/place";
import { blindness } from "../../../../components/wso2/ownership/sight";

const server = "https://apim.example.com";

describe("a place", () => {
  it("has one user, however the login spells it", () => {
    for (const spelling of ["admin", "Admin", "PRIMARY/admin", "admin@carbon.super"]) {
      assert.ok(isSameUser("admin", spelling), spelling);
    }
    for (const other of ["administrator", "WSO2.TEST/admin", "admin@tenant1.com"]) {
      assert.ok(!isSameUser("admin", other), other);
    }
    assert.ok(isSameUser("joe@example.com", "joe@example.com@carbon.super"));
  });

  it("has the organization of its user", () => {
    assert.equal(organizationOf("admin"), "carbon.super");
    assert.equal(organizationOf("admin@carbon.super"), "carbon.super");
    assert.equal(organizationOf("Admin@Tenant1.com"), "tenant1.com");
  });

  it("differs in what is known of both", () => {
    const here = { server, owner: "admin" };
    assert.deepEqual(differencesOf({ server, owner: "PRIMARY/Admin" }, here), []);
    assert.deepEqual(differencesOf({}, here), []);
    assert.deepEqual(differencesOf({ server: "https://other.example.com" }, here), ["server"]);
    assert.deepEqual(differencesOf({ server, owner: "other" }, here), ["owner"]);
    assert.deepEqual(differencesOf({ owner: "admin@tenant1.com" }, here), [
      "organization",
      "owner",
    ]);
    assert.deepEqual(
      differencesOf({ organization: "tenant1.com" }, { organization: "carbon.super" }),
      ["organization"],
    );
  });

  it("is told as far as it is known", () => {
    assert.equal(describePlace({}), "a server");
    assert.equal(describePlace({ server }), server);
    assert.equal(describePlace({ server, organization: "a" }), `${server}, organization a`);
    assert.equal(
      describePlace({ server, owner: "joe@tenant1.com" }),
      `${server}, organization tenant1.com, user joe@tenant1.com`,
    );
  });
});

describe("what a login has not met", () => {
  const parts = ["server", "owner"] as const;
  const here = { server, owner: "admin" };

  it("is gone where the login would have seen it", () => {
    assert.equal(blindness({ server, owner: "Admin" }, here, parts), undefined);
    // A state of the first version knows no server.
    assert.equal(blindness({ owner: "admin" }, here, parts), undefined);
    assert.equal(blindness({ server, owner: "other" }, here, ["server"]), undefined);
  });

  it("is elsewhere where a part of the place differs, with the ways on", () => {
    for (const [there, words] of [
      [
        { server: "https://old.example.com", owner: "admin" },
        /on the server https:\/\/old.*pulumi destroy/,
      ],
      [{ server, owner: "bob" }, /belongs to the WSO2 user bob.*Log in as bob.*changeOwner: true/],
      [
        { server, owner: "bob@tenant1.com" },
        /organization tenant1\.com.*logs in at .*carbon\.super/,
      ],
    ] as const) {
      const reason = blindness(there, here, parts) ?? "";
      assert.match(reason, words);
      assert.match(reason, /Nothing was changed/);
    }
  });

  it("is nobody knows where, where state or login do not say", () => {
    assert.match(
      blindness({ server }, here, parts) ?? "",
      /the state was written by an earlier version/,
    );
    assert.match(
      blindness({ server, owner: "admin" }, { server }, parts) ?? "",
      /the login does not say who it is/,
    );
  });
});
