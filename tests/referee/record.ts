import { adminApis } from "./adminApi";
import type { JudgedApi } from "./judged";
import { approvalsApi } from "./portal/approvalsApi";
import { ownersApis } from "./portal/ownersApi";
import { portalApi } from "./portal/portalApi";
import { playAll, writeRecording } from "./recording";

/** `npm run referee`: asks WSO2's own code all that the tests ask the sandbox, and writes down its answers. */
async function main(): Promise<void> {
  for (const api of adminApis) await record(api);
  await record(portalApi);
  await record(approvalsApi);
  for (const api of ownersApis) await record(api);
}

async function record<Step>({ recording, cases, referee }: JudgedApi<Step>): Promise<void> {
  const judge = await referee();
  writeRecording(recording, await playAll(judge, Object.values(cases).flat()));
  await judge.close();
}

// The referees end with this process.
void main().then(() => process.exit());
