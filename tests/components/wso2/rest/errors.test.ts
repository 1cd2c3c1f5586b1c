import assert from "node:assert/strict";
import {
  ifThere,
  isNotFound,
  isServerFault,
  isUncertain,
  refusal,
  Wso2Error,
  type FailureKind,
  type Wso2ErrorBody,
} from "../../../../components/wso2/rest/errors";

type Meaning = "gone" | "uncertain" | "fault" | "refused";

/** What each failure says about the object that was asked for. */
const meanings: [FailureKind, number | undefined, Meaning][] = [
  ["refused", 404, "gone"],
  ["refused", 400, "refused"],
  ["refused", 401, "refused"],
  ["refused", 409, "refused"],
  ["refused", 499, "refused"],
  ["refused", 500, "fault"],
  ["refused", 503, "fault"],
  // A proxy knows nothing about what WSO2 has.
  ["notWso2", 404, "uncertain"],
  ["notWso2", 502, "uncertain"],
  ["noAnswer", undefined, "uncertain"],
  ["unreachable", undefined, "refused"],
];

describe("a failure of WSO2", () => {
  for (const [kind, status, meaning] of meanings) {
    it(`of kind ${kind} with ${status ?? "no answer"} means: ${meaning}`, async () => {
      const error = new Wso2Error("failed", kind, status);
      assert.deepEqual(
        [isNotFound(error), isUncertain(error), isServerFault(error)],
        [meaning === "gone", meaning === "uncertain", meaning === "fault"],
      );
      const answer = ifThere<unknown>(Promise.reject(error));
      if (meaning === "gone") assert.equal(await answer, undefined);
      else await assert.rejects(answer, error);
    });
  }

  it("means nothing where it is another's", () => {
    for (const error of [new Error("404"), undefined, { kind: "refused", status: 404 }]) {
      assert.deepEqual(
        [isNotFound(error), isUncertain(error), isServerFault(error)],
        [false, false, false],
      );
    }
  });
});

/** What to do about each error of WSO2, by its status and its own number. */
const remedies: [status: number, code: number | undefined, remedy: RegExp][] = [
  [401, 900902, /WSO2_PASSWORD.* role admin/],
  [404, 901400, /Auth0 connector/],
  [409, 901402, /Choose another name/],
  [400, 901403, /does not exist, is disabled/],
  [400, 901405, /enableMapOAuthConsumerApps/],
  [403, 902013, /permissions of the Key Manager do not allow this user/],
  [403, 902015, /remove its keys there/],
  [400, 900001, /Correct the value/],
  [499, undefined, /Correct the value/],
  [500, 900967, /log of WSO2/],
  [500, undefined, /log of WSO2/],
];

describe("a refusal of WSO2", () => {
  for (const [status, code, remedy] of remedies) {
    it(`with ${status} and ${code ?? "no number"} comes with its own remedy alone`, () => {
      const body = { ...(code !== undefined && { code }), description: "no" };
      const { message } = refusal("GET /x", status, body);
      const [said, ...rest] = message.split(code === undefined ? "no. " : `no (${code}). `);
      assert.equal(said, `GET /x answered ${status}: `);
      const found = remedies.filter(([, , pattern]) => pattern.test(rest.join()));
      assert.ok(found.length > 0 && found.every(([, , each]) => String(each) === String(remedy)));
    });
  }

  const bodies: [Wso2ErrorBody, string][] = [
    [{ message: "Bad", description: "the name is missing" }, "the name is missing"],
    [{ message: "Bad", description: "no", error: [{ message: "a" }, {}] }, "no; a"],
    [{ error: "invalid_grant", error_description: "wrong" }, "wrong; invalid_grant"],
    [{ message: "Bad" }, "Bad"],
  ];
  for (const [body, said] of bodies) {
    it(`says "${said}" of ${JSON.stringify(body)}`, () => {
      assert.ok(refusal("GET /x", 400, body).message.startsWith(`GET /x answered 400: ${said}. `));
    });
  }
});
