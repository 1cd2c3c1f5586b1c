import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  describeOwner,
  markText,
  newCreation,
  parseMark,
  type Mark,
} from "../../../components/marks/mark";

const mark: Mark = {
  owner: "0f3c",
  creation: "91ab",
  write: 3,
  adopted: false,
  stack: "project/dev",
  resource: "auth0-key-manager",
};

describe("the mark of an owner", () => {
  it("is the text that the documentation shows", () => {
    assert.equal(
      markText(mark),
      "heritage=pulumi,owner=0f3c,creation=91ab,write=3,stack=project%2Fdev,resource=auth0-key-manager",
    );
    assert.equal(
      markText({ ...mark, adopted: true }, { labels: false }),
      "heritage=pulumi,owner=0f3c,creation=91ab,write=3,adopted=true",
    );
  });

  it("is read as it was written, whatever stack and resource are called", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.boolean(),
        fc.string({ unit: "grapheme", maxLength: 5 }),
        (write, adopted, name) => {
          const written = { ...mark, write, adopted, stack: name, resource: name };
          const text = markText(written);
          // Longer labels are cut.
          fc.pre(encodeURIComponent(name).length <= 60);
          assert.deepEqual(parseMark(text), written);
        },
      ),
    );
  });

  it("keeps 60 characters of a label, and is read where that cuts a character", () => {
    // A euro sign takes nine of them.
    const long = { ...mark, stack: "x".repeat(61), resource: "€".repeat(7) };
    const { stack, resource } = parseMark(markText(long)) ?? mark;
    assert.equal(stack, "x".repeat(60));
    assert.equal(resource, encodeURIComponent("€".repeat(7)).slice(0, 60));
  });

  it("is none where owner or creation is missing, or something else is written", () => {
    for (const text of [
      undefined,
      null,
      7,
      "",
      "heritage=pulumi",
      "owner=0f3c,creation=91ab",
      "heritage=pulumi,owner=0f3c",
      "heritage=pulumi,creation=91ab",
      "heritage=pulumi,owner=,creation=91ab",
      "x heritage=pulumi,owner=0f3c,creation=91ab",
    ]) {
      assert.equal(parseMark(text), undefined, String(text));
    }
    assert.deepEqual(parseMark("heritage=pulumi,owner=0f3c,creation=91ab"), {
      ...{ owner: "0f3c", creation: "91ab", write: 0 },
      ...{ adopted: false, stack: "", resource: "" },
    });
  });

  it("names its owner as far as it is known", () => {
    assert.equal(
      describeOwner(mark),
      'resource "auth0-key-manager" of stack project/dev (owner 0f3c)',
    );
    assert.equal(describeOwner({ ...mark, resource: "" }), "stack project/dev (owner 0f3c)");
    assert.equal(describeOwner({ ...mark, resource: "", stack: "" }), "another stack (owner 0f3c)");
  });

  it("tells every creation from every other", () => {
    const creations = Array.from({ length: 100 }, newCreation);
    assert.equal(new Set(creations).size, 100);
  });
});
