import { ensureToolchain } from "auth0-wso2-toolchain";
import { commandEnvironment } from "auth0-wso2-toolchain/commandEnvironment";
import { generateLife } from "../life/generate";
import type { Life } from "../life/life";
import { playLife } from "../life/play";
import { describeFailure } from "../report";
import { compare } from "./compare";
import { playOnEngine } from "./play";
import { playable } from "./playable";

/**
 * Plays lives on the real engine and holds the model against it.
 *
 * @returns how many lives did not hold, or were not the model's
 */
export async function simulateOnEngine(first: number, count: number): Promise<number> {
  Object.assign(process.env, commandEnvironment(await ensureToolchain()));
  const start = performance.now();
  let failed = 0;
  for (let seed = first; seed < first + count; seed += 1) {
    const begun = performance.now();
    const { summary, faults } = await lived(playable(generateLife(seed)), seed).catch(brokenDown);
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    console.log([`SEED ${seed}: ${summary}, ${seconds} s`, ...faults].join("\n"));
    if (faults.length > 0) failed += 1;
  }
  const minutes = ((performance.now() - start) / 60_000).toFixed(1);
  console.log(`${count} lives on the real engine in ${minutes} min: ${failed} failed`);
  return failed;
}

/** What there is to say of a life, and what was wrong with it. */
interface Report {
  summary: string;
  faults: string[];
}

async function lived(life: Life, seed: number): Promise<Report> {
  const real = await playOnEngine(life);
  const { same, difference } = compare(real.runs, (await playLife(life)).runs);
  const { violation, story } = real;
  return {
    summary: `${real.runs.length} runs, ${same} held against the model`,
    faults: [
      ...(violation
        ? [describeFailure({ life, violation, played: real }, seed, `--engine 1 --seed ${seed}`)]
        : []),
      ...(difference === undefined ? [] : [...(violation ? [] : story), difference]),
    ],
  };
}

function brokenDown(error: Error): Report {
  return { summary: "the simulator itself fails", faults: [error.stack ?? error.message] };
}
