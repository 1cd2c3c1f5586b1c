import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  comparison,
  type AnswersOfCalls,
  type KnownAnswers,
} from "../../../../components/commands/trial/comparison";
import known from "../../../../load/trialAnswers.json";

const folder = join(__dirname, "recordings");

/** `<what>-<release>.json`, as a trial writes it with `--record`. */
describe("the recordings of trials", () => {
  for (const file of readdirSync(folder)) {
    it(`look like the sandbox's answers: ${file}`, () => {
      const recorded = JSON.parse(readFileSync(join(folder, file), "utf8")) as AnswersOfCalls;
      const found = comparison(known as unknown as KnownAnswers, recorded);
      const { release, compared, differences } = found;
      assert.equal(`-${release}.json`, /-[^-]*$/.exec(file)?.[0]);
      assert.ok(compared > 10, String(compared));
      assert.deepEqual(differences, []);
    });
  }
});
