import assert from "node:assert/strict";
import * as fc from "fast-check";
import { adminApis } from "./adminApi";
import { anyStep } from "./anyStep";
import type { Judged, JudgedApi } from "./judged";
import { anyPortalStep } from "./portal/anyPortalStep";
import { anyOwnerStep } from "./portal/anyOwnerStep";
import { anyApprovalStep } from "./portal/anyApprovalStep";
import { tasks } from "./portal/approvalRequests";
import { approvalsApi } from "./portal/approvalsApi";
import { ownersApis } from "./portal/ownersApi";
import { portalApi } from "./portal/portalApi";
import { create } from "./portal/portalRequests";
import { playAll, recordingOf } from "./recording";
import { refereeUnavailable } from "./referee";
import type { RefereeRelease } from "./builtReferee";

/** WSO2's own code against what it has answered once, and against the sandbox where nothing is recorded. */
function stillAnswers<Step>(
  { title, recording, cases, sandbox, referee }: JudgedApi<Step>,
  release: RefereeRelease,
  randomly: fc.Arbitrary<Step[]>,
  parameters: fc.Parameters<[Step[]]>,
): void {
  const unavailable = refereeUnavailable(release);
  (unavailable === undefined ? describe : describe.skip)(
    `WSO2's own code: ${title}${unavailable === undefined ? "" : ` (${unavailable})`}`,
    () => {
      let judge: Judged<Step>;
      let judged: Judged<Step>;

      before(async () => {
        [judge, judged] = await Promise.all([referee(), sandbox()]);
      });

      after(() => Promise.all([judge.close(), judged.close()]));

      it("answers what is recorded, and nothing else is; npm run referee records it anew", async () => {
        const answered = await playAll(judge, Object.values(cases).flat());
        assert.deepEqual(answered, recordingOf(recording));
      });

      it("answers random sequences as the sandbox does", async () => {
        const property = fc.asyncProperty(randomly, async (steps) => {
          assert.deepEqual(await judged.play(steps), await judge.play(steps));
        });
        await fc.assert(property, parameters);
      });
    },
  );
}

const length = { minLength: 2, maxLength: 8 };
for (const api of adminApis) {
  stillAnswers(api, api.release, fc.array(anyStep, length), { numRuns: 150 });
}
for (const api of ownersApis) {
  stillAnswers(api, api.release, fc.array(anyOwnerStep, length), { numRuns: 100, seed: 20261129 });
}
const inPortal = fc.array(anyPortalStep, length).map((steps) => [create(), ...steps]);
stillAnswers(portalApi, "4.7", inPortal, { numRuns: 200, seed: 20261124 });
const withApproval = fc
  .array(anyApprovalStep, length)
  .map((steps) => [create(), tasks(), ...steps]);
stillAnswers(approvalsApi, "4.7", withApproval, { numRuns: 200, seed: 20261129 });
