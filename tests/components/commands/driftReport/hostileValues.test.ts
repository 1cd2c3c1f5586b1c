import assert from "node:assert/strict";
import fc from "fast-check";
import { formats } from "../../../../components/commands/driftReport/formats";
import type { DriftReport } from "../../../../components/commands/driftReport/report";
import { pieces, reportWith } from "./reports";

const some = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(""));
const hostile = fc.tuple(some, some).map((ends) => ends.join("a"));

const harmless = reportWith(["a", "a", "a", "a"]);
const { text, markdown, html, json } = formats;

/** What is left of Markdown where its code spans are taken out: what GitHub takes for markup. */
const withoutCode = (page: string) => page.replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "");

/** The cells of a row, as GitHub splits it before it looks for code: a backslash hides what follows. */
const cellsIn = (row: string) => row.match(/(?:\\.|[^|\\])+/g) ?? [];

const lines = (page: string) => page.split("\n");
const tags = (page: string) => page.match(/<[^>]*>/g);

describe("what others have written", () => {
  for (const seed of [1, 2, 3]) {
    const holds = (property: (report: DriftReport) => void) => {
      const values = fc.array(hostile, { minLength: 4, maxLength: 4 });
      fc.assert(
        fc.property(values, (given) => {
          property(reportWith(given));
        }),
        { seed },
      );
    };

    it(`is shown in every format, and does nothing (seed ${seed})`, () => {
      holds((report) => {
        for (const write of Object.values(formats)) {
          for (const line of lines(write(report))) {
            assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
            assert.doesNotMatch(line, /^\s*::|##\[|##vso\[/i);
          }
        }
      });
    });

    it(`adds no line to a text (seed ${seed})`, () => {
      holds((report) => {
        assert.equal(lines(text(report)).length, lines(text(harmless)).length);
      });
    });

    it(`stays inside its code span and its cell in Markdown (seed ${seed})`, () => {
      holds((report) => {
        assert.equal(withoutCode(markdown(report)), withoutCode(markdown(harmless)));
        const rows = lines(markdown(report)).filter((line) => line.startsWith("| Auth0"));
        assert.deepEqual(
          rows.map((row) => cellsIn(row).length),
          [6],
        );
      });
    });

    it(`is no markup in HTML (seed ${seed})`, () => {
      holds((report) => {
        assert.deepEqual(tags(html(report)), tags(html(harmless)));
      });
    });

    it(`is in JSON as it is (seed ${seed})`, () => {
      holds((report) => {
        const { stack, entries, failures, remarks } = report;
        const given = JSON.stringify({ stack, entries, failures, remarks });
        assert.deepEqual(JSON.parse(json(report)), JSON.parse(given));
      });
    });
  }

  it("is one sentence where it had several lines", () => {
    const written = text(reportWith(["a", "a", "no\n\tanswer", "a"]));
    assert.match(written, /^- no answer \(a\)$/m);
  });

  it("is cut where it is a megabyte", () => {
    const long = "x".repeat(2 ** 20);
    const report = reportWith([long, long, long, long]);
    for (const write of Object.values(formats)) assert.ok(write(report).length < 50_000);
    assert.match(text(report), /x… \(1048576 characters\)/);
  });
});
