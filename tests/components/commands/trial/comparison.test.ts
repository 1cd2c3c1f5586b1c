import assert from "node:assert/strict";
import {
  answersAs,
  answersIn,
  comparison,
  type AnswersOfCalls,
  type KnownAnswers,
} from "../../../../components/commands/trial/comparison";
import { releases } from "../../../../components/wso2/rest/releases";
import known from "../../../../load/trialAnswers.json";

type Answer = AnswersOfCalls[string][number];

const all = known as unknown as KnownAnswers;

describe("the comparison of a trial", () => {
  /** A server that answers as the sandbox does, but for one answer. */
  const seenWith = (call: string, status: number, change: (answer: Answer) => unknown) => {
    const answers = structuredClone(answersAs("4.7", all));
    const answer = answers[call]?.find((each) => each.status === status);
    assert.ok(answer, call);
    change(answer);
    const asked = Object.entries(answers).filter(([, ofCall]) => ofCall.length > 0);
    return comparison(all, Object.fromEntries(asked));
  };
  type Changeable = { -readonly [Key in keyof Answer]: Answer[Key] };
  const entry = "WSO2 GET /api/am/admin/v4/key-managers/{id}";
  const client = "Auth0 GET /api/v2/clients/{id}?fields&include_fields";

  it("finds none between the sandbox and itself, of any release", () => {
    for (const release of releases) {
      const answers = Object.entries(answersAs(release, all)).filter(
        ([, ofCall]) => ofCall.length > 0,
      );
      assert.ok(answers.length > 20, release);
      assert.deepEqual(comparison(all, Object.fromEntries(answers)).differences, [], release);
    }
  });

  it("finds every planted difference, and no other", () => {
    const fieldsOf = ({ shape }: Answer) => shape.fields as Record<string, unknown>;
    const planted: [string, number, (answer: Changeable) => unknown, string][] = [
      [entry, 200, (answer) => (answer.status = 202), "status 202, not 200"],
      [
        entry,
        200,
        (answer) => (answer.type = "text/html"),
        "200 of the type text/html, not application/json",
      ],
      [
        entry,
        200,
        (answer) => Reflect.deleteProperty(answer, "type"),
        "200 of the type none, not application/json",
      ],
      [
        entry,
        200,
        (answer) => (answer.headers = ["retry-after"]),
        "200 with the headers retry-after, not none",
      ],
      [
        entry,
        200,
        (answer) => (fieldsOf(answer)["enabled"] = { is: ["string"] }),
        "200, enabled is string, not boolean",
      ],
      [
        entry,
        200,
        (answer) => (fieldsOf(answer)["tokenType"] = { is: ["null"] }),
        "200, tokenType is null, not string",
      ],
      [
        entry,
        200,
        (answer) => (fieldsOf(answer)["colour"] = { is: ["string"] }),
        "200, colour is new",
      ],
      [
        entry,
        200,
        (answer) => (answer.shape = { is: ["array"] }),
        "200, the answer is array, not object",
      ],
      [
        entry,
        200,
        (answer) =>
          (answer.shape = {
            ...answer.shape,
            always: answer.shape.always?.filter((name) => name !== "issuer") ?? [],
          }),
        "200, issuer is missing",
      ],
      [
        client,
        200,
        (answer) => (answer.headers = []),
        "200 without the headers x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset",
      ],
      [
        client,
        200,
        (answer) => (fieldsOf(answer)["client_id"] = { is: ["number"] }),
        "200, client_id is number, not string",
      ],
    ];
    for (const [call, status, change, difference] of planted) {
      const { release, differences } = seenWith(call, status, change);
      assert.deepEqual(differences, [`${call}: ${difference}`]);
      assert.equal(release, "4.7");
    }
  });

  it("says once what several calls have in common, and which fields of an answer are missing", () => {
    const list = "Auth0 GET /api/v2/clients?fields&include_fields&is_global&page&per_page";
    const answers = structuredClone(answersAs("4.7", all)) as Record<string, Changeable[]>;
    for (const call of [client, list]) {
      const ofCall = answers[call]?.filter(({ status }) => status === 200) ?? [];
      assert.equal(ofCall.length, 1, call);
      for (const answer of ofCall) answer.headers = [];
    }
    const [listed] = answers[list] ?? [];
    assert.ok(listed?.shape.items);
    listed.shape = {
      ...listed.shape,
      items: { ...listed.shape.items, always: [], fields: { colour: { is: ["string"] } } },
    };
    assert.deepEqual(
      comparison(all, { [client]: answers[client], [list]: answers[list] } as AnswersOfCalls)
        .differences,
      [
        `200 without the headers x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset, at each of these:\n  ${client}\n  ${list}`,
        `${list}: 200, [].client_id, [].name are missing`,
        `${list}: 200, [].colour is new`,
      ],
    );
  });

  it("knows the release also where every answer differs", () => {
    for (const release of releases) {
      const answers = Object.entries(answersAs(release, all))
        .filter(([, ofCall]) => ofCall.length > 0)
        .map(([call, ofCall]) => [call, ofCall.map((each) => ({ ...each, type: "text/plain" }))]);
      const seen = Object.fromEntries(answers) as AnswersOfCalls;
      const path = Object.keys(seen).find((call) => call.startsWith("WSO2 PUT"));
      const { differences, compared } = comparison(all, seen);
      assert.equal(compared, answers.length);
      assert.ok(
        differences.some(
          (each) => each.includes(`${path}`) && each.includes("200 of the type text/plain"),
        ),
      );
    }
  });

  it("takes a call that the sandbox was not asked for no difference", () => {
    const line = {
      server: "WSO2",
      call: "GET /other",
      status: 200,
      headers: [],
      shape: { is: ["object"] },
    };
    const { differences } = comparison(all, answersIn(`${JSON.stringify(line)}\n`));
    assert.deepEqual(differences, []);
  });

  const as47 = (answers: AnswersOfCalls): KnownAnswers =>
    Object.fromEntries(
      Object.entries(answers).map(([call, ofCall]) => [
        call,
        ofCall.map((each) => ({ ...each, releases: ["4.7"] as const })),
      ]),
    );

  it("takes answers of one kind together: what one of them lacks may be missing", () => {
    const answer = (fields: object, always: string[]) => ({
      ...{ server: "WSO2", call: "GET /a", status: 200, headers: [] },
      shape: { is: ["object"], fields, always },
    });
    const lines = [
      answer({ a: { is: ["string"] } }, ["a"]),
      answer({ b: { is: ["null"] } }, ["b"]),
    ];
    const answers = answersIn(lines.map((line) => JSON.stringify(line)).join("\n"));
    assert.deepEqual(
      comparison(as47(answers), answersIn(JSON.stringify(lines[0]))).differences,
      [],
    );
    const [one] = answers["WSO2 GET /a"] ?? [];
    assert.deepEqual(one?.shape.always, []);
  });
});
