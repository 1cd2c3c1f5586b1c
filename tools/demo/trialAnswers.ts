import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { startSandbox } from "auth0-wso2-sandbox";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { format } from "prettier";
import type { AnswersOfCalls } from "../../components/commands/trial/comparison";
import { releases, type Release } from "../../components/wso2/rest/releases";
import { exitCodeOf } from "./childProcess";

const load = join(__dirname, "../../load");

/** `npm run trial-answers`: what a trial is answered by the sandbox, for each release of WSO2. */
async function main(): Promise<void> {
  const known: Record<string, (AnswersOfCalls[string][number] & { releases: Release[] })[]> = {};
  for (const release of releases) {
    for (const [call, answers] of Object.entries(await answersOf(release))) {
      const ofCall = (known[call] ??= []);
      for (const answer of answers) {
        const same = ofCall.find((each) =>
          isDeepStrictEqual({ ...each, releases: [] }, { ...answer, releases: [] }),
        );
        if (same) same.releases.push(release);
        else ofCall.push({ releases: [release], ...answer });
      }
    }
  }
  // They are asked in an order that depends on the load.
  const inOrder = Object.fromEntries(
    Object.keys(known)
      .sort()
      .map((call) => [call, known[call]]),
  );
  const text = await format(JSON.stringify(inOrder), { parser: "json", printWidth: 100 });
  await writeFile(join(load, "trialAnswers.json"), text);
}

async function answersOf(release: Release): Promise<AnswersOfCalls> {
  const home = await mkdtemp(join(tmpdir(), "auth0-wso2-answers-"));
  const sandbox = await startSandbox({ release });
  try {
    const record = join(home, "record.json");
    new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    const options = [
      ...["--yes-write-to", sandbox.wso2.url, sandbox.auth0.domain, "--record", record],
      ...["--api", "Orders/1.0.0"],
      ...["--gateway-url", `${sandbox.wso2.gatewayUrl}/orders/1.0.0/orders`],
    ];
    const child = spawn(process.execPath, [join(load, "trial.cjs"), ...options], {
      env: { ...process.env, ...(await environmentFor(sandbox, home)), HOME: home },
      stdio: "inherit",
    });
    if ((await exitCodeOf(child)) !== 0) throw new Error(`The trial of release ${release} failed.`);
    return JSON.parse(await readFile(record, "utf8")) as AnswersOfCalls;
  } finally {
    await sandbox.close();
    await rm(home, { recursive: true, force: true });
  }
}

void main();
