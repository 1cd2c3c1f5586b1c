import assert from "node:assert/strict";
import type { Judged, JudgedApi } from "./judged";
import { playAll, recordingOf } from "./recording";

/** The sandbox against what WSO2's own code has answered: `differential.slow.test.ts` asks it again. */
export function answersAsRecorded<Step>({
  title,
  recording,
  cases,
  sandbox,
}: JudgedApi<Step>): void {
  describe(`the sandbox against what WSO2's own code has answered: ${title}`, () => {
    const recorded = recordingOf(recording);
    let judged: Judged<Step>;

    before(async () => {
      judged = await sandbox();
    });

    after(() => judged.close());

    for (const [about, group] of Object.entries(cases)) {
      it(`answers ${group.length} sets of requests alike: ${about}`, async () => {
        const differences: string[] = [];
        for (const [title, played] of await playAll(judged, group)) {
          try {
            assert.deepEqual(played, recorded.get(title));
          } catch (error) {
            differences.push(`${title}: ${(error as Error).message}`);
          }
        }
        assert.equal(differences.length, 0, differences.join("\n\n"));
      });
    }
  });
}
