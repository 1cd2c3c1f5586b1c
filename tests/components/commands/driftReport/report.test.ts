import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { differencesIn, type Way } from "../../../../components/commands/driftReport/differences";
import { eventsIn, secret } from "../../../../components/commands/driftReport/engineEvents";
import { failuresIn } from "../../../../components/commands/driftReport/failures";
import { remarksIn } from "../../../../components/commands/driftReport/remarks";
import { formats } from "../../../../components/commands/driftReport/formats";

/** The report on what Pulumi has once written. */
function reportOn(situation: string, way: Way) {
  const file = join(__dirname, "recordings", `${situation}-${way}.jsonl`);
  const events = eventsIn(readFileSync(file, "utf8"));
  return {
    differences: differencesIn(events, way),
    failures: failuresIn(events),
    remarks: remarksIn(events),
  };
}

const ways: Way[] = ["full", "fast"];

describe("the drift report", () => {
  for (const way of ways) {
    it(`says nothing where there is nothing (${way})`, () => {
      const report = reportOn("nothing", way);
      assert.equal(formats.text(report), "");
      assert.equal(formats.markdown(report), "");
      assert.deepEqual(JSON.parse(formats.json(report)), {
        differences: [],
        failures: [],
        remarks: [],
      });
    });

    it(`names resource and field, and what is declared and found, on both sides (${way})`, () => {
      const { differences, failures } = reportOn("field", way);
      assert.deepEqual(failures, []);
      const policy = "subjectTypeAuthorization.client.policy";
      const expected = [
        ["app-application", "Application", "throttlingPolicy", "Unlimited", "10PerMin"],
        ["auth0-api-api", "ResourceServer", policy, "require_client_grant", "deny_all"],
        ["auth0-key-manager", "KeyManager", "consumerKeyClaim", "azp", "client_id"],
      ];
      const found = differences.map((each) => [
        each.resource,
        each.type,
        each.field,
        each.declared,
        each.found,
      ]);
      assert.deepEqual(found.sort(), expected);
    });

    it(`names what is missing (${way})`, () => {
      const { differences } = reportOn("deleted", way);
      assert.deepEqual(differences.map(({ resource }) => resource).sort(), [
        "app-application",
        "app-production-grant",
        "app-production-keys",
        "auth0-api-api",
        "auth0-api-scopes",
      ]);
      for (const { field, declared, found } of differences) {
        assert.deepEqual(
          { field, declared, found },
          { field: "", declared: "there", found: "missing" },
        );
      }
    });

    it(`notes what others have decided, which is no difference (${way})`, () => {
      const { differences, failures, remarks } = reportOn("blocked", way);
      assert.deepEqual([differences, failures], [[], []]);
      assert.equal(remarks.length, 1);
      assert.match(
        remarks[0] ?? "",
        /^The subscription to "Orders" 1\.0\.0 .* is BLOCKED: [^\n]*$/,
      );
    });

    it(`says of each resource once why nothing could be found out (${way})`, () => {
      const { differences, failures } = reportOn("unreachable", way);
      assert.deepEqual(differences, []);
      assert.deepEqual(failures.map(({ resource }) => resource).sort(), [
        "app-application",
        "app-production-keys",
        "auth0-key-manager",
      ]);
      for (const { message } of failures) assert.match(message, /^WSO2 [^\n]*Check WSO2_URL/);
    });
  }

  it("names the secret that was rotated, and shows neither", () => {
    assert.deepEqual(reportOn("rotated", "full").differences, [
      {
        resource: "auth0-key-manager",
        type: "KeyManager",
        field: "clientSecret",
        declared: "[secret]",
        found: "[another secret]",
      },
    ]);
  });

  it("names what was declared anew and is not there yet, where the program is run", () => {
    const [first] = reportOn("pending", "full").differences;
    assert.deepEqual(first, {
      resource: "auth0-key-manager",
      type: "KeyManager",
      field: "name",
      declared: "auth0-renamed",
      found: "auth0-lab",
    });
    assert.deepEqual(reportOn("pending", "fast").differences, []);
  });

  it("names the condition of keys with which nothing works, not their secrets", () => {
    const urn = "urn:pulumi:dev::project::pulumi-nodejs:dynamic/wso2:ApplicationKeys::app-keys";
    const inputs = { keyManager: "auth0", management: secret };
    const step = {
      ...{ op: "update", urn, type: "pulumi-nodejs:dynamic/wso2:ApplicationKeys" },
      old: { inputs, outputs: { ...inputs, condition: "notLoaded" } },
      new: { inputs },
    };
    const found = differencesIn([{ resourcePreEvent: { metadata: step } }], "full");
    const about = { resource: "app-keys", type: "ApplicationKeys", field: "condition" };
    assert.deepEqual(found, [{ ...about, declared: "complete", found: "notLoaded" }]);
  });

  it("says of a value that is known after up only, and of half a line, what they are", () => {
    const event = '{"resourcePreEvent":{"id":"04da6b54-80e4-46f7-96ec-b56ff0331ba9"}}';
    assert.deepEqual(eventsIn(`${event}\n{"resourcePreEvent":{"metad`), [
      { resourcePreEvent: { id: "[known after up]" } },
    ]);
  });

  it("is a table for people, for pages and for programs", () => {
    const report = {
      differences: [
        { resource: "a", type: "Client", field: "callbacks", declared: [], found: ["x|y"] },
        { resource: "b", type: "Api", field: "", declared: "there", found: "missing" },
        { resource: "b", type: "Api", field: "name", declared: null, found: "by hand" },
      ],
      failures: [{ resource: "c", message: "no answer" }, { message: "no program" }],
      remarks: ["d is BLOCKED:\nsomebody has blocked it"],
    };
    assert.equal(
      formats.text(report),
      [
        "resource  type    field      declared  found",
        'a         Client  callbacks  []        ["x|y"]',
        "b         Api                there     missing",
        "b         Api     name       none      by hand",
        "failed: c: no answer",
        "failed: no program",
        "note: d is BLOCKED: somebody has blocked it",
      ].join("\n"),
    );
    assert.equal(
      formats.markdown(report),
      [
        "| resource | type | field | declared | found |",
        "| --- | --- | --- | --- | --- |",
        '| a | Client | `callbacks` | `[]` | `["x\\|y"]` |',
        "| b | Api |  | `there` | `missing` |",
        "| b | Api | `name` | `none` | `by hand` |",
        "",
        "- **failed**: c: no answer",
        "- **failed**: no program",
        "- **note**: d is BLOCKED: somebody has blocked it",
      ].join("\n"),
    );
    assert.deepEqual(JSON.parse(formats.json(report)), report);
  });

  it("keeps each value in its line and its cell, whatever somebody has written into it", () => {
    const about = { resource: "a", type: "Client", field: "description", declared: "" };
    const command = "::error::pwned";
    const report = {
      differences: [`x\n${command}`, `x\r${command}`, `x\u2028${command}`, "`` | `"].map(
        (found) => ({
          ...about,
          found,
        }),
      ),
      failures: [{ resource: "a", message: `answered\n${command}` }],
      remarks: [`d\n${command}`],
    };
    for (const format of [formats.text, formats.markdown]) {
      for (const line of format(report).split(/[\n\r\u2028]/)) {
        assert.ok(!line.trimStart().startsWith("::"), line);
      }
    }
    assert.match(formats.markdown(report), /^\| a \|.*\| ``` `` \\\| ` ``` \|$/m);
  });
});
