import assert from "node:assert/strict";
import { masked, maskedIn } from "../../../components/http/masking";

describe("the masking of secrets", () => {
  const cases: [string, string, string[], string][] = [
    ["a long one, within a word, too", "key=abcdefghijklm9", ["abcdefghijkl"], "key=[secret]m9"],
    ["a short one where it is a word", "password 4 is wrong", ["4"], "password [secret] is wrong"],
    [
      "no word that contains a short one",
      "404 for administrator",
      ["4", "admin"],
      "404 for administrator",
    ],
    ["a short one between quotes", `user "admin" said`, ["admin"], `user "[secret]" said`],
    ["signs that mean something in patterns", "a { b", ["{"], "a [secret] b"],
    ["a whole pattern", "is .* here", [".*"], "is [secret] here"],
    ["what looks like a reference", "is $& here", ["$&"], "is [secret] here"],
    ["every time", "one1 x one1", ["one1"], "[secret] x [secret]"],
    [
      "the longer of two that begin alike",
      "is hunter2-more",
      ["hunter2", "hunter2-more"],
      "is [secret]",
    ],
    ["the longer first, too", "is hunter2-more", ["hunter2-more", "hunter2"], "is [secret]"],
    ["nothing for an empty one", "as - it was", [""], "as - it was"],
  ];
  for (const [title, text, secrets, expected] of cases) {
    it(`takes ${title}`, () => {
      const given = [...secrets];
      assert.equal(masked(text, given), expected);
      assert.deepEqual(given, secrets);
    });
  }

  it("looks into every text of nested JSON, and leaves what is no text", () => {
    const answer = {
      code: 401,
      description: 'no "{" allowed',
      error: [{ message: "password 401 is wrong", details: ["401", 401, null, true] }],
      more: { "401": "a member's name stays" },
    };
    assert.deepEqual(maskedIn(answer, ["401", "{"]), {
      code: 401,
      description: 'no "[secret]" allowed',
      error: [{ message: "password [secret] is wrong", details: ["[secret]", 401, null, true] }],
      more: { "401": "a member's name stays" },
    });
  });
});
