import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  eventsIn,
  secret,
  type Step,
  type Way,
} from "../../../../components/commands/driftReport/engineEvents";
import { formats } from "../../../../components/commands/driftReport/formats";
import { reportOn, type DriftReport } from "../../../../components/commands/driftReport/report";
import { contentOf } from "../../../support/projectFiles";

/** The report on what Pulumi has once written. */
function recorded(situation: string, way: Way): DriftReport {
  const file = join(__dirname, "recordings", `${situation}-${way}.jsonl`);
  return reportOn(eventsIn(readFileSync(file, "utf8")), way);
}

/** The entries of a kind, by what people look at. */
function entriesOf(report: DriftReport, kind: string): unknown[][] {
  return report.entries
    .filter((each) => each.kind === kind)
    .map(({ side, object, field, declared, found }) => [side, object, field, declared, found]);
}

const ways: Way[] = ["full", "fast"];
const orders = 'API "Orders"';

describe("the drift report", () => {
  for (const way of ways) {
    it(`says nothing where there is nothing (${way})`, () => {
      const report = recorded("nothing", way);
      assert.equal(formats.text(report), "");
      assert.equal(formats.markdown(report), "");
      assert.deepEqual([report.entries, report.failures, report.remarks], [[], [], []]);
    });

    it(`names objects as the consoles do, and what is declared and found, on both sides (${way})`, () => {
      const report = recorded("field", way);
      const policy = "subjectTypeAuthorization.client.policy";
      assert.deepEqual(entriesOf(report, "drift").sort(), [
        ["Auth0", orders, policy, "require_client_grant", "deny_all"],
        ["WSO2", 'Key Manager "auth0-lab"', "consumerKeyClaim", "azp", "client_id"],
        ["WSO2", 'application "app"', "throttlingPolicy", "Unlimited", "10PerMin"],
      ]);
      assert.deepEqual([report.entries.length, report.failures], [3, []]);
    });

    it(`tells what is missing from what is missing because of it (${way})`, () => {
      const report = recorded("deleted", way);
      assert.deepEqual(entriesOf(report, "drift").sort(), [
        ["Auth0", orders, "", "there", "missing"],
        ["WSO2", 'application "app"', "", "there", "missing"],
      ]);
      assert.deepEqual(
        entriesOf(report, "follows")
          .map(([, object]) => object)
          .sort(),
        [
          'grant of "YWuwSHPK9cgqPDthYNsp98mUeB0iSW6p" for "Orders"',
          'keys of "app", PRODUCTION',
          'permissions of "Orders"',
        ],
      );
    });

    it(`tells what others have decided from what has changed (${way})`, () => {
      const report = recorded("blocked", way);
      const [only, ...others] = report.entries;
      assert.deepEqual([others, report.failures, report.remarks], [[], [], []]);
      assert.deepEqual([only?.kind, only?.found], ["decided", "BLOCKED"]);
      assert.match(only?.why ?? "", /^The subscription to "Orders" 1\.0\.0 .* is BLOCKED: /);
      assert.match(formats.text(report), /: no changes\.\n\nDecided by others:\n- The subscr/);
    });

    it(`says once that a server does not answer, with the remedy (${way})`, () => {
      const { entries, failures } = recorded("unreachable", way);
      assert.deepEqual(entries, []);
      assert.deepEqual(
        failures.map(({ resources }) => resources.sort()),
        [["app-application", "app-production-keys", "auth0-key-manager"]],
      );
      assert.match(failures[0]?.message ?? "", /^https:\/\/localhost:1: [^:]*Check WSO2_URL/);
    });

    it(`says once that a login is refused, with the remedy (${way})`, () => {
      const auth0 = recorded("wrongAuth0", way).failures;
      const wso2 = recorded("wrongWso2", way).failures;
      assert.deepEqual(
        [auth0, wso2].map((failures) => failures.map((each) => each.resources.length)),
        [[8], [8]],
      );
      assert.match(
        auth0[0]?.message ?? "",
        /^Auth0 at acme\.eu\.auth0\.com refuses .* Check AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET/,
      );
      assert.match(wso2[0]?.message ?? "", /^https:\/\/\S+ answered 401: .*Check WSO2_USERNAME/);
    });
  }

  it("says everything of a stack, each in its place", () => {
    const report = recorded("mixed", "full");
    assert.deepEqual(formats.text(report).split("\n"), [
      "Stack lab: 3 changes, 1 in Auth0, 2 in WSO2.",
      "",
      "side   object                   field             declared   found             resource",
      'Auth0  API "Orders"             tokenLifetime     86400      60                auth0-api-api',
      'WSO2   Key Manager "auth0-lab"  clientSecret      [secret]   [another secret]  auth0-key-manager',
      'WSO2   application "app"        throttlingPolicy  Unlimited  10PerMin          app-application',
      "",
      'Follows from them: keys of "app", SANDBOX; keys of "app", PRODUCTION; ' +
        'ApiDeletionProtection "auth0-api-deletion-protection".',
      "",
      "Decided by others:",
      '- The subscription to "Orders" 1.0.0 (app-subscription-Orders-1.0.0) is BLOCKED: a publisher of the ' +
        "API has blocked it, and can unblock it (Publisher: the API's Subscriptions). The gateway refuses " +
        "the application's calls.",
      "",
      "Next: pulumi up --stack lab (it makes all as it is declared; declare first what should stay as it was found)",
      "More: docs/drift-check.md",
    ]);
    const { entries } = JSON.parse(formats.json(report)) as { entries: { kind: string }[] };
    assert.deepEqual(entries.map(({ kind }) => kind).sort(), [
      "decided",
      "drift",
      "drift",
      "drift",
      "follows",
      "follows",
      "follows",
    ]);
    assert.equal(recorded("mixed", "fast").entries.length, 3);
  });

  it("prints what docs/drift-check.md has", () => {
    const page = contentOf("docs/drift-check.md");
    for (const situation of ["mixed", "deleted", "wrongAuth0"]) {
      assert.ok(page.includes(`\n${formats.text(recorded(situation, "full"))}\n`), situation);
    }
  });

  it("names the secret that was rotated, and shows neither", () => {
    assert.deepEqual(entriesOf(recorded("rotated", "full"), "drift"), [
      ["WSO2", 'Key Manager "auth0-lab"', "clientSecret", "[secret]", "[another secret]"],
    ]);
  });

  it("names what was declared and is not there yet, where the program is run", () => {
    const report = recorded("pending", "full");
    assert.deepEqual(entriesOf(report, "drift"), [
      ["WSO2", 'Key Manager "auth0-lab"', "name", "auth0-renamed", "auth0-lab"],
    ]);
    assert.deepEqual(entriesOf(report, "follows"), [
      ["WSO2", 'keys of "app", PRODUCTION', "keyManager", "auth0-renamed", "auth0-lab"],
    ]);
    assert.deepEqual(recorded("pending", "fast").entries, []);
  });

  describe("of keys", () => {
    const inputs = { applicationName: "app", keyType: "PRODUCTION", management: secret };
    const keys = (step: Partial<Step>) => {
      const type = "pulumi-nodejs:dynamic/wso2:ApplicationKeys";
      const urn = `urn:pulumi:dev::project::${type}::app-keys`;
      const metadata = { op: "update", urn, type, ...step };
      return reportOn([{ resourcePreEvent: { metadata } }], "full");
    };
    const object = 'keys of "app", PRODUCTION';
    const inCondition = (condition: string) =>
      keys({ old: { inputs, outputs: { ...inputs, condition } }, new: { inputs } });

    it("names the condition with which nothing works, not their secrets", () => {
      assert.deepEqual(entriesOf(inCondition("notLoaded"), "drift"), [
        ["WSO2", object, "condition", "complete", "notLoaded"],
      ]);
    });

    it("tells the condition in words where a person reads it, and by its name in JSON", () => {
      for (const [condition, words] of [
        ["notLoaded", "Key Manager is not loaded"],
        ["clientMissing", "client is missing in Auth0"],
        ["waitsForApproval", "waiting for an approval"],
      ] as const) {
        const report = inCondition(condition);
        for (const format of ["text", "markdown", "html"] as const) {
          const written = formats[format](report);
          assert.ok(written.includes(words) && !written.includes(condition), written);
        }
        assert.ok(formats.json(report).includes(`"found": "${condition}"`));
      }
    });

    it("shows what another object has in a field of that name as it is", () => {
      assert.match(formats.text(inCondition("constructor")), / constructor /);
    });

    it("says of a condition on which an administrator decides that others decide", () => {
      const report = inCondition("rejected");
      assert.deepEqual(entriesOf(report, "decided"), [
        ["WSO2", object, "condition", "complete", "rejected"],
      ]);
      assert.match(formats.text(report), /^- keys of "app", PRODUCTION: condition is rejected$/m);
    });

    it("has drift where nothing is that it could follow from", () => {
      const report = keys({
        op: "create",
        new: { inputs: { ...inputs, applicationId: "[known after up]" } },
      });
      assert.deepEqual(entriesOf(report, "drift"), [["WSO2", object, "", "there", "missing"]]);
    });
  });

  it("knows the Key Managers of several servers apart, though they have one name", () => {
    const wso2 = "pulumi-nodejs:dynamic/wso2:";
    const event = (type: string, server: string, inputs: object) => {
      const urn = `urn:pulumi:dev::project::${wso2}${type}::${type}-${server}`;
      const old = { inputs: { ...inputs, server } };
      return { resourcePreEvent: { metadata: { op: "same", urn, type: `${wso2}${type}`, old } } };
    };
    const { objects } = reportOn(
      ["one", "other"].flatMap((server) => [
        event("KeyManager", server, { name: "auth0" }),
        event("ApplicationKeys", server, { keyManager: "auth0" }),
      ]),
      "full",
    );
    const found = [...objects.values()].map(({ resource, hangsOn }) => [
      resource,
      hangsOn.map((urn) => objects.get(urn)?.resource),
    ]);
    assert.deepEqual(Object.fromEntries(found), {
      "KeyManager-one": [],
      "ApplicationKeys-one": ["KeyManager-one"],
      "KeyManager-other": [],
      "ApplicationKeys-other": ["KeyManager-other"],
    });
  });

  it("tells a stack whose outputs have changed, and follows no other field of the same values", () => {
    type Inputs = Record<string, unknown>;
    const event = (type: string, op: string, from: Inputs, to: Inputs) => {
      const urn = `urn:pulumi:dev::project::${type}::${type.split(":").at(-1) ?? ""}`;
      const [old, next] = [{ inputs: from }, { inputs: to }];
      return { resourcePreEvent: { metadata: { op, urn, type, old, new: next } } };
    };
    const identifier = "https://orders.example.com/";
    const outputs = reportOn(
      [event("pulumi:pulumi:StackReference", "update", { name: "p" }, { name: "p" })],
      "fast",
    );
    assert.deepEqual(
      outputs.entries.map(({ kind, field, found }) => [kind, field, found]),
      [["drift", "outputs", "[others]"]],
    );
    const { entries } = reportOn(
      [
        event(
          "auth0:index/resourceServer:ResourceServer",
          "update",
          { identifier, allowOfflineAccess: true },
          { identifier, allowOfflineAccess: false },
        ),
        event(
          "auth0:index/clientGrant:ClientGrant",
          "update",
          { audience: identifier, allowAnyOrganization: true },
          { audience: identifier, allowAnyOrganization: false },
        ),
      ],
      "full",
    );
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ["drift", "drift"],
    );
  });

  it("takes two secrets that were rotated for two changes, and names no command where something failed", () => {
    const type = (name: string) => `pulumi-nodejs:dynamic/wso2:${name}`;
    const update = (name: string, inputs: object) => {
      const urn = `urn:pulumi:dev::project::${type(name)}::${name}`;
      const state = { inputs: { ...inputs, clientSecret: secret } };
      const metadata = { op: "update", urn, type: type(name), old: state, new: state };
      return { resourcePreEvent: { metadata } };
    };
    const events = [
      update("KeyManager", { name: "auth0" }),
      update("ApplicationKeys", { keyManager: "auth0" }),
    ];
    const report = reportOn(events, "full");
    assert.deepEqual(
      report.entries.map(({ kind }) => kind),
      ["drift", "drift"],
    );
    assert.match(formats.text(report), /^Next: pulumi up --stack dev/m);
    const failed = [...events, { diagnosticEvent: { severity: "error", message: "no answer" } }];
    const text = formats.text(reportOn(failed, "full"));
    assert.match(text, /^Stack dev: 2 changes, 2 in WSO2; not everything could be found out\.$/m);
    assert.doesNotMatch(text, /^Next/m);
  });

  it("says what to do where the deployer lacks a permission, once for all that take it", () => {
    const events = ["one", "other"].map((name) => {
      const urn = `urn:pulumi:dev::project::auth0:index/resourceServer:ResourceServer::${name}`;
      const refused = "403 Forbidden: Insufficient scope, expected any of: read:resource_servers";
      const message = `refreshing ${urn}: 1 error occurred:\n\t* ${refused}\n\n`;
      return { diagnosticEvent: { urn, severity: "error", message } };
    });
    assert.deepEqual(reportOn(events, "full").failures, [
      {
        resources: ["one", "other"],
        message:
          "The deployer lacks permissions of Auth0's Management API: read:resource_servers. Grant them in " +
          "Auth0's dashboard: Applications, APIs, Auth0 Management API, Application Access.",
      },
    ]);
  });

  it("says of a value that is known after up only, and of half a line, what they are", () => {
    const event = '{"resourcePreEvent":{"id":"04da6b54-80e4-46f7-96ec-b56ff0331ba9"}}';
    assert.deepEqual(eventsIn(`${event}\n{"resourcePreEvent":{"metad`), [
      { resourcePreEvent: { id: "[known after up]" } },
    ]);
  });
});
